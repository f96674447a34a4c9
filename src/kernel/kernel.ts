import type {Table} from '../data/table.js';
import type {Contents, ExecuteRequest, KernelInfo, Message} from '../protocol/messages.js';
import type {Execution} from './execution.js';

/**
 * - `unstarted`: nothing of the kernel has been fetched; the first execution starts it
 * - `starting`: booting or restarting; see `Kernel.progress`
 * - `idle`, `busy`: as its `status` messages say
 * - `dead`: it failed to boot, crashed or was shut down; see `Kernel.failure`. `restart()` brings it back
 */
export type KernelStatus = 'unstarted' | 'starting' | 'idle' | 'busy' | 'dead';

/** How far the boot of a kernel has come. */
export interface BootProgress {
  /** In plain words, such as "Downloading Python" or "Loading numpy, pandas". */
  readonly phase: string;
  readonly loadedBytes: number;
  /** Absent while the size is not known. */
  readonly totalBytes?: number;
}

/** What this kernel can do on this page, so that the interface can say which applies. */
export interface Capabilities {
  /**
   * How running code is interrupted: through shared memory on a cross-origin isolated page, by
   * suspending WebAssembly (JSPI), by polling a blob URL, or by a message to a server.
   */
  readonly interrupt: 'shared' | 'suspend' | 'poll' | 'message';
  readonly input: boolean;
}

export interface ExecuteOptions extends Omit<ExecuteRequest, 'code'> {
  /** Kept in the metadata of the `execute_request`, such as `{cellId}`. */
  readonly metadata?: Record<string, unknown>;
}

export interface ReadOptions {
  /** Gives up waiting; the kernel is not interrupted. */
  readonly signal?: AbortSignal;
}

export interface WriteOptions {
  /** The memory of the table may be given away: afterwards the table is not to be used. */
  readonly transfer?: boolean;
}

/** A DataFrame among the variables of a kernel. */
export interface FrameInfo {
  readonly name: string;
  readonly numRows: number;
  /** In the order of the frame; the types are as pandas names them. */
  readonly columns: readonly {readonly name: string; readonly type: string}[];
}

/**
 * Something that runs code and speaks the Jupyter messaging protocol. Nothing above this interface
 * knows whether the kernel lives in a worker of the page or on a server.
 *
 * @fires kernel-message - every message from the kernel, in the order of the kernel
 * @fires kernel-status - `status`, `progress` or `failure` changed
 */
export interface Kernel extends KernelEvents {
  /** The name under which elements of the page share it; `''` for the page's own kernel. */
  readonly name: string;
  readonly status: KernelStatus;
  /** While `starting`, or while packages load; otherwise null. */
  readonly progress: BootProgress | null;
  /** Why the kernel is `dead`: the thing, the cause and the remedy. */
  readonly failure: Error | null;
  /** Null until the kernel has started. */
  readonly info: KernelInfo | null;
  /** Null until the kernel has started. */
  readonly capabilities: Capabilities | null;

  /** Boots the kernel if it has not been; settles when it can run code. */
  start(): Promise<void>;
  /** Runs code, starting the kernel first where needed. Never throws: failures are in the execution. */
  execute(code: string, options?: ExecuteOptions): Execution;
  /** Sends a request on the shell channel and gives the content of its reply. */
  request<T extends RequestType>(type: T, content: Contents[T]): Promise<Contents[ReplyType<T>]>;
  /** Sends any message as it is, such as `input_reply` or `comm_msg`. */
  send(message: Message): void;
  /** Raises `KeyboardInterrupt` in running code; has no later effect when nothing runs. */
  interrupt(): Promise<void>;
  /** A new Python with nothing in it. Queued and running executions end as `aborted`. */
  restart(): Promise<void>;
  /** Ends the kernel and frees what it holds. */
  shutdown(): Promise<void>;

  /**
   * A variable as a table: a DataFrame, a Series, a NumPy array, a list of dicts. Like the other
   * three it waits for its turn behind cells, starts the kernel where needed, and rejects with a
   * `PythonError` that is called as Python's exception, or a `KernelError` when the kernel is gone.
   */
  read(name: string, options?: ReadOptions): Promise<Table>;
  /** Makes the table a DataFrame of that name, exact in every value; or leaves all as it was. */
  write(name: string, table: Table, options?: WriteOptions): Promise<void>;
  /** One row: a column for the value of each expression, of its exact type. */
  values(expressions: readonly string[]): Promise<Table>;
  /** The DataFrames among the variables; of a kernel that has not started, none. */
  frames(): Promise<readonly FrameInfo[]>;
}

export type RequestType = 'complete_request' | 'inspect_request' | 'is_complete_request';
export type ReplyType<T extends RequestType> = T extends `${infer Name}_request`
  ? `${Name}_reply`
  : never;

/** The listeners of a kernel, with the types of its events. */
export interface KernelEvents extends EventTarget {
  addEventListener<T extends keyof KernelEventMap>(
    type: T,
    listener: (event: KernelEventMap[T]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void;
  removeEventListener<T extends keyof KernelEventMap>(
    type: T,
    listener: (event: KernelEventMap[T]) => void,
    options?: boolean | EventListenerOptions,
  ): void;
}

/** What a kernel extends. */
export const KernelEventTarget = EventTarget as {new (): KernelEvents};

export interface KernelEventMap {
  'kernel-message': KernelMessageEvent;
  'kernel-status': KernelStatusEvent;
}

export class KernelMessageEvent extends Event {
  readonly message: Message;
  constructor(message: Message) {
    super('kernel-message');
    this.message = message;
  }
}

export class KernelStatusEvent extends Event {
  constructor() {
    super('kernel-status');
  }
}
