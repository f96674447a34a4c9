import type {Flag, InterruptMethod, ToWorker} from './worker/api.js';
import {blobId} from './worker/blob-id.js';
import {sharedBytes, sharedCells, textCapacity} from './worker/shared-layout.js';

/**
 * How the page reaches the worker while Python runs: by messages, which a suspended Python lets in,
 * and besides by shared memory or by blob URLs that it revokes, for a Python that is blocked.
 */
export class PageSignals {
  /** Null where the page is not cross-origin isolated, or another method is forced. */
  readonly shared: SharedArrayBuffer | undefined;
  #post: (message: ToWorker) => void;
  #cells: Int32Array | undefined;
  #interrupts = 0;
  #questions = 0;
  /** The reader has not answered the last question. */
  #isAsked = false;
  /** Holds the answer to the last question. */
  #answerUrl: string | undefined;
  #interruptFlag: (Flag & {flag: 'interrupt'}) | undefined;
  #answerFlag: (Flag & {flag: 'answer'}) | undefined;

  constructor(post: (message: ToWorker) => void, method?: InterruptMethod) {
    this.#post = post;
    if (globalThis.crossOriginIsolated && (!method || method === 'shared')) {
      this.shared = new SharedArrayBuffer(sharedBytes);
      this.#cells = new Int32Array(this.shared, 0, sharedCells.count);
    }
  }

  /** How many interrupts there have been. */
  get interrupts(): number {
    return this.#interrupts;
  }

  interrupt(): void {
    this.#interrupts++;
    this.#isAsked = false;
    this.#store(sharedCells.interrupts, this.#interrupts);
    this.#post({kind: 'interrupt', interrupts: this.#interrupts});
    this.#lowerInterruptFlag();
  }

  /** The worker has sent an `input_request`. */
  ask(): void {
    this.#questions++;
    this.#isAsked = true;
    this.#forgetAnswer();
    this.#answerFlag = undefined;
  }

  /** Answers the last question; what nobody asked for is dropped. */
  answer(value: string): void {
    if (!this.#isAsked) return;
    this.#isAsked = false;
    if (this.#cells) return this.#write(new TextEncoder().encode(value), this.#questions);
    this.#post({kind: 'answer', value, question: this.#questions});
    this.#answerUrl = URL.createObjectURL(new Blob([value]));
    this.#lowerAnswerFlags();
  }

  /** The worker has come to its end. */
  dispose(): void {
    this.#forgetAnswer();
  }

  /** The page has taken that many batches of messages. */
  take(batches: number): void {
    this.#store(sharedCells.taken, batches);
    this.#post({kind: 'taken', batches});
  }

  /** A worker that is blocked watches a flag. */
  handleFlag(flag: Flag): void {
    if (flag.flag === 'interrupt') {
      this.#interruptFlag = flag;
      this.#lowerInterruptFlag();
    } else if (flag.flag === 'answer') {
      this.#answerFlag = flag;
      this.#lowerAnswerFlags();
    } else {
      setTimeout(() => URL.revokeObjectURL(flag.url));
    }
  }

  #lowerInterruptFlag(): void {
    if (!this.#interruptFlag || this.#interruptFlag.interrupts > this.#interrupts) return;
    URL.revokeObjectURL(this.#interruptFlag.url);
    this.#interruptFlag = undefined;
  }

  #lowerAnswerFlags(): void {
    if (!this.#answerFlag || !this.#answerUrl) return;
    const {bits, url} = this.#answerFlag;
    blobId(this.#answerUrl).forEach((isSet, index) => {
      if (isSet) URL.revokeObjectURL(bits[index]!);
    });
    URL.revokeObjectURL(url);
    this.#answerFlag = undefined;
  }

  #forgetAnswer(): void {
    if (this.#answerUrl) URL.revokeObjectURL(this.#answerUrl);
    this.#answerUrl = undefined;
  }

  /** Writes the answer into shared memory, piece by piece as the worker takes them. */
  #write(bytes: Uint8Array, question: number): void {
    const cells = this.#cells!;
    if (question !== this.#questions) return;
    if (Atomics.load(cells, sharedCells.answer) !== 0) {
      setTimeout(() => this.#write(bytes, question), 1);
      return;
    }
    const piece = bytes.subarray(0, textCapacity);
    new Uint8Array(this.shared!, sharedCells.count * 4).set(piece);
    const isLast = piece.length === bytes.length;
    this.#store(sharedCells.answer, (piece.length + 1) * (isLast ? 1 : -1));
    if (!isLast) setTimeout(() => this.#write(bytes.subarray(textCapacity), question), 1);
  }

  #store(cell: number, value: number): void {
    if (!this.#cells) return;
    Atomics.store(this.#cells, cell, value);
    Atomics.add(this.#cells, sharedCells.changes, 1);
    Atomics.notify(this.#cells, sharedCells.changes);
  }
}
