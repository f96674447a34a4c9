/**
 * Why a kernel could not start, or died: names the thing, the cause and the remedy.
 *
 * A Python exception is none: it is an output and the reply of its execution.
 */
export class KernelError extends Error {
  override name = 'KernelError';
}

/** A Python exception in the way of a table or a value; called as the exception's class. */
export class PythonError extends Error {
  /** Lines of text. */
  readonly traceback: readonly string[];

  constructor(name: string, message: string, traceback: readonly string[] = []) {
    super(message);
    this.name = name;
    this.traceback = traceback;
  }
}
