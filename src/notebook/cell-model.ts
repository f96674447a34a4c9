import type {Execution} from '../kernel/execution.js';
import type {Kernel} from '../kernel/kernel.js';
import type {ExecuteReply, Message, MimeBundle} from '../protocol/messages.js';
import {createMessage, isMessage} from '../protocol/messages.js';
import type {Cell, CellType, CodeCell, Output, TextCell} from '../protocol/nbformat.js';
import {cellId, joinLines} from '../protocol/nbformat.js';
import {OutputList} from './output-list.js';

/** What has become of the last run of a cell. */
export type RunState =
  | {readonly is: 'idle'}
  | {readonly is: 'queued'}
  /** `since` is null until the kernel has begun: it may be booting, or busy for another cell. */
  | {readonly is: 'running'; readonly since: number | null}
  | {readonly is: 'finished'; readonly ms: number}
  | {readonly is: 'error'; readonly ms: number; readonly ename: string}
  /**
   * It was not run, because a cell before it failed, or not to its end (`ran`), because the kernel
   * was restarted.
   */
  | {readonly is: 'aborted'; readonly ran: boolean}
  /** The kernel could not start, or died. */
  | {readonly is: 'failed'; readonly error: Error};

/** What code that called `input()` waits for. */
export interface InputRequest {
  readonly prompt: string;
  readonly password: boolean;
  readonly request: Message;
}

/** Packages that the kernel loads for the imports of a cell. */
export interface PackageProgress {
  readonly packages: readonly {readonly name: string; readonly bytes: number}[];
  readonly loadedBytes: number;
  readonly totalBytes: number;
}

/** What a reader can change in a cell, and undo. */
export interface CellContent {
  readonly type: CellType;
  readonly source: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly attachments: Readonly<Record<string, MimeBundle>> | null;
  readonly executionCount: number | null;
  /** False for outputs that come from a file: they were not made in this session. */
  readonly trusted: boolean;
}

/**
 * One cell: its source, what came of it, and its run. It knows nothing of the DOM, so a cell whose
 * element is moved or removed while it runs misses nothing.
 *
 * @fires cell-change - anything but the outputs changed; those have an event of their own
 */
export class CellModel extends EventTarget {
  readonly id: string;
  readonly outputs: OutputList;
  #content: CellContent;
  #state: RunState = {is: 'idle'};
  #input: InputRequest | null = null;
  #progress: PackageProgress | null = null;
  #kernel: Kernel | null = null;
  #execution: Execution | null = null;
  #clearOnStart = false;

  constructor(cell: Partial<Cell> = {}) {
    super();
    this.id = cell.id ?? cellId();
    this.#content = contentOf(cell, true);
    this.outputs = new OutputList(outputsOf(cell));
  }

  get content(): CellContent {
    return this.#content;
  }

  get type(): CellType {
    return this.#content.type;
  }

  get source(): string {
    return this.#content.source;
  }

  get executionCount(): number | null {
    return this.#content.executionCount;
  }

  get trusted(): boolean {
    return this.#content.trusted;
  }

  get state(): RunState {
    return this.#state;
  }

  /** Queued, or given to a kernel and not done. */
  get busy(): boolean {
    return this.#state.is === 'queued' || this.#state.is === 'running';
  }

  get input(): InputRequest | null {
    return this.#input;
  }

  get progress(): PackageProgress | null {
    return this.#progress;
  }

  /** The kernel that runs the cell now, or ran it last. */
  get kernel(): Kernel | null {
    return this.#kernel;
  }

  /** The run that is under way, or the last one. */
  get execution(): Execution | null {
    return this.#execution;
  }

  update(change: Partial<CellContent>): void {
    this.#content = {...this.#content, ...change};
    this.#changed();
  }

  clearOutputs(): void {
    this.setOutputs([]);
    this.update({executionCount: null});
  }

  /** Shows other outputs, such as those of before they were cleared. */
  setOutputs(outputs: readonly Output[]): void {
    this.outputs.replace(outputs);
    if (!this.busy) this.#setState({is: 'idle'});
  }

  /** Shows what a file holds; its outputs were not made in this session. */
  restore(cell: Cell): void {
    this.setOutputs(outputsOf(cell));
    this.update(contentOf(cell, false));
  }

  setQueued(queued: boolean): void {
    // A running cell that is to run once more shows that it runs.
    if (this.#state.is === 'running') return;
    this.#setState({is: queued ? 'queued' : 'idle'});
  }

  abort(): void {
    this.#setState({is: 'aborted', ran: false});
  }

  /**
   * The cell was given to a kernel. Old outputs stay until Python begins, so a kernel that cannot
   * start loses nothing.
   */
  begin(kernel: Kernel, execution: Execution): void {
    this.#kernel = kernel;
    this.#execution = execution;
    this.#clearOnStart = true;
    this.#setState({is: 'running', since: null});
  }

  /** Takes a message that the kernel sent for this cell. */
  handle(message: Message): void {
    if (isMessage(message, 'execute_input')) {
      this.#start();
      this.#content = {...this.#content, executionCount: message.content.execution_count};
      this.#changed();
    } else if (isMessage(message, 'input_request')) {
      this.#input = {...message.content, request: message};
      this.#changed();
    } else if (message.header.msg_type === 'serverless_progress') {
      const {done, ...progress} = message.content as Message['content'] & {done?: boolean};
      this.#progress = done ? null : (progress as unknown as PackageProgress);
      this.#changed();
    } else if (message.header.msg_type !== 'status') {
      this.#start();
      this.outputs.handle(message);
    }
  }

  /** The reader has answered `input()`; what was typed stays visible, as in Jupyter. */
  answered(value: string): void {
    if (!this.#input) return;
    const {prompt, password} = this.#input;
    this.#input = null;
    this.print('stdout', `${prompt}${password ? '·'.repeat(8) : value}\n`);
    this.#changed();
  }

  /** Adds to what the run has printed. */
  print(name: 'stdout' | 'stderr', text: string): void {
    if (!this.#execution) return;
    const {header} = this.#execution;
    this.outputs.handle(
      createMessage(
        'stream',
        {name, text},
        {channel: 'iopub', session: header.session, parent: header},
      ),
    );
  }

  end(reply: ExecuteReply): void {
    const started = this.#state.is === 'running' ? this.#state.since : null;
    const ms = started === null ? 0 : performance.now() - started;
    if (reply.status === 'ok') this.#end({is: 'finished', ms});
    else if (reply.status === 'error') this.#end({is: 'error', ms, ename: reply.ename});
    else this.#end({is: 'aborted', ran: started !== null});
  }

  fail(error: Error): void {
    this.#end({is: 'failed', error});
  }

  toJSON(): Cell {
    const {type, source, metadata, attachments, executionCount} = this.#content;
    const base = {id: this.id, metadata: {...metadata}, source};
    if (type !== 'code') return {cell_type: type, ...base, ...(attachments && {attachments})};
    return {
      cell_type: type,
      ...base,
      execution_count: executionCount,
      outputs: this.outputs.toJSON(),
    };
  }

  #start(): void {
    if (!this.#clearOnStart) return;
    this.#clearOnStart = false;
    this.outputs.clear();
    this.#content = {...this.#content, trusted: true};
    this.#setState({is: 'running', since: performance.now()});
  }

  #end(state: RunState): void {
    this.#clearOnStart = false;
    this.#input = null;
    this.#progress = null;
    this.#setState(state);
  }

  #setState(state: RunState): void {
    this.#state = state;
    this.#changed();
  }

  #changed(): void {
    this.dispatchEvent(new Event('cell-change'));
  }
}

function contentOf(cell: Partial<Cell>, trusted: boolean): CellContent {
  const code = cell as Partial<CodeCell>;
  const text = cell as Partial<TextCell>;
  return {
    type: cell.cell_type ?? 'code',
    source: joinLines(cell.source ?? ''),
    metadata: cell.metadata ?? {},
    attachments: text.attachments ?? null,
    executionCount: code.execution_count ?? null,
    trusted,
  };
}

function outputsOf(cell: Partial<Cell>): readonly Output[] {
  return (cell as Partial<CodeCell>).outputs ?? [];
}
