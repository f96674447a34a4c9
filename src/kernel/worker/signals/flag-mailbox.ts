import {blobIdBits, blobUrl} from '../blob-id.js';
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
      this.#ask();
    }
  }

  isTaken(): boolean {
    return !this.#taken || !this.#stands(this.#taken);
  }

  takeAnswer(): string | null {
    if (!this.#answer || this.#stands(this.#answer.url)) return null;
    const id = this.#answer.bits.map((url) => {
      const isSet = !this.#stands(url);
      this.#release(url);
      return isSet;
    });
    this.#answer = undefined;
    return this.#request(blobUrl(self.origin, id));
  }

  pause(ms: number): void {
    Atomics.wait(this.#cell, 0, 0, Math.min(ms, PERIOD_MS / 2));
  }

  #ask(): void {
    for (const url of this.#answer?.bits ?? []) this.#release(url);
    this.#release(this.#answer?.url);
    const bits = Array.from({length: blobIdBits}, () => this.#create());
    this.#answer = {url: this.#create(), bits};
    post({kind: 'flag', flag: 'answer', ...this.#answer});
  }

  #create(): string {
    return URL.createObjectURL(this.#content);
  }

  #release(url: string | undefined): void {
    if (url) URL.revokeObjectURL(url);
  }

  #stands(url: string): boolean {
    return this.#request(url) !== null;
  }

  /** The text of a blob, or null if it was revoked. */
  #request(url: string): string | null {
    const request = new XMLHttpRequest();
    request.open('GET', url, false);
    request.responseType = 'arraybuffer';
    try {
      request.send();
    } catch {
      return null;
    }
    return new TextDecoder('utf-8', {ignoreBOM: true}).decode(request.response as ArrayBuffer);
  }
}

/** Also where `SharedArrayBuffer` is hidden, WebAssembly has shared memory of one's own. */
function waitable(): Int32Array {
  const memory = new WebAssembly.Memory({shared: true, initial: 1, maximum: 1});
  return new Int32Array(memory.buffer);
}
