import type {BootOptions, InterruptMethod, ToWorker} from '../api.js';
import type {Outbox} from '../outbox.js';
import {FlagMailbox} from './flag-mailbox.js';
import type {Expected, Mailbox} from './mailbox.js';
import {SharedMailbox} from './shared-mailbox.js';

/** How often Python yields while it runs: to send output, and to see what has come in. */
const TICK_MS = 30;
/** `SIGUSR1`; its Python handler is in `signals.py`. */
const TICK_SIGNAL = 10;

export type Awaited = Expected | 'time';

/**
 * How the page reaches Python while it runs. `signals.py` uses it, and says when to wait by which
 * of the two ways.
 *
 * - `shared`: the page writes into shared memory, and Python waits by `Atomics.wait`
 * - `suspend`: Python's stack is suspended (JSPI), so that messages arrive as usual
 * - `poll`: a blob URL that the page revokes; also used by `suspend` where the stack cannot be
 *   suspended, which is inside callbacks that JavaScript made
 */
export class Signals {
  readonly method: InterruptMethod;
  /** Called when an interrupt comes in; true if it has ended what Python awaits, its code being on no stack. */
  onInterrupt: (() => boolean) | undefined;

  #outbox: Outbox;
  #mailbox: Mailbox;
  #flags: FlagMailbox | undefined;
  /** The count of interrupts that have been dealt with. */
  #handled = 0;
  #told = 0;
  /** The count of interrupts for which a tick was called out of turn. */
  #announced = 0;
  /** Questions are counted on both sides, so that no late answer is taken for the next one's. */
  #asked = 0;
  #answer: string | null = null;
  #waiting: {what: Awaited; wake: () => void} | undefined;
  #looks = 0;
  #lastTick = 0;

  constructor(options: BootOptions, outbox: Outbox) {
    this.#outbox = outbox;
    this.method = chooseMethod(options);
    if (this.method === 'shared') {
      this.#mailbox = new SharedMailbox(options.shared!, () => outbox.posted);
    } else {
      this.#mailbox = this.#flags = new FlagMailbox();
    }
  }

  /**
   * What CPython polls in place of a signal buffer: the number of a signal that is due, or 0.
   * Writable, because CPython clears it.
   */
  get buffer(): {0: number} {
    const due = () => (this.#isDue() ? TICK_SIGNAL : 0);
    return {
      get 0() {
        return due();
      },
      set 0(_) {},
    };
  }

  /** A request starts; interrupts up to that count were meant for an earlier one. */
  begin(interrupts: number): void {
    this.#handled = interrupts;
    this.#told = Math.max(this.#told, interrupts);
    this.#flags?.told(interrupts);
    this.#lastTick = performance.now();
  }

  /**
   * Whether there is an interrupt; it is then dealt with.
   *
   * @param isBlocked no message can have come in, so that it takes a look
   */
  takeInterrupt(isBlocked: boolean): boolean {
    const isInterrupted = this.#isInterrupted(isBlocked);
    this.#handled = this.#told;
    return isInterrupted;
  }

  /** A question is about to be sent to the reader. */
  ask(): void {
    this.#asked++;
    this.#answer = null;
    this.#mailbox.forgetAnswer();
  }

  takeAnswer(): string {
    const answer = this.#answer;
    this.#answer = null;
    return answer ?? '';
  }

  /** Posts what waits to be posted: Python is about to block the worker, or does so for long. */
  flush(): void {
    this.#outbox.flush();
  }

  /** Settles when what is awaited has come, or an interrupt, or after some milliseconds. */
  waitAsync(what: Awaited, ms: number): Promise<void> {
    if (this.#has(what, false)) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimer(ms, () => wake());
      const wake = () => {
        timer.clear();
        this.#waiting = undefined;
        resolve();
      };
      this.#waiting = {what, wake};
    });
  }

  /** The same, but blocks. */
  waitSync(what: Awaited, ms: number): void {
    const end = performance.now() + ms;
    if (what !== 'time') this.#mailbox.expect(what);
    for (;;) {
      if (what === 'answer') this.#answer ??= this.#mailbox.takeAnswer();
      if (what === 'taken' && this.#mailbox.isTaken()) this.#outbox.taken = this.#outbox.posted;
      const left = end - performance.now();
      if (this.#has(what, true) || left <= 0) return;
      this.#mailbox.pause(left);
    }
  }

  /** Lets the worker's events in, without waiting for anything. */
  breathe(): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#waiting = undefined;
        // From here, so that on a busy machine Python gets on between two ticks.
        this.#lastTick = performance.now();
        resolve();
      };
      this.#waiting = {what: 'time', wake};
      this.#breath.port1.onmessage = wake;
      this.#breath.port2.postMessage(null);
    });
  }

  /** Not a timer: nested timers are delayed by some milliseconds. */
  #breath = new MessageChannel();

  /** Takes what the page has posted. */
  handle(message: ToWorker): void {
    if (message.kind === 'answer' && message.question === this.#asked) this.#answer = message.value;
    if (message.kind === 'taken') this.#outbox.taken = message.batches;
    if (message.kind === 'interrupt') {
      this.#told = message.interrupts;
      this.#flags?.told(message.interrupts);
      if (this.#told > this.#handled) this.#cancel();
    }
    if (this.#waiting && this.#has(this.#waiting.what, false)) this.#waiting.wake();
  }

  #cancel(): void {
    const handled = this.#handled;
    // First, or a tick would raise KeyboardInterrupt in the function that cancels.
    this.#handled = this.#told;
    if (!this.onInterrupt?.()) this.#handled = handled;
  }

  #has(what: Awaited, isBlocked: boolean): boolean {
    if (this.#isInterrupted(isBlocked)) return true;
    if (what === 'answer') return this.#answer !== null;
    if (what === 'taken') return !this.#outbox.isFull;
    return false;
  }

  #isInterrupted(isBlocked: boolean): boolean {
    if (isBlocked) this.#told = Math.max(this.#told, this.#mailbox.interrupts());
    return this.#told > this.#handled;
  }

  #isDue(): boolean {
    if (this.method === 'shared' && this.#isInterrupted(true) && this.#announced < this.#told) {
      // Once: the handler is Python too, and would be interrupted before it can take the interrupt.
      this.#announced = this.#told;
      return true;
    }
    // Reading the clock costs more than the rest.
    if (++this.#looks % 16 !== 0) return false;
    const now = performance.now();
    if (now - this.#lastTick < TICK_MS) return false;
    this.#lastTick = now;
    return true;
  }
}

function chooseMethod({shared, interrupt}: BootOptions): InterruptMethod {
  const canSuspend = 'Suspending' in WebAssembly;
  if (shared && (!interrupt || interrupt === 'shared')) return 'shared';
  return canSuspend && interrupt !== 'poll' ? 'suspend' : 'poll';
}

/** A timer that may be for ever, and longer than the 24 days that `setTimeout` knows. */
function setTimer(ms: number, callback: () => void): {clear(): void} {
  const longest = 2 ** 31 - 1;
  let timer: number | undefined;
  const arm = (left: number) => {
    if (left === Infinity) return;
    timer = self.setTimeout(
      () => (left > longest ? arm(left - longest) : callback()),
      Math.min(left, longest),
    );
  };
  arm(ms);
  return {clear: () => clearTimeout(timer)};
}
