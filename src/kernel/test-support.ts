import type {ErrorContent, ExecuteReply, Message} from '../protocol/messages.js';
import {BrowserKernel, type BrowserKernelOptions} from './browser-kernel.js';
import type {Execution} from './execution.js';
import type {ExecuteOptions} from './kernel.js';

/** The distributions that the kernel is tested on: Python 3.13, and the newest. */
export const distributions = [
  {name: 'Pyodide 0.28', pyodideUrl: '/pyodide/'},
  {name: 'Pyodide 314', pyodideUrl: '/pyodide-314/'},
];

/** What one execution has sent, in the forms that tests look at. */
export class Outcome {
  readonly reply: ExecuteReply;
  readonly messages: readonly Message[];

  constructor(reply: ExecuteReply, messages: readonly Message[]) {
    this.reply = reply;
    this.messages = messages;
  }

  get types(): string[] {
    return this.messages.map(({header, content}) =>
      header.msg_type === 'status' ? String(content['execution_state']) : header.msg_type,
    );
  }

  get text(): string {
    return this.all('stream')
      .map(({content}) => content['text'])
      .join('');
  }

  get result(): unknown {
    const data = this.all('execute_result')[0]?.content['data'] as Record<string, unknown>;
    return data?.['text/plain'];
  }

  get error(): ErrorContent | null {
    return this.reply.status === 'error' ? this.reply : null;
  }

  all(type: string): Message[] {
    return this.messages.filter(({header}) => header.msg_type === type);
  }
}

export async function run(
  kernel: BrowserKernel,
  code: string,
  options?: ExecuteOptions,
): Promise<Outcome> {
  return outcome(kernel.execute(code, options));
}

export async function outcome(execution: Execution): Promise<Outcome> {
  const messages: Message[] = [];
  for await (const message of execution) messages.push(message);
  return new Outcome(await execution, messages);
}

/** Settles with the first message of that type that the kernel sends from now on. */
export function nextMessage(
  kernel: BrowserKernel,
  type: string,
  matches: (message: Message) => boolean = () => true,
): Promise<Message> {
  return new Promise((resolve) => {
    const listener = ({message}: {message: Message}) => {
      if (message.header.msg_type !== type || !matches(message)) return;
      kernel.removeEventListener('kernel-message', listener);
      resolve(message);
    };
    kernel.addEventListener('kernel-message', listener);
  });
}

/** Runs code, and settles once it has printed "ready": then it is in the middle of running. */
export async function runUntilReady(
  kernel: BrowserKernel,
  code: string,
): Promise<{execution: Execution}> {
  const ready = nextMessage(kernel, 'stream', ({content}) =>
    String(content['text']).includes('ready'),
  );
  const execution = kernel.execute(code);
  await ready;
  // Not the execution itself: whoever awaited it would wait for its end.
  return {execution};
}

/** A kernel for all tests of a `describe`, shut down after them. */
export function sharedKernel(options: BrowserKernelOptions): () => BrowserKernel {
  let kernel: BrowserKernel;
  before(async () => {
    kernel = new BrowserKernel(options);
    await kernel.start();
  });
  after(() => kernel.shutdown());
  return () => kernel;
}
