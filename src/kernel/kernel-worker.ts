import * as Comlink from 'comlink';
import type {KernelInfo, Message} from '../protocol/messages.js';
import {createWorker} from './create-worker.js';
import {KernelError} from './errors.js';
import {PageSignals} from './page-signals.js';
import type {
  BootOptions,
  Failure,
  FromWorker,
  InterruptMethod,
  Progress,
  WorkerApi,
} from './worker/api.js';

export interface KernelWorkerOptions {
  readonly pyodideUrl: string;
  readonly packages: readonly string[];
  readonly session: string;
  readonly interrupt?: InterruptMethod;
  onMessage(message: Message): void;
  /** The request has been answered; `failure` when the shell itself failed. */
  onDone(failure?: Failure): void;
  onProgress(progress: Progress | null): void;
  /** The worker is gone, after it had booted. */
  onDeath(error: KernelError): void;
}

/** One worker from its start to its end. A restart makes another one. */
export class KernelWorker {
  readonly session: string;
  readonly signals: PageSignals;
  #options: KernelWorkerOptions;
  #worker: Worker;
  #revokeUrl: () => void;
  #isBooted = false;
  #isDisposed = false;
  #batches = 0;
  #lockWatch = new AbortController();
  #failed: Promise<never>;
  #fail!: (error: KernelError) => void;

  constructor(options: KernelWorkerOptions) {
    this.#options = options;
    this.session = options.session;
    this.#failed = new Promise((_, reject) => {
      this.#fail = reject;
    });
    this.#failed.catch(() => {});
    const {worker, revoke} = createWorker(
      new URL('./worker/entry.js', import.meta.url),
      'serverless-notebook',
    );
    this.#worker = worker;
    this.#revokeUrl = revoke;
    this.signals = new PageSignals(
      (message) => this.#worker.postMessage(message),
      options.interrupt,
    );
    worker.addEventListener('message', ({data}: MessageEvent<Partial<FromWorker>>) => {
      if (data.kind && !this.#isDisposed) this.#handle(data as FromWorker);
    });
    worker.addEventListener('error', (event) => this.#onError(event));
  }

  /** Boots Python; rejects with the cause when it cannot. There is no time-out. */
  async boot(): Promise<{info: KernelInfo; interrupt: InterruptMethod}> {
    const {pyodideUrl, packages, session, interrupt} = this.#options;
    const options: BootOptions = {
      pyodideUrl,
      packages,
      session,
      interrupt,
      shared: this.signals.shared,
    };
    const api = Comlink.wrap<WorkerApi>(this.#worker);
    const result = await Promise.race([api.boot(options), this.#failed]);
    if (!result.ok) throw new KernelError(result.error.message);
    this.#isBooted = true;
    return result;
  }

  /** Gives the worker a request; it may be given the next one after `onDone`. */
  request(message: Message): void {
    const request = {kind: 'request', message, interrupts: this.signals.interrupts};
    const transfer = message.metadata['transfer'] ? (message.buffers ?? []) : [];
    this.#worker.postMessage(request, transfer);
  }

  /** Ends the worker, whatever it does. */
  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#lockWatch.abort();
    this.#worker.terminate();
    this.signals.dispose();
    this.#revokeUrl();
    this.#fail(new KernelError('The kernel was stopped while it started.'));
  }

  #handle(message: FromWorker): void {
    switch (message.kind) {
      case 'alive':
        this.#revokeUrl();
        this.#watchLock();
        break;
      case 'progress':
        this.#options.onProgress(message.progress);
        break;
      case 'messages':
        this.#take(message.messages);
        break;
      case 'done':
        this.#options.onDone(message.failure);
        break;
      case 'fatal':
        this.#die(new KernelError(message.failure.message));
        break;
      case 'flag':
        this.signals.handleFlag(message);
        break;
    }
  }

  #take(messages: readonly Message[]): void {
    for (const message of messages) {
      if (this.#isDisposed) return;
      if (message.header.msg_type === 'input_request') this.signals.ask();
      this.#options.onMessage(message);
    }
    this.#batches++;
    // In a task of its own, so that the page can draw before it takes more.
    setTimeout(() => this.signals.take(this.#batches));
  }

  /** The worker holds a lock named after its session; whoever gets it knows that the worker is gone. */
  #watchLock(): void {
    const {locks} = navigator as {locks?: LockManager};
    locks
      ?.request(this.session, {signal: this.#lockWatch.signal}, () =>
        this.#die(
          new KernelError(
            'The kernel has died: the browser ended its worker, perhaps because it was out of ' +
              'memory. Restart the kernel: what it held in memory is lost.',
          ),
        ),
      )
      .catch(() => {});
  }

  #onError(event: ErrorEvent): void {
    // Once the worker runs, this is an error of some callback in it, not the end of it.
    if (this.#isBooted) return;
    event.preventDefault();
    this.#fail(
      new KernelError(
        `The kernel's worker could not be loaded${event.message ? ` (${event.message})` : ''}: is ` +
          `the network there, is the library complete, and does the page's Content-Security-Policy allow it (worker-src ` +
          `'self', and blob: where the library comes from another origin)?`,
      ),
    );
  }

  #die(error: KernelError): void {
    if (this.#isDisposed) return;
    const wasBooted = this.#isBooted;
    this.#fail(error);
    this.dispose();
    if (wasBooted) this.#options.onDeath(error);
  }
}
