import type {Table} from '../data/table.js';
import {
  createMessage,
  isMessage,
  type Contents,
  type KernelInfo,
  type Message,
} from '../protocol/messages.js';
import {uuid} from '../protocol/uuid.js';
import {KernelError} from './errors.js';
import {Execution} from './execution.js';
import {
  KernelEventTarget,
  KernelMessageEvent,
  KernelStatusEvent,
  type BootProgress,
  type Capabilities,
  type ExecuteOptions,
  type FrameInfo,
  type Kernel,
  type KernelStatus,
  type ReadOptions,
  type ReplyType,
  type RequestType,
  type WriteOptions,
} from './kernel.js';
import type {KernelWorker} from './kernel-worker.js';
import {Replies} from './replies.js';
import {ShellQueue, type Missing} from './shell-queue.js';
import type {KernelTables} from './tables/kernel-tables.js';
import type {Failure, InterruptMethod} from './worker/api.js';

/** The Pyodide distribution that is used where the page names none. */
export const DEFAULT_PYODIDE_URL = 'https://cdn.jsdelivr.net/pyodide/v0.28.3/full/';

export interface BrowserKernelOptions {
  readonly name?: string;
  /** Where a Pyodide distribution (0.28 to 314) is, relative to the page. */
  readonly pyodideUrl?: string;
  /** Packages of the distribution to load before the first execution. */
  readonly packages?: readonly string[];
  /** How running code is interrupted, where the best method of the page is not wanted. */
  readonly interrupt?: InterruptMethod;
}

/**
 * Python in a worker of this page. Nothing of it is fetched before it is started or runs code.
 *
 * ```ts
 * const kernel = new BrowserKernel({pyodideUrl: '/pyodide/'});
 * const reply = await kernel.execute('print("hello")');
 * ```
 */
export class BrowserKernel extends KernelEventTarget implements Kernel {
  readonly name: string;
  #pyodideUrl: string;
  #packages: readonly string[];
  #method: InterruptMethod | undefined;

  #status: KernelStatus = 'unstarted';
  #progress: BootProgress | null = null;
  #failure: Error | null = null;
  #info: KernelInfo | null = null;
  #capabilities: Capabilities | null = null;

  /** Of the requests that this object makes; the kernel's own session is another at each start. */
  #session = uuid();
  #replies = new Replies(uuid());
  #worker: KernelWorker | null = null;
  #starting: Promise<void> | null = null;
  /** Tells the start that is under way from one that was overtaken. */
  #booting: object | null = null;
  #queue = new ShellQueue({
    run: (request) => {
      this.#setStatus('busy');
      this.#worker?.request(request);
    },
    answer: (request, missing, content) => this.#answer(request, missing, content),
  });
  #executions = new Map<string, Execution>();
  #tables: Promise<KernelTables> | null = null;
  #requests = new Map<
    string,
    {resolve: (content: never) => void; reject: (error: Error) => void}
  >();

  constructor(options: BrowserKernelOptions = {}) {
    super();
    this.name = options.name ?? '';
    this.#pyodideUrl = options.pyodideUrl ?? DEFAULT_PYODIDE_URL;
    this.#packages = options.packages ?? [];
    this.#method = options.interrupt;
  }

  get status(): KernelStatus {
    return this.#status;
  }

  get progress(): BootProgress | null {
    return this.#progress;
  }

  get failure(): Error | null {
    return this.#failure;
  }

  get info(): KernelInfo | null {
    return this.#info;
  }

  get capabilities(): Capabilities | null {
    return this.#capabilities;
  }

  /** Loads these too when the kernel starts; one that has started loads what the code imports. */
  addPackages(packages: readonly string[]): void {
    this.#packages = [...new Set([...this.#packages, ...packages])];
  }

  start(): Promise<void> {
    if (this.#worker && !this.#starting) return Promise.resolve();
    return (this.#starting ??= this.#boot());
  }

  execute(code: string, options: ExecuteOptions = {}): Execution {
    const {metadata, ...flags} = options;
    const content = {code, ...flags};
    const message = createMessage('execute_request', content, {session: this.#session, metadata});
    const execution = new Execution(message.header, code);
    this.#executions.set(message.header.msg_id, execution);
    this.send(message);
    return execution;
  }

  request<T extends RequestType>(type: T, content: Contents[T]): Promise<Contents[ReplyType<T>]> {
    const message = createMessage(type, content, {session: this.#session});
    return new Promise((resolve, reject) => {
      this.#requests.set(message.header.msg_id, {
        resolve,
        reject,
      });
      this.send(message);
    });
  }

  send(message: Message): void {
    const type = message.header.msg_type;
    if (type === 'input_reply') {
      this.#worker?.signals.answer((message.content['value'] as string | undefined) ?? '');
    } else if (type === 'interrupt_request') {
      this.#interrupt();
      this.#answer(message, everything, {status: 'ok'});
    } else if (type === 'shutdown_request') {
      const restart = message.content['restart'] === true;
      this.#answer(message, everything, {status: 'ok', restart});
      this.#stop('dead', null);
    } else if (type === 'kernel_info_request' && message.channel === 'control') {
      void this.#answerInfo(message);
    } else {
      this.#enqueue(message);
    }
  }

  interrupt(): Promise<void> {
    this.#interrupt();
    return Promise.resolve();
  }

  async restart(): Promise<void> {
    this.#stop('starting', null);
    await this.start();
  }

  shutdown(): Promise<void> {
    this.#stop('dead', null);
    return Promise.resolve();
  }

  async read(name: string, options?: ReadOptions): Promise<Table> {
    return (await this.#loadTables()).read(name, options);
  }

  async write(name: string, table: Table, options?: WriteOptions): Promise<void> {
    return (await this.#loadTables()).write(name, table, options);
  }

  async values(expressions: readonly string[]): Promise<Table> {
    return (await this.#loadTables()).values(expressions);
  }

  async frames(): Promise<readonly FrameInfo[]> {
    return (await this.#loadTables()).frames();
  }

  #loadTables(): Promise<KernelTables> {
    return (this.#tables ??= loadPart(import('./tables/kernel-tables.js'))
      .then(({KernelTables}) => new KernelTables(this))
      .catch((error: unknown) => {
        this.#tables = null;
        throw error;
      }));
  }

  #enqueue(message: Message): void {
    // A kernel that did not start can be tried again; one that died would surprise by having
    // forgotten everything.
    if (this.#status === 'dead' && this.#info) {
      this.#fail(this.#failure ?? new KernelError('The kernel was shut down: restart it.'));
      return;
    }
    this.#queue.push(message);
    // Its failure is in the executions, and in `failure`.
    this.start().catch(() => {});
  }

  async #boot(): Promise<void> {
    const session = uuid();
    this.#replies = new Replies(session);
    this.#failure = null;
    this.#setStatus('starting');
    this.#emit(this.#replies.status('starting'));
    const boot = (this.#booting = {});
    try {
      const {KernelWorker} = await loadPart(import('./kernel-worker.js'));
      if (boot !== this.#booting) return await this.#superseded();
      const worker = (this.#worker = new KernelWorker({
        pyodideUrl: folderUrl(this.#pyodideUrl),
        packages: this.#packages,
        session,
        interrupt: this.#method,
        onMessage: (message) => this.#emit(message),
        onDone: (failure) => this.#done(failure),
        onProgress: (progress) => this.#setProgress(progress),
        onDeath: (error) => this.#stop('dead', error),
      }));
      const {info, interrupt} = await worker.boot();
      if (boot !== this.#booting) return await this.#superseded();
      this.#info = info;
      this.#capabilities = {interrupt, input: true};
      this.#starting = null;
      this.#setStatus('idle');
      this.#queue.open();
    } catch (error) {
      if (boot !== this.#booting) return await this.#superseded();
      this.#info = null;
      this.#stop('dead', error as Error);
      throw error;
    }
  }

  /** This start was overtaken by a restart, whose success is as good, or by a shutdown. */
  async #superseded(): Promise<void> {
    if (!this.#starting) throw new KernelError('The kernel was shut down while it started.');
    await this.#starting;
  }

  #stop(status: 'starting' | 'dead', failure: Error | null): void {
    this.#worker?.dispose();
    this.#worker = null;
    this.#booting = null;
    this.#starting = null;
    this.#failure = failure;
    this.#progress = null;
    if (failure) this.#fail(failure);
    this.#queue.abort();
    this.#setStatus(status);
  }

  #interrupt(): void {
    if (this.#queue.isRunning) this.#worker?.signals.interrupt();
  }

  #done(failure: Failure | undefined): void {
    const {name, message} = failure ?? {name: 'KernelError', message: 'The kernel gave no reply.'};
    this.#queue.done({status: 'error', ename: name, evalue: message, traceback: [message]});
    if (!this.#queue.isRunning) this.#setStatus('idle');
  }

  async #answerInfo(message: Message): Promise<void> {
    try {
      await this.start();
    } catch {
      return; // said by `failure`
    }
    this.#answer(message, everything, {...this.#info!});
  }

  #answer(request: Message, missing: Missing, content: Record<string, unknown>): void {
    const replies = this.#replies;
    if (missing.busy) this.#emit(replies.status('busy', request.header));
    if (missing.reply) this.#emit(replies.reply(request, content));
    if (missing.idle) this.#emit(replies.status('idle', request.header));
  }

  #emit(message: Message): void {
    this.#queue.observe(message);
    this.#route(message);
    this.dispatchEvent(new KernelMessageEvent(message));
  }

  #route(message: Message): void {
    const {msg_id: id, msg_type: type} = message.parent_header;
    if (!id) return;
    const execution = type === 'execute_request' ? this.#executions.get(id) : undefined;
    execution?.handle(message);
    if (execution?.isDone) this.#executions.delete(id);
    if (message.channel === 'shell' && this.#requests.has(id)) {
      const {resolve, reject} = this.#requests.get(id)!;
      this.#requests.delete(id);
      if (message.content['status'] === 'ok' || isMessage(message, 'is_complete_reply')) {
        resolve(message.content as never);
      } else {
        reject(
          new KernelError(`The kernel did not answer a ${type}: it was restarted, or failed.`),
        );
      }
    }
  }

  #fail(error: Error): void {
    const executions = [...this.#executions.values()];
    const requests = [...this.#requests.values()];
    this.#executions.clear();
    this.#requests.clear();
    for (const execution of executions) execution.fail(error);
    for (const {reject} of requests) reject(error);
  }

  #setStatus(status: KernelStatus): void {
    if (status === this.#status) return;
    this.#status = status;
    this.dispatchEvent(new KernelStatusEvent());
  }

  #setProgress(progress: BootProgress | null): void {
    this.#progress = progress;
    this.dispatchEvent(new KernelStatusEvent());
  }
}

const everything: Missing = {busy: true, reply: true, idle: true};

/** Pages that only show notebooks do not fetch what a kernel needs. */
async function loadPart<T>(part: Promise<T>): Promise<T> {
  try {
    return await part;
  } catch (error) {
    throw new KernelError(
      `A part of the library could not be loaded (${(error as Error).message}): is the network ` +
        `there, and are all files of the library on the server?`,
    );
  }
}

function folderUrl(url: string): string {
  const {href} = new URL(url, document.baseURI);
  return href.endsWith('/') ? href : `${href}/`;
}
