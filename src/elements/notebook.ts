import {ContextProvider} from '@lit/context';
import {html, LitElement, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property, state} from 'lit/decorators.js';
import type {BrowserKernel} from '../kernel/browser-kernel.js';
import type {Kernel} from '../kernel/kernel.js';
import type {CellModel} from '../notebook/cell-model.js';
import {MagicRegistry} from '../magics/registry.js';
import {KernelSession} from '../notebook/kernel-session.js';
import {NotebookModel} from '../notebook/notebook-model.js';
import {RunQueue} from '../notebook/run-queue.js';
import {formatNotebook, type NotebookFile} from '../protocol/nbformat.js';
import {readNotebook} from '../protocol/nbformat-reader.js';
import type {CellElement} from './cell.js';
import {
  type CellHost,
  type CellPlace,
  cellHostContext,
  kernelContext,
  magicsContext,
} from './contexts.js';
import {controls} from './controls.js';
import type {LeaveEvent} from './editor/events.js';
import {LoadEvent} from './events.js';
import {FocusKeeper} from './focus-keeper.js';
import {KernelController} from './kernel-controller.js';
import {type CommandName, Keys} from './keys.js';
import {NotebookChildren} from './notebook/children.js';
import {runCommand} from './notebook/commands.js';
import {downloadText} from './notebook/download.js';
import {fetchNotebook} from './notebook/fetch-notebook.js';
import {Keeping} from './notebook/keeping.js';
import {renderDeath, renderKept, renderSource, type SourceState} from './notebook/notices.js';
import {notebookStyles} from './notebook/styles.js';
import {renderToolbar} from './notebook/toolbar.js';
import {UndoOffer} from './notebook/undo-offer.js';
import {pageMagics} from './page-magics.js';
import {documentParsed} from './parsed.js';
import {tokens} from './tokens.js';

/**
 * An ordered list of cells that share a kernel, with a toolbar, a run queue and Jupyter's keys.
 *
 * @summary A notebook.
 * @tag serverless-notebook
 * @slot - the cells: `<serverless-cell>` elements
 * @fires serverless-run - a cell was given to its kernel
 * @fires serverless-done - the run of a cell is over
 * @fires serverless-change - the reader edited the source of a cell
 * @fires serverless-load - all cells are there, with the changes that were kept
 * @csspart toolbar - the buttons above the cells, and the state of the kernel
 * @csspart notice - what the reader should know, such as why `src` could not be loaded
 * @csspart cells - the list of cells
 * @csspart toast - the offer to undo a deletion
 */
export class NotebookElement extends LitElement implements CellHost {
  static override styles = [tokens, controls, notebookStyles];

  /** The `.ipynb` file to show. Its cells do not run by themselves, unless `autorun` says so. */
  @property() src = '';
  /** Runs all cells when the page has loaded. */
  @property({type: Boolean}) autorun = false;
  /** Readers can run the cells, but not change them. */
  @property({type: Boolean, reflect: true}) readonly = false;
  /** Packages to load when the kernel starts, separated by spaces or commas. */
  @property() packages = '';
  /** The key under which a reader's changes are kept in this browser; unique on the site. */
  @property() persist = '';
  /** `none` hides the toolbar. */
  @property({reflect: true}) toolbar: 'full' | 'none' = 'full';
  /** `light` or `dark`, where the page's own `color-scheme` is not to be followed. */
  @property({reflect: true}) theme: 'auto' | 'light' | 'dark' = 'auto';
  @property({attribute: 'kernel'}) private kernelChoice: string | Kernel = 'auto';

  @state() private source: SourceState = {is: 'none'};
  @state() private announcement = '';

  /** Answers `%%` magics in JavaScript; connectors inside the notebook add theirs. */
  readonly magics = new MagicRegistry(pageMagics());
  readonly model = new NotebookModel();
  readonly queue = new RunQueue((cell) => this.#sessionOf(cell));

  #children = new NotebookChildren(this, this.model, (cell) => this.queue.remove(cell));
  #active: CellModel | null = null;
  #places: Map<CellModel, number> | null = null;
  #keys = new Keys();
  #keeping = new Keeping(this, this.model);
  #isReady = false;
  #offer = new UndoOffer(this);
  #loading: AbortController | null = null;
  #kernel = new KernelController(
    this,
    () => this.kernelChoice,
    () => true,
  );
  #kernelProvider = new ContextProvider(this, {context: kernelContext});

  constructor() {
    super();
    this.addController(this.#children);
    new FocusKeeper(this);
    new ContextProvider(this, {context: cellHostContext, initialValue: this});
    new ContextProvider(this, {context: magicsContext, initialValue: this.magics});
    this.model.addEventListener('notebook-change', () => this.#onModelChange());
    this.queue.addEventListener('queue-change', () => this.requestUpdate());
    this.addEventListener('keydown', this.#onKeydown);
    this.addEventListener('focusin', this.#onFocusIn);
    this.addEventListener('serverless-leave', this.#onLeave);
    for (const type of ['serverless-change', 'serverless-done']) {
      this.addEventListener(type, () => this.#keeping.keeper?.changed());
    }
  }

  /** The kernel that runs the cells. Set it to the name of a kernel of the page, or to a kernel. */
  get kernel(): Kernel {
    return this.#kernel.kernel;
  }

  set kernel(kernel: Kernel | string) {
    this.kernelChoice = kernel;
  }

  get cells(): CellElement[] {
    return this.#children.elements;
  }

  /** The cell that keys and buttons apply to. */
  get activeCell(): CellElement | null {
    const cell = this.#active ?? this.model.cells[0];
    return cell ? this.elementOf(cell) : null;
  }

  elementOf(cell: CellModel): CellElement {
    return this.#children.elementOf(cell);
  }

  placeOf(cell: CellModel): CellPlace | null {
    const {cells} = this.model;
    this.#places ??= new Map(cells.map((each, index) => [each, index]));
    const index = this.#places.get(cell);
    if (index === undefined) return null;
    return {index, count: cells.length, active: cell === (this.#active ?? cells[0])};
  }

  command(name: CommandName, cell: CellModel): void {
    runCommand(name, this, this.elementOf(cell));
  }

  /** Runs all cells in their order; settles when all have run or one has failed. */
  async runAll(): Promise<void> {
    await this.#run(this.cells);
  }

  /** Runs the cells above one, without itself. */
  async runAbove(cell: CellElement): Promise<void> {
    await this.#run(this.cells.slice(0, this.cells.indexOf(cell)));
  }

  /** Runs a cell and all below it. */
  async runBelow(cell: CellElement): Promise<void> {
    await this.#run(this.cells.slice(this.cells.indexOf(cell)));
  }

  /** Stops what runs; what waits is not run. */
  async interrupt(): Promise<void> {
    this.queue.abortWaiting();
    const {current} = this.queue;
    if (current) await this.elementOf(current).interrupt();
  }

  /**
   * Starts a new Python; edits and outputs stay.
   *
   * @param options.ask - asks the reader first, where variables get lost
   * @param options.runAll - runs all cells then
   */
  async restart({ask = false, runAll = false} = {}): Promise<void> {
    const session = KernelSession.of(this.kernel);
    if (ask && session.runs > 0) {
      const {askRestart} = await import('./dialogs.js');
      const answer = await askRestart(this.shadowRoot!, {runs: session.runs, canRunAll: true});
      if (answer === 'cancel') return;
      runAll = answer === 'run-all';
    }
    this.queue.abortWaiting();
    if (this.kernel.status !== 'unstarted') await session.restart();
    if (runAll) await this.runAll();
  }

  /** Removes all outputs; the reader can take it back. */
  clearOutputs(): void {
    if (this.model.clearOutputs(this.model.cells)) this.offerUndo('Outputs cleared.');
  }

  undo(): void {
    const {undoLabel} = this.model;
    this.#offer.withdraw();
    if (this.model.undo()) this.announce(`Undone: ${undoLabel}`);
    this.#refocus();
  }

  redo(): void {
    const {redoLabel} = this.model;
    if (this.model.redo()) this.announce(`Redone: ${redoLabel}`);
    this.#refocus();
  }

  /** Makes a cell the active one, and focuses it. */
  select(cell: CellElement): void {
    this.#activate(cell);
    cell.focus();
  }

  override focus(options?: FocusOptions): void {
    if (this.activeCell) this.activeCell.focus(options);
    else this.renderRoot.querySelector('button')?.focus(options);
  }

  /** Shows a notebook in place of this one: the JSON of an `.ipynb` file, or its text. */
  load(file: NotebookFile | string): void {
    const notebook = readNotebook(file);
    this.#loading?.abort();
    this.source = {is: 'none'};
    this.#show(notebook);
    // What the reader changed in this file before is shown; a page that is not ready does it then.
    if ((this.#isReady || this.src) && this.persist) void this.#keeping.start(this.persist);
  }

  /** The notebook as an nbformat 4.5 file. */
  toJSON(): NotebookFile {
    const file = this.model.toJSON();
    const info = this.kernel.info?.language_info;
    return {
      ...file,
      metadata: {
        kernelspec: {name: 'python3', display_name: 'Python 3', language: 'python'},
        language_info: info ? {...info} : {name: 'python'},
        ...file.metadata,
      },
    };
  }

  /** Gives the reader the notebook as a file. */
  download(): void {
    const name = /([^/?#]+)\.ipynb/.exec(this.src)?.[1] ?? (document.title.trim() || 'notebook');
    downloadText(`${name}.ipynb`, 'application/x-ipynb+json', formatNotebook(this.toJSON()));
  }

  /** Keeps the changes where `persist` says so, else downloads the notebook. */
  async save(): Promise<void> {
    const {keeper} = this.#keeping;
    if (!keeper) {
      this.download();
      return;
    }
    await keeper.save();
    this.announce('Changes kept in this browser');
  }

  async showHelp(): Promise<void> {
    const {showShortcuts} = await import('./dialogs.js');
    await showShortcuts(this.shadowRoot!);
  }

  /** Says something to users of screen readers. */
  announce(text: string): void {
    this.announcement = text;
  }

  /** Tells what has just been done, with a button that takes it back. */
  offerUndo(text: string, undo = (): void => this.undo()): void {
    this.#offer.make(text, undo);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#kernelProvider.setValue(this.kernel);
    if (this.hasUpdated) this.#children.read();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // By now the cells that stand in the markup have been upgraded.
    if (!this.hasUpdated) this.#children.read();
    const {kernel} = this;
    this.#kernelProvider.setValue(kernel);
    if (this.packages && 'addPackages' in kernel) {
      (kernel as BrowserKernel).addPackages(this.packages.split(/[\s,]+/).filter(Boolean));
    }
    if (changed.has('src') && this.src) void this.#loadSource();
  }

  protected override firstUpdated(): void {
    if (!this.src) void documentParsed().then(() => this.#ready());
  }

  protected override render(): TemplateResult {
    const {keeper} = this.#keeping;
    return html`${this.toolbar === 'none' ? nothing : renderToolbar(this)}
      ${renderSource(this.source, () => void this.#loadSource())}
      ${renderDeath(this.kernel, () => void this.restart())}
      ${keeper ? renderKept(keeper, this.#offer) : nothing}
      <div part="cells" role="list" aria-label="Cells" aria-busy=${this.source.is === 'loading'}>
        <slot></slot>
      </div>
      ${this.#offer.render()}
      <span class="for-screen-readers" role="status">${this.announcement}</span>`;
  }

  async #run(cells: readonly CellElement[]): Promise<void> {
    await Promise.all(cells.map((cell) => cell.run()));
  }

  async #loadSource(): Promise<void> {
    this.#loading?.abort();
    const loading = (this.#loading = new AbortController());
    this.source = {is: 'loading', url: this.src};
    try {
      const file = await fetchNotebook(new URL(this.src, this.baseURI).href, loading.signal);
      if (loading.signal.aborted) return;
      this.#show(file);
      this.source = {is: 'loaded'};
      await this.#ready();
    } catch (error) {
      if (!loading.signal.aborted) this.source = {is: 'failed', error: error as Error};
    }
  }

  #show(file: NotebookFile): void {
    this.#keeping.stop();
    this.#offer.withdraw();
    this.model.load(file, {trusted: false});
  }

  /** The author's notebook is all there. */
  async #ready(): Promise<void> {
    this.#isReady = true;
    if (this.persist) await this.#keeping.start(this.persist);
    this.dispatchEvent(new LoadEvent());
    if (this.autorun) await this.runAll();
  }

  #sessionOf(cell: CellModel): KernelSession {
    return KernelSession.of(this.elementOf(cell).kernel);
  }

  #activate(cell: CellElement): void {
    const before = this.activeCell;
    this.#active = cell.model;
    if (before === cell) return;
    before?.requestUpdate();
    cell.requestUpdate();
  }

  /** A command that removed the focused cell must not leave the keyboard nowhere. */
  #refocus(): void {
    if (!this.matches(':focus-within')) this.focus();
  }

  #onModelChange(): void {
    this.#places = null;
    if (this.#active && !this.model.cells.includes(this.#active)) this.#active = null;
    for (const cell of this.cells) cell.requestUpdate();
    this.#keeping.keeper?.changed();
    this.requestUpdate();
  }

  #onFocusIn = (event: FocusEvent): void => {
    const cell = this.#children.cellOf(event);
    if (cell) this.#activate(cell);
  };

  /** The arrow keys go from source to source, and stop at a text that is not being edited. */
  #onLeave = (event: LeaveEvent): void => {
    const from = this.#children.cellOf(event);
    const to = from && this.cells[this.cells.indexOf(from) + (event.direction === 'up' ? -1 : 1)];
    if (!to) return;
    event.preventDefault();
    if (to.type === 'markdown' && !to.editing) this.select(to);
    else void to.edit(event.direction === 'up' ? 'end' : 'start');
  };

  #onKeydown = (event: KeyboardEvent): void => {
    const cell = this.#children.cellOf(event);
    const mode = cell?.keyMode(event);
    if (!cell || !mode || event.defaultPrevented) return;
    const command = this.#keys.commandOf(event, mode);
    if (!command) return;
    event.preventDefault();
    runCommand(command, this, cell);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'serverless-notebook': NotebookElement;
  }
}
