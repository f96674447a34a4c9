import type {ExecuteReply, Header, Message} from '../protocol/messages.js';

/**
 * One `execute_request` and everything that comes of it.
 *
 * Iterate it for the messages of the `iopub` and `stdin` channels in their order; await it for the
 * content of its reply. It is done when both its reply and `status: idle` have come, since a reply
 * can be ahead of the last outputs. A Python exception is a reply, not a rejection.
 *
 * ```ts
 * for await (const message of kernel.execute('print(1)')) …
 * const reply = await kernel.execute('x = 1');
 * ```
 *
 * Messages that come later still (a task that the code left running) carry the same parent; listen
 * to the kernel's `kernel-message` for those.
 */
export class Execution implements AsyncIterable<Message>, PromiseLike<ExecuteReply> {
  /** The header of the `execute_request`: the parent of every message of this execution. */
  readonly header: Header;
  readonly code: string;
  /** Settles when the execution is done; rejects only when the kernel could not start or died. */
  readonly done: Promise<ExecuteReply>;

  #resolve!: (reply: ExecuteReply) => void;
  #reject!: (error: Error) => void;
  #reply: ExecuteReply | undefined;
  #idle = false;
  #ended = false;
  #messages: Message[] = [];
  #wake: (() => void)[] = [];

  constructor(header: Header, code: string) {
    this.header = header;
    this.code = code;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    // A failure is also visible on the kernel, so nobody is obliged to await every execution.
    this.done.catch(() => {});
  }

  get isDone(): boolean {
    return this.#ended;
  }

  /** Takes a message whose parent is this execution. Called by the kernel. */
  handle(message: Message): void {
    if (this.#ended) return;
    const {channel, header, content} = message;
    if (channel === 'shell') this.#reply = content as ExecuteReply;
    else this.#messages.push(message);
    if (header.msg_type === 'status' && content['execution_state'] === 'idle') this.#idle = true;
    if (this.#reply && this.#idle) {
      this.#ended = true;
      this.#resolve(this.#reply);
    }
    this.#notify();
  }

  /** Ends the execution because the kernel could not start or died. Called by the kernel. */
  fail(error: Error): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#reject(error);
    this.#notify();
  }

  then<A = ExecuteReply, B = never>(
    onfulfilled?: ((reply: ExecuteReply) => A | PromiseLike<A>) | null,
    onrejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.done.then(onfulfilled, onrejected);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Message> {
    for (let next = 0; ;) {
      while (next < this.#messages.length) yield this.#messages[next++]!;
      if (this.#ended) {
        await this.done;
        return;
      }
      await new Promise<void>((resolve) => this.#wake.push(resolve));
    }
  }

  #notify(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}
