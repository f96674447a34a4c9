/**
 * What the Python shell (`src/python/serverless_shell`) may ask of the worker that it runs in.
 *
 * The worker registers an object of this shape as the Python module `serverless_host` before it
 * imports the shell, then uses these functions of the Python package `serverless_shell`:
 *
 * - `await handle(message: str, buffers: list[memoryview]) -> None` answers one request of the
 *   shell channel (JSON of a `Message` without its buffers): busy, outputs, reply, idle. It never raises.
 *   The worker calls it for one message at a time and keeps the queue, so `stop_on_error` (replies
 *   with `aborted`) is the worker's: `handle` returns False when an execution failed and asked for it.
 * - `kernel_info() -> str` JSON of the content of `kernel_info_reply`; the page answers the control channel with it.
 * - `flush() -> None` sends what is buffered of stdout and stderr; the worker calls it while Python
 *   runs long and when it waits.
 */
export interface ShellHost {
  /**
   * Emits a message. The header is made by the worker (`msg_id`, `session`, `date`); `parent` is
   * the JSON of the whole parent header, `{}` where there is none.
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
  /** Blocks for some seconds; an interrupt ends it early (the caller then sees KeyboardInterrupt). */
  sleep(seconds: number): void;
  /**
   * Loads those of the packages that the lock file knows, by name of the import; settles when they can be imported.
   * `report` is called with JSON `{packages: [{name, bytes}], loadedBytes, totalBytes}` as they arrive.
   */
  loadPackagesForImports(imports: readonly string[], report: (json: string) => void): Promise<void>;
}
