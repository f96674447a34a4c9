import {createWorker} from '../../../kernel/create-worker.js';
import {MagicError} from '../../errors.js';
import type {CallName, Calls, FromWorker, Progress, ToWorker} from './protocol.js';

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly transfer?: Transferable[];
  readonly onProgress?: (progress: Progress) => void;
}

interface Waiting {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress?: (progress: Progress) => void;
}

/** How long a query may take to notice that it is cancelled before its worker is ended. */
const CANCEL_MS = 1500;

/** One DuckDB, in its worker, from its start to its end. */
export class Database {
  readonly #worker: Worker;
  readonly #revoke: () => void;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #failure: Error | null = null;

  constructor() {
    const url = new URL('./worker.js', import.meta.url);
    const {worker, revoke} = createWorker(url, 'serverless-notebook-duckdb');
    this.#worker = worker;
    this.#revoke = revoke;
    worker.addEventListener('message', ({data}: MessageEvent<FromWorker>) => this.#take(data));
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      this.#end(
        new MagicError(
          'DuckDBError',
          `DuckDB's worker ended${event.message ? ` (${event.message})` : ''}: is the network ` +
            `there, is the library complete, and does the page's Content-Security-Policy allow ` +
            `workers (worker-src) and WebAssembly (script-src 'wasm-unsafe-eval')?`,
        ),
      );
    });
  }

  /** It has been ended and answers nothing any more. */
  get hasEnded(): boolean {
    return this.#failure !== null;
  }

  async call<T extends CallName>(
    type: T,
    request: Parameters<Calls[T]>[0],
    {signal, transfer = [], onProgress}: CallOptions = {},
  ): Promise<ReturnType<Calls[T]>> {
    signal?.throwIfAborted();
    if (this.#failure) throw this.#failure;
    const id = ++this.#lastId;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onAbort = (): void => {
      this.#post({id, type: 'cancel'});
      timer = setTimeout(() => this.end(), CANCEL_MS);
    };
    signal?.addEventListener('abort', onAbort, {once: true});
    try {
      return await new Promise<ReturnType<Calls[T]>>((resolve, reject) => {
        this.#waiting.set(id, {
          resolve: resolve as Waiting['resolve'],
          reject,
          ...(onProgress && {onProgress}),
        });
        this.#post({id, type, request} as ToWorker, transfer);
      });
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      this.#waiting.delete(id);
    }
  }

  /** Ends the worker, whatever it does. */
  end(): void {
    this.#end(new MagicError('DuckDBError', 'DuckDB was stopped.'));
  }

  #post(message: ToWorker, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer);
  }

  #take(message: FromWorker): void {
    this.#revoke();
    const waiting = this.#waiting.get(message.id);
    switch (message.type) {
      case 'done':
        return waiting?.resolve(message.answer);
      case 'progress':
        return waiting?.onProgress?.(message.progress);
      case 'failed': {
        const error = new Error(message.message);
        error.name = message.name;
        return waiting?.reject(error);
      }
    }
  }

  #end(error: Error): void {
    if (this.#failure) return;
    this.#failure = error;
    this.#worker.terminate();
    this.#revoke();
    for (const {reject} of this.#waiting.values()) reject(error);
  }
}
