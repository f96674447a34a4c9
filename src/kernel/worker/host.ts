/**
 * What the Python shell (`src/python/serverless_shell`) may ask of the worker that it runs in.
 *
 * `signals.py` makes the Python module `serverless_host` of this shape before the shell runs: what
 * blocks must be Python's own, since only Python's stack can be suspended. Import the module where
 * you call it. The worker uses these functions of the Python package `serverless_shell`:
 *
 * - `await handle(message: str, buffers: list[memoryview]) -> None` answers one request of the
 *   shell channel (JSON of a `Message` without its buffers): busy, outputs, reply, idle. It never raises.
 *   It is called for one message at a time; the page keeps the queue and answers what is aborted.
 * - `kernel_info() -> str` JSON of the content of `kernel_info_reply`; the page answers the control channel with it.
 * - `flush(least_age=0.0) -> None` sends what is buffered of stdout and stderr, if some of it is that
 *   many seconds old; the worker calls it while Python runs long and when it waits.
 *
 * Code of the reader runs inside `await signals.interruptible(coroutine)`: KeyboardInterrupt is
 * raised there and nowhere else, also while the coroutine awaits.
 */
export interface ShellHost {
  /**
   * Emits a message. The header is made by the worker (`msg_id`, `session`, `date`); `parent` is
   * the JSON of the whole parent header, `{}` where there is none. Waits while the page is behind.
   */
  send(
    channel: 'shell' | 'iopub' | 'stdin',
    msgType: string,
    content: string,
    parent: string,
    metadata: string,
    buffers: readonly Uint8Array[],
  ): void;
  /** Blocks until the reader has answered the `input_request` that was just sent. */
  readInput(): string;
  /** Blocks for some seconds; an interrupt ends it early with KeyboardInterrupt. Also `time.sleep`. */
  sleep(seconds: number): void;
  /**
   * Loads those of the packages that the lock file knows, by name of the import; settles when they can be imported.
   * `report` is called with JSON `{packages: [{name, bytes}], loadedBytes, totalBytes}` as they arrive.
   * Raises an error that names the file and the cause when one cannot be had.
   */
  loadPackagesForImports(imports: readonly string[], report: (json: string) => void): Promise<void>;
}
