import {tableFromRows} from '../data/infer.js';
import {Table} from '../data/table.js';
import {KernelError, PythonError} from '../kernel/errors.js';
import type {Kernel} from '../kernel/kernel.js';
import {untilAborted} from '../kernel/until-aborted.js';
import type {ErrorContent} from '../protocol/messages.js';
import {deliver, record} from './delivery.js';
import {MagicError, type Position} from './errors.js';
import type {MagicExecution} from './magic-execution.js';
import type {MagicCall, MagicHandler} from './magic.js';
import {MagicMessages} from './messages.js';
import {address, parseCell} from './parse.js';

export interface AnswerOptions {
  readonly kernel: Kernel;
  /** Those of the cell's magic: one for each connection. */
  readonly handlers: readonly MagicHandler[];
  /** The number that the kernel will give to the cell, as far as is known. */
  readonly count: number;
}

/**
 * Answers a cell in JavaScript: its messages are those that a kernel would send that has the magic
 * itself, so that nobody who sees them, or the saved notebook, can tell the difference.
 */
export async function answer(execution: MagicExecution, options: AnswerOptions): Promise<void> {
  const {kernel, count} = options;
  const {code} = execution;
  const started = performance.now();
  const messages = new MagicMessages(kernel, execution);
  messages.send('status', {execution_state: 'busy'});
  messages.send('execute_input', {code, execution_count: count});
  const stopPassing = passPackageProgress(kernel, messages);
  // Python boots while the data is fetched; whether it could is seen when it gets the data.
  kernel.start().catch(() => {});

  let place: Place = null;
  try {
    const results = await untilAborted(
      handle(execution, messages, options, (found) => (place = found)),
      execution.signal,
    );
    await untilAborted(kernel.start(), execution.signal);
    messages.clearProgress({wait: results.some(({show}) => show)});
    messages.reply(await deliver({kernel, messages, results, code, count, started}));
  } catch (error) {
    messages.clearProgress({wait: true});
    if (execution.signal.reason === 'restart') {
      messages.reply({status: 'aborted'});
      messages.send('status', {execution_state: 'idle'});
      return;
    }
    if (error instanceof KernelError) {
      execution.fail(error);
      return;
    }
    const isInterrupt = execution.signal.aborted && error === execution.signal.reason;
    const shown = isInterrupt ? new MagicError('KeyboardInterrupt', '') : error;
    const content = describe(shown, code, count, place);
    messages.send('error', content);
    const recorded = record(kernel, code).catch(() => {});
    // A kernel that boots or is busy is not waited for by a reader who has interrupted the cell.
    if (kernel.status === 'idle') await recorded;
    else await untilAborted(recorded, execution.signal).catch(() => {});
    messages.reply({status: 'error', execution_count: count, ...content});
  } finally {
    stopPassing();
  }
  messages.send('status', {execution_state: 'idle'});
}

/** Where in the cell a place of its body is. */
type Place = ((position: Position) => Position) | null;

/** A result with all that the cell leaves open decided. */
export interface NamedResult {
  readonly table: Table;
  readonly name: string | null;
  readonly show: boolean;
}

async function handle(
  {code, signal}: MagicExecution,
  messages: MagicMessages,
  {kernel, handlers}: AnswerOptions,
  onPlace: (place: Place) => void,
): Promise<NamedResult[]> {
  const cell = parseCell(code, handlers[0]);
  const isText = handlers[0]!.header !== 'words';
  const {connection, body, place} = isText
    ? address(cell, handlers.map(connectionOf))
    : address({...cell, words: []}, []);
  onPlace(place);
  const asked = cell.flags['connection'] as string | undefined;
  const handler = choose(handlers, asked ?? connection);
  const call: MagicCall = {
    name: cell.name,
    connection: connectionOf(handler),
    flags: cell.flags,
    words: isText ? [] : cell.words.map(({text}) => text),
    body,
    target: cell.target,
    signal,
    progress: (progress) => signal.aborted || messages.progress(progress),
    display: (data, metadata) => messages.display(data, metadata),
    print: (text, name = 'stdout') => messages.print(text, name),
  };
  // What takes its data in Python is loaded while the handler gets it.
  kernel.values([]).catch(() => {});
  const found = (await handler.run(call, kernel)) ?? [];
  const results = 'table' in found ? [found] : found;
  return results.map(({table, name, show}) => ({
    table: table instanceof Table ? table : tableFromRows(table),
    name: name ?? cell.target?.name ?? null,
    show: show ?? cell.target?.show ?? true,
  }));
}

function choose(handlers: readonly MagicHandler[], connection: string): MagicHandler {
  const handler = handlers.find((each) => connectionOf(each) === connection);
  if (handler) return handler;
  // Who has only one connection need not name it.
  if (!connection && handlers.length === 1) return handlers[0]!;
  const magic = `%%${handlers[0]!.name}`;
  const names = handlers.map((each) => connectionOf(each) || 'the one without a name').join(', ');
  throw new MagicError(
    'UsageError',
    connection
      ? `${magic} has no connection "${connection}". There are: ${names}.`
      : `${magic} has several connections: name one of ${names} after ${magic}.`,
  );
}

const connectionOf = ({connection}: MagicHandler): string => connection ?? '';

/** The `error` of a cell, with the place marked as Python marks errors of syntax. */
function describe(error: unknown, code: string, count: number, place: Place): ErrorContent {
  const {name, message} = error instanceof Error ? error : new Error(String(error));
  const summary = `\x1b[31m${name}\x1b[39m${message ? `: ${message}` : ''}`;
  const position = error instanceof MagicError ? error.position : null;
  if (error instanceof PythonError && error.traceback.length > 0) {
    return {ename: name, evalue: message, traceback: [...error.traceback]};
  }
  if (!position || !place) return {ename: name, evalue: message, traceback: [summary]};
  const {line, column} = place(position);
  const text = code.split('\n')[line - 1] ?? '';
  const indent = text.slice(0, column - 1).replace(/[^\t]/g, ' ');
  const lines = [
    `  \x1b[36mCell\x1b[39m\x1b[32m In[${count}]\x1b[39m\x1b[32m, line ${line}\x1b[39m`,
    `    ${text}`,
    `    ${indent}\x1b[31m^\x1b[39m`,
  ];
  return {ename: name, evalue: message, traceback: [lines.join('\n'), summary]};
}

/** Packages that the kernel loads for the data are shown by the cell, as for its own imports. */
function passPackageProgress(kernel: Kernel, messages: MagicMessages): () => void {
  const listener = ({message}: {readonly message: Parameters<MagicMessages['relay']>[0]}): void => {
    if (message.header.msg_type === 'serverless_progress' && !messages.isOwn(message)) {
      messages.relay(message);
    }
  };
  kernel.addEventListener('kernel-message', listener);
  return () => kernel.removeEventListener('kernel-message', listener);
}
