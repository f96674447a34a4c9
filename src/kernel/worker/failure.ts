import type {Failure} from './api.js';

/** What goes wrong with a reason that a reader can act on. */
export class WorkerError extends Error {
  override name = 'KernelError';
}

export function toFailure(error: unknown): Failure {
  const {name, message} = error instanceof Error ? error : new Error(String(error));
  return {name, message};
}

/** The last line of a Python traceback, which Pyodide puts into the message as a whole. */
export function lastLine(error: unknown): string {
  return toFailure(error).message.trim().split('\n').at(-1)!;
}
