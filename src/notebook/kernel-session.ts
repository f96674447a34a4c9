import type {Execution} from '../kernel/execution.js';
import type {Kernel} from '../kernel/kernel.js';
import {execute, MagicExecution} from '../magics/magic-execution.js';
import {magicOf, type MagicRegistry} from '../magics/registry.js';
import type {ExecuteReply, Message} from '../protocol/messages.js';
import {createMessage, isMessage} from '../protocol/messages.js';
import type {CellModel} from './cell-model.js';
import {RunQueue} from './run-queue.js';

/** How long an interrupt may take before the reader is told that it does not come through. */
const patienceMs = 2000;

const sessions = new WeakMap<Kernel, KernelSession>();

/**
 * What the cells of a page have going with one kernel: it brings each message to the cell that
 * caused it, also when the message comes after the run, or changes a display of another cell.
 *
 * @fires session-change - the status or progress of the kernel, `stuck` or `runs` changed
 */
export class KernelSession extends EventTarget {
  readonly kernel: Kernel;
  /** For cells outside of notebooks: they do not depend on each other, so none is aborted. */
  readonly queue = new RunQueue(() => this, {abortOnError: false});
  /** Settles when the kernel is free for the next cell. */
  #free: Promise<void> = Promise.resolve();
  /** Cells that wait till the kernel is free. */
  #waiting = new Set<CellModel>();
  /** Cells by the id of their last `execute_request`; weak, since cells come and go with pages. */
  #cells = new Map<string, WeakRef<CellModel>>();
  #requests = new WeakMap<CellModel, string>();
  #runs = 0;
  /** What the one cell does that was given to the kernel. */
  #execution: Execution | null = null;
  /** The last number that this Python has given to a cell. */
  #count = 0;
  #stuck = false;
  #patience: ReturnType<typeof setTimeout> | undefined;

  /** The one session of a kernel. */
  static of(kernel: Kernel): KernelSession {
    let session = sessions.get(kernel);
    if (!session) sessions.set(kernel, (session = new KernelSession(kernel)));
    return session;
  }

  private constructor(kernel: Kernel) {
    super();
    this.kernel = kernel;
    kernel.addEventListener('kernel-message', ({message}) => this.#route(message));
    kernel.addEventListener('kernel-status', () => this.#onStatus());
  }

  /** How many runs this Python has behind it: what a restart would lose. */
  get runs(): number {
    return this.#runs;
  }

  /** An interrupt has not come through: Python is inside one long call of compiled code. */
  get stuck(): boolean {
    return this.#stuck;
  }

  /**
   * Runs a cell once the kernel is free, and settles when it is done, however it ends. Only one
   * cell is given to the kernel at a time, so an interrupt never hits another one's run.
   */
  run(cell: CellModel, magics: MagicRegistry | null = null): Promise<void> {
    this.#waiting.add(cell);
    const run = this.#free.then(async () => {
      const magic = magicOf(cell.source);
      if (magic) await magics?.load(magic);
      if (this.#waiting.delete(cell)) await this.#execute(cell, magics);
    });
    this.#free = run;
    return run;
  }

  /** Takes back a cell that waits. */
  cancel(cell: CellModel): void {
    if (this.#waiting.delete(cell)) cell.setQueued(false);
  }

  async #execute(cell: CellModel, magics: MagicRegistry | null): Promise<void> {
    // A dead kernel has nothing left to lose, so Run is also the way to try again.
    if (this.kernel.status === 'dead') void this.restart();
    const options = {
      store_history: true,
      allow_stdin: true,
      // The run queue aborts what waits; cells of other notebooks on this kernel are not affected.
      stop_on_error: false,
      metadata: {cellId: cell.id},
    };
    const execution = execute(this.kernel, magics, cell.source, options, this.#count + 1);
    this.#execution = execution;
    this.#track(execution.header.msg_id, cell);
    cell.begin(this.kernel, execution);
    try {
      const reply = await execution.done;
      this.#runs++;
      await this.#explain(reply, cell, magics);
      cell.end(reply);
    } catch (error) {
      cell.fail(error as Error);
    }
    this.#execution = null;
    this.#settle();
  }

  /** A magic that the kernel does not know may be one that the page lacks, or misspells. */
  async #explain(
    reply: ExecuteReply,
    cell: CellModel,
    magics: MagicRegistry | null,
  ): Promise<void> {
    const name = magicOf(cell.source);
    if (!name || reply.status !== 'error' || reply.ename !== 'UsageError') return;
    if (!reply.evalue.includes(`%%${name}`) || !reply.evalue.includes('not found')) return;
    const {missingMagic} = await import('../magics/missing.js');
    cell.print('stderr', missingMagic(name, magics));
  }

  /** Stops the cell that runs. A kernel that still starts is not needed then, and ends. */
  async interrupt(): Promise<void> {
    if (this.#execution instanceof MagicExecution) {
      await this.#execution.interrupt();
      return;
    }
    if (this.kernel.status === 'starting') {
      await this.kernel.shutdown();
      return;
    }
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => this.#setStuck(true), patienceMs);
    await this.kernel.interrupt();
    if (this.kernel.status !== 'busy') this.#settle();
  }

  /** Goes on waiting for code that an interrupt did not stop. */
  wait(): void {
    this.#settle();
  }

  /** Settles when there is a new Python, or when there is none: `kernel.failure` says why. */
  async restart(): Promise<void> {
    this.#settle();
    this.#runs = 0;
    if (this.#execution instanceof MagicExecution) this.#execution.abort();
    await this.kernel.restart().catch(() => {});
  }

  /** Gives the reader's line to code that called `input()`. */
  answer(cell: CellModel, value: string): void {
    if (!cell.input) return;
    const {header} = cell.input.request;
    cell.answered(value);
    this.kernel.send(
      createMessage(
        'input_reply',
        {value, status: 'ok'},
        {channel: 'stdin', session: header.session, parent: header},
      ),
    );
  }

  #track(id: string, cell: CellModel): void {
    const earlier = this.#requests.get(cell);
    if (earlier) this.#cells.delete(earlier);
    this.#requests.set(cell, id);
    this.#cells.set(id, new WeakRef(cell));
  }

  #route(message: Message): void {
    if (message.channel !== 'iopub' && message.channel !== 'stdin') return;
    if (isMessage(message, 'execute_input')) this.#count = message.content.execution_count;
    const parent = message.parent_header.msg_id;
    if (!parent) return;
    this.#cells.get(parent)?.deref()?.handle(message);
    if (isMessage(message, 'update_display_data')) this.#updateDisplays(message, parent);
  }

  /** A display is updated wherever it is shown. */
  #updateDisplays(message: Message, parent: string): void {
    for (const [id, reference] of this.#cells) {
      const cell = reference.deref();
      if (!cell) this.#cells.delete(id);
      else if (id !== parent) cell.outputs.updateDisplay(message);
    }
  }

  #onStatus(): void {
    if (this.kernel.status !== 'busy') this.#settle();
    if (this.kernel.status === 'starting') this.#count = 0;
    this.#changed();
  }

  #settle(): void {
    clearTimeout(this.#patience);
    this.#setStuck(false);
  }

  #setStuck(stuck: boolean): void {
    if (stuck === this.#stuck) return;
    this.#stuck = stuck;
    this.#changed();
  }

  #changed(): void {
    this.dispatchEvent(new Event('session-change'));
  }
}
