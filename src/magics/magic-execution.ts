import {Execution} from '../kernel/execution.js';
import type {ExecuteOptions, Kernel} from '../kernel/kernel.js';
import {createMessage} from '../protocol/messages.js';
import {uuid} from '../protocol/uuid.js';
import {magicOf, type MagicRegistry} from './registry.js';

/** The run of a cell whose magic is answered in JavaScript. */
export class MagicExecution extends Execution {
  /** Aborted by an interrupt, or with the reason `restart`. */
  readonly signal: AbortSignal;
  readonly #kernel: Kernel;
  readonly #controller = new AbortController();

  constructor(kernel: Kernel, code: string, {metadata, ...flags}: ExecuteOptions = {}) {
    const content = {code, ...flags};
    super(createMessage('execute_request', content, {session: uuid(), metadata}).header, code);
    this.#kernel = kernel;
    this.signal = this.#controller.signal;
  }

  /** Ends the work of the handler, and of the kernel, which may just take its result. */
  async interrupt(): Promise<void> {
    this.#controller.abort();
    if (this.#kernel.status === 'busy') await this.#kernel.interrupt();
  }

  /** The kernel is restarted: the run ends as `aborted`. */
  abort(): void {
    this.#controller.abort('restart');
  }
}

/**
 * Runs a cell through the magics of its page: in JavaScript if it starts with one of them, else in
 * the kernel as it is.
 *
 * @param count - the number that the kernel will give to the cell, as far as is known
 */
export function execute(
  kernel: Kernel,
  magics: MagicRegistry | null,
  code: string,
  options: ExecuteOptions,
  count: number,
): Execution {
  const name = magicOf(code);
  const handlers = name && magics ? magics.handlers(name) : [];
  if (handlers.length === 0) return kernel.execute(code, options);
  const execution = new MagicExecution(kernel, code, options);
  import('./middleware.js').then(
    ({answer}) => answer(execution, {kernel, handlers, count}),
    (error: unknown) => execution.fail(error as Error),
  );
  return execution;
}
