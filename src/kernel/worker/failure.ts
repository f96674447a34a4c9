import type {Failure} from './api.js';

/** What goes wrong with a reason that a reader can act on. */
export class WorkerError extends Error {
  override name = 'KernelError';
}

export function toFailure(error: unknown): Failure {
  // Emscripten throws things with a message that are no errors.
  const isLikeError = typeof error === 'object' && error !== null && 'message' in error;
  const {name, message} = isLikeError ? (error as Error) : new Error(String(error));
  return {name, message};
}

/** The last line of a Python traceback, which Pyodide puts into the message as a whole. */
export function lastLine(error: unknown): string {
  return toFailure(error).message.trim().split('\n').at(-1)!;
}
