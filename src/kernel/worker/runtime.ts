import type {BootOptions, BootResult, FromWorker, Progress, ToWorker} from './api.js';
import {BootWatch} from './boot-watch.js';
import {WorkerError, lastLine, toFailure} from './failure.js';
import {Outbox} from './outbox.js';
import {Packages} from './packages.js';
import {post} from './port.js';
import type {Pyodide} from './pyodide-types.js';
import {Shell} from './shell.js';
import {Signals} from './signals/signals.js';

/** Python in this worker: boots it, and gives it the requests of the page. */
export class Runtime {
  #shell: Shell | undefined;
  #signals: Signals | undefined;

  /** Boots Python. A failure is a value, since Comlink keeps little of an error. */
  async boot(options: BootOptions): Promise<BootResult> {
    try {
      await holdLock(options.session);
      return await this.#boot(options);
    } catch (error) {
      return {ok: false, error: toFailure(error)};
    }
  }

  /** Takes what the page posts. */
  handle(message: ToWorker): void {
    if (message.kind === 'request') void this.#answer(message);
    else this.#signals?.handle(message);
  }

  async #boot(options: BootOptions): Promise<BootResult> {
    const {pyodideUrl, packages: names, session} = options;
    const watch = new BootWatch(pyodideUrl, throttled(report));
    let pyodide: Pyodide;
    let lock;
    try {
      lock = await watch.lockFile();
      const {loadPyodide} = await watch.module();
      const loading = loadPyodide({
        indexURL: pyodideUrl,
        lockFileContents: lock,
        packageBaseUrl: pyodideUrl,
        stdout: (line) => console.debug(line),
        stderr: (line) => console.debug(line),
        env: {HOME: '/home/pyodide'},
      });
      pyodide = await Promise.race([loading, watch.failed]);
    } catch (error) {
      throw watch.explain(error);
    } finally {
      watch.stop();
    }
    pyodide._api.on_fatal = (error) => post({kind: 'fatal', failure: explainDeath(error)});
    report({phase: 'Starting Python', loadedBytes: 0});
    const outbox = new Outbox(session);
    const signals = new Signals(options, outbox);
    const packages = new Packages(pyodide, lock, pyodideUrl, throttled(report));
    this.#shell = new Shell(pyodide, outbox, signals, packages);
    this.#signals = signals;
    await packages.load(names);
    report(null);
    return {ok: true, info: this.#shell.info(), interrupt: signals.method};
  }

  async #answer({message, interrupts}: ToWorker & {kind: 'request'}): Promise<void> {
    let done: FromWorker = {kind: 'done'};
    try {
      await this.#shell!.handle(message, interrupts);
    } catch (error) {
      done = {kind: 'done', failure: {name: 'KernelError', message: lastLine(error)}};
    }
    post(done);
  }
}

function explainDeath(error: unknown): {name: string; message: string} {
  const {name, message} = toFailure(error);
  const cause =
    name === 'Exit'
      ? 'it was told to exit'
      : name === 'RangeError'
        ? 'the code nests or recurses deeper than the stack of the browser allows'
        : `${name}: ${message.split('\n')[0]}`;
  return toFailure(
    new WorkerError(
      `Python has died (${cause}). Restart the kernel: what it held in memory is lost.`,
    ),
  );
}

function report(progress: Progress | null): void {
  post({kind: 'progress', progress});
}

/** A page has better things to do than to show each chunk of a download. */
function throttled(
  callback: (progress: Progress | null) => void,
): (progress: Progress | null) => void {
  let last = -Infinity;
  let phase: string | undefined;
  return (progress) => {
    const now = performance.now();
    if (progress && progress.phase === phase && now - last < 50) return;
    last = now;
    phase = progress?.phase;
    callback(progress);
  };
}

/**
 * Holds a lock for as long as this worker lives, so that the page learns of its death. Without
 * HTTPS there are no locks; then the page learns of it only from Python itself.
 */
function holdLock(name: string): Promise<void> {
  const {locks} = navigator as {locks?: LockManager};
  if (!locks) return Promise.resolve();
  return new Promise((resolve) => {
    void locks.request(name, () => {
      post({kind: 'alive'});
      resolve();
      return new Promise(() => {});
    });
  });
}
