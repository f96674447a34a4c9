/**
 * Why a kernel could not start, or died: names the thing, the cause and the remedy.
 *
 * A Python exception is none: it is an output and the reply of its execution.
 */
export class KernelError extends Error {
  override name = 'KernelError';
}
