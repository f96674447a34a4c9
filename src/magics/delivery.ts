import type {Kernel} from '../kernel/kernel.js';
import {discardCode, stagingSlot, tailCode, type Tail} from '../kernel/tables/tail-code.js';
import type {DisplayContent, ExecuteReply} from '../protocol/messages.js';
import {rowCount} from '../protocol/row-count.js';
import type {MagicMessages} from './messages.js';
import type {NamedResult} from './middleware.js';

export interface Delivery {
  readonly kernel: Kernel;
  readonly messages: MagicMessages;
  readonly results: readonly NamedResult[];
  /** The source of the cell. */
  readonly code: string;
  readonly count: number;
  /** When the run began, as `performance.now()` counts. */
  readonly started: number;
}

/**
 * Injects the results into Python, all of them or none, and ends the cell there, so that the kernel
 * counts it, and `_`, `Out` and the history have what they should.
 */
export async function deliver(delivery: Delivery): Promise<ExecuteReply> {
  const {kernel, messages, results, code, count, started} = delivery;
  const numRows = results.at(-1)?.table.numRows ?? 0;
  const staged = results.map(({name}) => ({slot: stagingSlot(), name}));
  try {
    for (const [index, {table}] of results.entries()) {
      await kernel.write(staged[index]!.slot, table, {transfer: true});
    }
  } catch (error) {
    const slots = staged.map(({slot}) => slot);
    void kernel.execute(discardCode(slots), {silent: true});
    throw error;
  }
  const show = results.at(-1)?.show ?? false;
  const tail = await runTail(kernel, {source: code, show, staged});
  for await (const message of tail.execution) {
    const {msg_type: type} = message.header;
    if (type === 'execute_input') {
      const {execution_count} = message.content as {execution_count: number};
      if (execution_count !== count) messages.send('execute_input', {code, execution_count});
    } else if (type === 'execute_result') {
      const content = message.content as unknown as DisplayContent;
      const caption = `${rowCount(numRows)} in ${seconds(performance.now() - started)}`;
      messages.relay({...message, content: {...content, transient: {caption}}});
    } else if (type !== 'status') {
      messages.relay(message);
    }
  }
  return tail.execution.done;
}

/** Lets the kernel count a cell that failed. */
export async function record(kernel: Kernel, code: string): Promise<void> {
  await runTail(kernel, {source: code, show: false});
}

/** The execution in an object, since awaiting it would wait for its end. */
async function runTail(
  kernel: Kernel,
  tail: Tail,
): Promise<{execution: ReturnType<Kernel['execute']>}> {
  await kernel.start();
  // Has what the tail calls put into the kernel, where no table has done that.
  if (!tail.staged?.length) await kernel.frames();
  const options = {store_history: true, allow_stdin: false, stop_on_error: false};
  return {execution: kernel.execute(tailCode(tail), options)};
}

const seconds = (ms: number): string =>
  ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
