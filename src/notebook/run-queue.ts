import type {CellModel} from './cell-model.js';
import type {MagicRegistry} from '../magics/registry.js';
import type {KernelSession} from './kernel-session.js';

/**
 * Runs cells one after the other.
 *
 * Each cell goes to the kernel only when its turn comes, so that a waiting cell can be edited or
 * taken out until then. When a cell fails, those that wait are marked as aborted.
 *
 * @fires queue-change - it has become idle, or is no longer
 */
export class RunQueue extends EventTarget {
  #sessionOf: (cell: CellModel) => KernelSession;
  #abortOnError: boolean;
  #waiting: {cell: CellModel; magics: MagicRegistry | null; done: PromiseWithResolvers<void>}[] =
    [];
  #current: {cell: CellModel; session: KernelSession} | null = null;

  /**
   * @param sessionOf - asked when a cell's turn has come, since kernels can be changed till then
   * @param options.abortOnError - whether the cells that wait depend on the one that failed
   */
  constructor(
    sessionOf: (cell: CellModel) => KernelSession,
    {abortOnError = true}: {abortOnError?: boolean} = {},
  ) {
    super();
    this.#sessionOf = sessionOf;
    this.#abortOnError = abortOnError;
  }

  /** The cell that runs. */
  get current(): CellModel | null {
    return this.#current?.cell ?? null;
  }

  get idle(): boolean {
    return !this.#current && !this.#waiting.length;
  }

  /**
   * Settles when the cell has run, failed, or been taken out. Adding it twice is harmless.
   *
   * @param magics - those that the cell can use, besides the kernel's own
   */
  add(cell: CellModel, magics: MagicRegistry | null = null): Promise<void> {
    const waiting = this.#waiting.find((entry) => entry.cell === cell);
    if (waiting) return waiting.done.promise;
    const done = withResolvers();
    this.#waiting.push({cell, magics, done});
    cell.setQueued(true);
    if (!this.#current) void this.#next();
    return done.promise;
  }

  /** Takes out a waiting cell, such as one that was deleted. */
  remove(cell: CellModel): void {
    const index = this.#waiting.findIndex((entry) => entry.cell === cell);
    if (cell === this.#current?.cell) this.#current.session.cancel(cell);
    if (index < 0) return;
    const [entry] = this.#waiting.splice(index, 1);
    cell.setQueued(false);
    entry!.done.resolve();
  }

  /** Marks all that wait as aborted. */
  abortWaiting(): void {
    for (const {cell, done} of this.#waiting.splice(0)) {
      if (cell !== this.#current?.cell) cell.abort();
      done.resolve();
    }
  }

  async #next(): Promise<void> {
    this.dispatchEvent(new Event('queue-change'));
    for (let entry; (entry = this.#waiting.shift());) {
      const {cell, magics, done} = entry;
      const session = this.#sessionOf(cell);
      this.#current = {cell, session};
      if (cell.source.trim()) {
        await session.run(cell, magics);
      } else {
        cell.setQueued(false);
        cell.clearOutputs();
      }
      this.#current = null;
      done.resolve();
      const {is} = cell.state;
      const failed = is === 'error' || is === 'failed' || is === 'aborted';
      if (failed && this.#abortOnError) this.abortWaiting();
    }
    this.dispatchEvent(new Event('queue-change'));
  }
}

/** `Promise.withResolvers`, which is younger than the browsers that this library supports. */
interface PromiseWithResolvers<T> {
  promise: Promise<T>;
  resolve(value: T): void;
}

function withResolvers(): PromiseWithResolvers<void> {
  let resolve!: () => void;
  const promise = new Promise<void>((done) => (resolve = done));
  return {promise, resolve};
}
