import {post} from '../port.js';
import type {Expected, Mailbox} from './mailbox.js';

/** A look at a flag costs a millisecond or two. */
const PERIOD_MS = 100;

/**
 * Blob URLs that the page revokes. A synchronous request tells whether one still stands, and is the
 * only thing that a worker without shared memory can ask while Python blocks it.
 */
export class FlagMailbox implements Mailbox {
  #content = new Blob(['1']);
  #interrupts = 0;
  #interruptFlag: string | undefined;
  #nextLook = 0;
  #taken: string | undefined;
  #answer: {url: string; bits: string[]} | undefined;
  /** The worker's own; it is shared with nobody, but one can wait on it. */
  #cell = waitable();

  /** A message has told the count. */
  told(interrupts: number): void {
    if (interrupts <= this.#interrupts) return;
    this.#interrupts = interrupts;
    this.#release(this.#interruptFlag);
    this.#interruptFlag = undefined;
  }

  interrupts(): number {
    if (!this.#interruptFlag) {
      const [interrupts, url] = [this.#interrupts + 1, this.#create()];
      this.#interruptFlag = url;
      post({kind: 'flag', flag: 'interrupt', interrupts, url});
    } else if (performance.now() >= this.#nextLook) {
      const start = performance.now();
      if (!this.#stands(this.#interruptFlag)) this.told(this.#interrupts + 1);
      const end = performance.now();
      // Where a look is slow, Python must still get most of the time.
      this.#nextLook = end + Math.min(PERIOD_MS + 10 * (end - start), 3 * PERIOD_MS);
    }
    return this.#interrupts;
  }

  forgetAnswer(): void {}

  expect(what: Expected): void {
    if (what === 'taken') {
      this.#release(this.#taken);
      this.#taken = this.#create();
      post({kind: 'flag', flag: 'taken', url: this.#taken});
    } else {
      this.#ask('length', 32);
    }
  }

  isTaken(): boolean {
    return !this.#taken || !this.#stands(this.#taken);
  }

  takeAnswer(): string | null {
    const length = this.#read();
    if (!length) return null;
    const count = new DataView(length.buffer).getUint32(0, true);
    this.#ask('bytes', count * 8);
    let bytes = this.#read();
    while (!bytes) {
      this.pause(5);
      bytes = this.#read();
    }
    return new TextDecoder().decode(bytes);
  }

  pause(ms: number): void {
    Atomics.wait(this.#cell, 0, 0, Math.min(ms, PERIOD_MS / 2));
  }

  #ask(part: 'length' | 'bytes', count: number): void {
    for (const url of this.#answer?.bits ?? []) this.#release(url);
    this.#release(this.#answer?.url);
    const bits = Array.from({length: count}, () => this.#create());
    this.#answer = {url: this.#create(), bits};
    post({kind: 'flag', flag: 'answer', part, bits, url: this.#answer.url});
  }

  #read(): Uint8Array<ArrayBuffer> | null {
    if (!this.#answer || this.#stands(this.#answer.url)) return null;
    const {bits} = this.#answer;
    const bytes = new Uint8Array(bits.length / 8);
    bits.forEach((url, index) => {
      if (this.#stands(url)) this.#release(url);
      else bytes[index >> 3]! |= 1 << (index & 7);
    });
    this.#answer = undefined;
    return bytes;
  }

  #create(): string {
    return URL.createObjectURL(this.#content);
  }

  #release(url: string | undefined): void {
    if (url) URL.revokeObjectURL(url);
  }

  #stands(url: string): boolean {
    const request = new XMLHttpRequest();
    request.open('GET', url, false);
    try {
      request.send();
      return true;
    } catch {
      return false;
    }
  }
}

/** Also where `SharedArrayBuffer` is hidden, WebAssembly has shared memory of one's own. */
function waitable(): Int32Array {
  const memory = new WebAssembly.Memory({shared: true, initial: 1, maximum: 1});
  return new Int32Array(memory.buffer);
}
