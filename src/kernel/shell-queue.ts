import type {Message} from '../protocol/messages.js';

export interface ShellQueueOptions {
  /** Gives a request to the worker, which has none now. */
  run(request: Message): void;
  /** Answers a request in place of the worker: what is missing of busy, reply and idle. */
  answer(request: Message, missing: Missing, content: Record<string, unknown>): void;
}

/** What a request has not got yet. */
export interface Missing {
  busy: boolean;
  reply: boolean;
  idle: boolean;
}

/**
 * The requests of the shell channel, one at a time, in their order.
 *
 * It is on the page's side so that it is exact what was queued when a cell failed, and so that
 * nothing of it is lost when the worker is.
 */
export class ShellQueue {
  #options: ShellQueueOptions;
  #isOpen = false;
  #waiting: Message[] = [];
  #aborted = new Set<Message>();
  #running: {request: Message; missing: Missing} | null = null;

  constructor(options: ShellQueueOptions) {
    this.#options = options;
  }

  get isRunning(): boolean {
    return this.#running !== null;
  }

  get isEmpty(): boolean {
    return !this.#running && this.#waiting.length === 0;
  }

  push(request: Message): void {
    this.#waiting.push(request);
    this.#next();
  }

  /** The worker can take requests. */
  open(): void {
    this.#isOpen = true;
    this.#next();
  }

  /** Sees each message of the kernel, before anybody else does. */
  observe({channel, header, parent_header: parent, content}: Message): void {
    const running = this.#running;
    if (!running || !isParent(running.request, parent)) return;
    if (header.msg_type === 'status') {
      if (content['execution_state'] === 'busy') running.missing.busy = false;
      if (content['execution_state'] === 'idle') running.missing.idle = false;
    } else if (channel === running.request.channel) {
      running.missing.reply = false;
      // Requests that come after this reply are not meant to be aborted.
      if (stopsQueue(running.request, content)) this.#aborted = new Set(this.#waiting);
    }
  }

  /** The worker is through with its request. What it has not answered is answered here. */
  done(content: Record<string, unknown>): void {
    const running = this.#running;
    this.#running = null;
    if (running) this.#complete(running.request, running.missing, content);
    this.#next();
  }

  /** Closes the queue; all that is in it ends as `aborted`. */
  abort(): void {
    this.#isOpen = false;
    const content = {status: 'aborted'};
    const running = this.#running;
    this.#running = null;
    const waiting = this.#waiting.splice(0);
    if (running) this.#complete(running.request, running.missing, content);
    for (const request of waiting) this.#complete(request, missingOf(request), content);
  }

  #next(): void {
    while (this.#isOpen && !this.#running) {
      const request = this.#waiting.shift();
      if (!request) return;
      if (this.#aborted.delete(request) && request.header.msg_type === 'execute_request') {
        this.#complete(request, missingOf(request), {status: 'aborted'});
      } else {
        this.#running = {request, missing: missingOf(request)};
        this.#options.run(request);
      }
    }
  }

  #complete(request: Message, missing: Missing, content: Record<string, unknown>): void {
    if (missing.busy && missing.idle && !missing.reply) return; // of a type that nobody answers
    if (missing.busy || missing.reply || missing.idle) {
      this.#options.answer(request, missing, content);
    }
  }
}

export function isParent({header}: Message, parent: Message['parent_header']): boolean {
  // Clients may give the same id to requests of different types.
  return parent['msg_id'] === header.msg_id && parent['msg_type'] === header.msg_type;
}

function missingOf({header}: Message): Missing {
  return {busy: true, reply: header.msg_type.endsWith('_request'), idle: true};
}

function stopsQueue(request: Message, reply: Message['content']): boolean {
  const {silent, stop_on_error: stopOnError} = request.content as {
    silent?: boolean;
    stop_on_error?: boolean;
  };
  return (
    request.header.msg_type === 'execute_request' &&
    reply['status'] === 'error' &&
    stopOnError !== false &&
    !silent
  );
}
