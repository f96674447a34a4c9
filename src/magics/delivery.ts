import type {Kernel} from '../kernel/kernel.js';
import {tailCode} from '../kernel/tables/tail.js';
import type {ExecuteReply} from '../protocol/messages.js';
import type {MagicMessages} from './messages.js';
import type {NamedResult} from './middleware.js';

/** The kernel's own answer to a cell is that to this request. */
const options = {store_history: true, allow_stdin: false, stop_on_error: false};

export interface Delivery {
  readonly kernel: Kernel;
  readonly messages: MagicMessages;
  readonly results: readonly NamedResult[];
  /** The source of the cell. */
  readonly code: string;
  readonly count: number;
}

/**
 * Injects the results into Python: all of them or none. The last request of a cell runs in the
 * kernel, so that it counts the cell, and that `_`, `Out` and the history have what they should.
 */
export async function deliver(delivery: Delivery): Promise<ExecuteReply> {
  const {kernel, messages, results, code, count} = delivery;
  await Promise.all(
    results.map(({table}, slot) => kernel.write(`:${slot}`, table, {transfer: true})),
  );
  const names = results.map(({name, show}, slot) => ({slot: `:${slot}`, name, show}));
  const tail = kernel.execute(tailCode(code, names), options);
  for await (const message of tail) {
    const {msg_type: type} = message.header;
    if (type === 'execute_input') {
      const {execution_count} = message.content as {execution_count: number};
      if (execution_count !== count) messages.send('execute_input', {code, execution_count});
    } else if (type !== 'status') {
      messages.relay(message);
    }
  }
  return tail;
}

/** Lets the kernel count a cell that failed, and gives its number. */
export async function record(kernel: Kernel, code: string): Promise<number> {
  const reply = await kernel.execute(tailCode(code, []), options);
  if (reply.status === 'aborted') throw new Error('The kernel was restarted.');
  return reply.execution_count;
}
