import {sharedCells, textCapacity} from '../shared-layout.js';
import type {Mailbox} from './mailbox.js';

/** Shared memory, which the page writes while the worker reads. */
export class SharedMailbox implements Mailbox {
  #cells: Int32Array;
  #text: Uint8Array;
  #posted: () => number;
  #expected = 0;
  /** A change between the last look and now must not be slept over. */
  #seen = -1;

  /** `posted` tells how many batches have been posted to the page. */
  constructor(buffer: SharedArrayBuffer, posted: () => number) {
    this.#cells = new Int32Array(buffer, 0, sharedCells.count);
    this.#text = new Uint8Array(buffer, sharedCells.count * 4, textCapacity);
    this.#posted = posted;
  }

  interrupts(): number {
    return Atomics.load(this.#cells, sharedCells.interrupts);
  }

  forgetAnswer(): void {
    Atomics.store(this.#cells, sharedCells.answer, 0);
  }

  expect(): void {
    this.#expected = this.#posted();
  }

  isTaken(): boolean {
    return Atomics.load(this.#cells, sharedCells.taken) >= this.#expected;
  }

  /** Text longer than the memory comes in pieces; each but the last one is marked by its sign. */
  takeAnswer(): string | null {
    let length = Atomics.load(this.#cells, sharedCells.answer);
    if (length === 0) return null;
    const decoder = new TextDecoder();
    let text = '';
    for (;;) {
      const bytes = this.#text.slice(0, Math.abs(length) - 1);
      Atomics.store(this.#cells, sharedCells.answer, 0);
      text += decoder.decode(bytes, {stream: length < 0});
      if (length > 0) return text;
      while ((length = Atomics.load(this.#cells, sharedCells.answer)) === 0) this.pause(1000);
    }
  }

  pause(ms: number): void {
    const seen = Atomics.load(this.#cells, sharedCells.changes);
    if (seen === this.#seen) Atomics.wait(this.#cells, sharedCells.changes, seen, ms);
    this.#seen = Atomics.load(this.#cells, sharedCells.changes);
  }
}
