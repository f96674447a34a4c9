import {createMessage, type ExecuteReply, type Message} from '../../protocol/messages.js';
import {uuid} from '../../protocol/uuid.js';
import {KernelError, PythonError} from '../errors.js';
import type {Kernel, KernelMessageEvent} from '../kernel.js';
import {bootstrapCode, importCode} from './bootstrap.js';

const TARGET = 'serverless-notebook.data';

export interface DataAnswer {
  readonly result: unknown;
  readonly buffers: readonly ArrayBuffer[];
}

interface Pending {
  /** Of the message that asked. */
  readonly messageId: string;
  readonly resolve: (answer: DataAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** What the Python package answers. */
type Answer = {readonly id: string} & (
  | {readonly ok: true; readonly result: unknown}
  | {
      readonly ok: false;
      readonly ename: string;
      readonly evalue: string;
      readonly traceback: string[];
    }
);

/** A comm to the Python package in one start of a kernel; a restart needs another. */
export class DataComm {
  #kernel: Kernel;
  #id = uuid();
  #session = uuid();
  #pending = new Map<string, Pending>();
  #opening: Promise<void> | null = null;
  #imports = new Map<string, Promise<void>>();
  #closed: Error | null = null;
  #listener = ({message}: KernelMessageEvent) => this.#take(message);

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    kernel.addEventListener('kernel-message', this.#listener);
  }

  /** Asks for what `data` says; the buffers may be given away. Call `open` before. */
  request(data: Record<string, unknown>, buffers: ArrayBuffer[] = []): Promise<DataAnswer> {
    if (this.#closed) return Promise.reject(this.#closed);
    const id = uuid();
    const message = this.#message('comm_msg', {data: {...data, id}}, buffers);
    return new Promise((resolve, reject) => {
      this.#pending.set(id, {messageId: message.header.msg_id, resolve, reject});
      this.#kernel.send(message);
    });
  }

  /** Puts the package into the kernel and opens the comm, once. */
  open(): Promise<void> {
    this.#opening ??= this.#run(bootstrapCode).then(() => {
      this.#kernel.send(this.#message('comm_open', {target_name: TARGET, data: {}}));
    });
    // What failed can be tried again.
    this.#opening.catch(() => (this.#opening = null));
    return this.#opening;
  }

  /** Imports a package, which may have to be downloaded, once. */
  load(name: string): Promise<void> {
    const loading = this.#imports.get(name) ?? this.#import(name);
    this.#imports.set(name, loading);
    loading.catch(() => this.#imports.delete(name));
    return loading;
  }

  async #import(name: string): Promise<void> {
    try {
      await this.#run(importCode(name));
    } catch (error) {
      if (!(error instanceof PythonError) || error.name === 'KeyboardInterrupt') throw error;
      throw new PythonError(
        error.name,
        `Tables need ${name} in Python, which could not be imported: ${error.message}.`,
        error.traceback,
      );
    }
  }

  /** The kernel is gone: rejects what it has not answered. */
  close(error: Error): void {
    this.#closed = error;
    this.#kernel.removeEventListener('kernel-message', this.#listener);
    for (const {reject} of this.#pending.values()) reject(error);
    this.#pending.clear();
  }

  /** Runs code of ours so that nobody sees it. */
  async #run(code: string): Promise<void> {
    const options = {silent: true, store_history: false, allow_stdin: false};
    let reply: ExecuteReply;
    do {
      this.#throwIfClosed();
      reply = await this.#kernel.execute(code, options);
      // A cell before it has failed: that stops cells, not this.
    } while (reply.status === 'aborted');
    this.#throwIfClosed();
    if (reply.status === 'error') throw new PythonError(reply.ename, reply.evalue, reply.traceback);
  }

  #throwIfClosed(): void {
    if (this.#closed) throw this.#closed;
  }

  #message(
    type: 'comm_open' | 'comm_msg',
    content: Record<string, unknown>,
    buffers: ArrayBuffer[] = [],
  ): Message {
    return createMessage(type, {comm_id: this.#id, ...content} as never, {
      session: this.#session,
      // The kernel in the worker gets the buffers themselves, and leaves them in JavaScript.
      metadata: {transfer: true},
      buffers,
    });
  }

  #take(message: Message): void {
    const {header, parent_header: parent, content} = message;
    if (header.msg_type === 'comm_msg' && content['comm_id'] === this.#id) {
      this.#settle(content['data'] as Answer, message.buffers ?? []);
    } else if (header.msg_type === 'comm_close' && content['comm_id'] === this.#id) {
      this.close(new KernelError('The kernel has closed the way for tables: restart it.'));
    } else if (header.msg_type === 'status' && content['execution_state'] === 'idle') {
      for (const [id, {messageId, reject}] of this.#pending) {
        if (messageId !== parent['msg_id']) continue;
        this.#pending.delete(id);
        reject(
          new KernelError('The kernel gave no answer: it was interrupted, or ran out of memory.'),
        );
      }
    }
  }

  #settle(answer: Answer, buffers: readonly ArrayBuffer[]): void {
    const pending = this.#pending.get(answer.id);
    this.#pending.delete(answer.id);
    if (answer.ok) pending?.resolve({result: answer.result, buffers});
    else pending?.reject(new PythonError(answer.ename, answer.evalue, answer.traceback));
  }
}
