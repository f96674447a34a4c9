import {MagicError} from '../errors.js';

/** A service that cannot be reached, or has said no. */
export class ServiceError extends MagicError {
  /** Of the answer; null where there was none. */
  readonly status: number | null;

  constructor(
    name: string,
    message: string,
    {status = null, cause}: {status?: number | null; cause?: unknown} = {},
  ) {
    super(name, message, {cause});
    this.status = status;
  }
}

/** Whether the service does not know what it was asked for. */
export function isMissing(error: unknown): boolean {
  return error instanceof ServiceError && (error.status === 404 || error.status === 410);
}

/** Whether asking again is of no use until someone does something. */
export function isLasting(error: unknown): boolean {
  if (!(error instanceof ServiceError)) return true;
  const {status} = error;
  return status !== null && status >= 400 && status < 500 && !isPassing(status);
}

/** Whether the same request may soon be answered otherwise. */
export function isPassing(status: number): boolean {
  return status >= 500 || status === 408 || status === 423 || status === 425 || status === 429;
}
