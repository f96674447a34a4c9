import {ContextConsumer} from '@lit/context';
import {html, LitElement, nothing, type TemplateResult} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import type {Kernel} from '../kernel/kernel.js';
import {magicOf} from '../magics/registry.js';
import {CellModel, type RunState} from '../notebook/cell-model.js';
import {KernelSession} from '../notebook/kernel-session.js';
import type {CellType, Output} from '../protocol/nbformat.js';
import {AuthorSource} from './cell/author-source.js';
import {renderGutter} from './cell/gutter.js';
import type {AnswerEvent, InputElement} from './cell/input-form.js';
import {ModelWatch} from './cell/model-watch.js';
import {renderNotices} from './cell/notices.js';
import {renderProgress} from './cell/progress.js';
import {renderedMarkdown} from './cell/rendered-markdown.js';
import {SelfStart} from './cell/self-start.js';
import {Stopwatch} from './cell/stopwatch.js';
import {cellStyles} from './cell/styles.js';
import {TabOrder} from './cell/tab-order.js';
import {renderTools} from './cell/tools.js';
import {cellName} from './cell/words.js';
import {cellHostContext} from './contexts.js';
import {controls} from './controls.js';
import type {EditorElement, EditorLanguage} from './editor.js';
import type {ChangeEvent} from './editor/events.js';
import {DoneEvent} from './events.js';
import {FocusKeeper} from './focus-keeper.js';
import {KernelController} from './kernel-controller.js';
import {looseKeys} from './cell/loose-keys.js';
import type {KeyMode} from './keys.js';
import {MagicsController} from './magics-controller.js';
import type {OutputElement} from './output.js';
import {tokens} from './tokens.js';

const languages: Record<CellType, EditorLanguage> = {
  code: 'python',
  markdown: 'markdown',
  raw: 'text',
};

/** From this number on, cells off the screen are left out of the layout. */
const manyCells = 40;

/**
 * Runs Python where it stands, and shows what comes of it. Alone in a page it uses the page's
 * kernel; in a `<serverless-notebook>` or a `<serverless-kernel>`, theirs.
 *
 * @summary One cell, inside a notebook or alone in a page.
 * @tag serverless-cell
 * @slot - the source, in a `<script type="text/x-python">` or `<script type="text/markdown">`
 * @fires serverless-run - the cell was given to its kernel
 * @fires serverless-done - the run is over
 * @fires serverless-change - the reader edited the source
 * @csspart cell - everything
 * @csspart gutter - the Run button and the execution count
 * @csspart run - the Run button, which stops a running cell
 * @csspart editor - the editor of the source
 * @csspart output - the output area, and the rendered text of a markdown cell
 * @csspart progress - what the kernel loads, while it does
 * @csspart tools - the buttons of a notebook's cell that is used or pointed at
 * @csspart notice - what stands in the way of a run
 * @cssstate busy - the cell runs or waits
 * @cssstate error - the last run failed
 */
export class CellElement extends LitElement {
  static override styles = [tokens, controls, cellStyles];

  /** When the cell runs by itself: when the page has loaded, or when the cell is first seen. */
  @property({attribute: 'run-on'}) runOn: 'click' | 'load' | 'visible' = 'click';
  @property({type: Boolean, reflect: true}) readonly = false;
  /** Shows the source only when the reader asks for it. */
  @property({type: Boolean, attribute: 'hide-code', reflect: true}) hideCode = false;

  /** A markdown cell shows its source. */
  @state() editing = false;
  @state() private codeShown = false;
  @state() private outputHidden = false;
  @state() private announcement = '';
  @state() private hovered = false;
  @property({attribute: 'kernel'}) private kernelChoice: string | Kernel = '';

  @query('.cell') private frame!: HTMLElement | null;
  @query('serverless-editor') private editor!: EditorElement | null;
  @query('serverless-output') private output!: OutputElement | null;
  @query('serverless-input') private inputForm!: InputElement | null;

  #model = new CellModel();
  #internals = this.attachInternals();
  #tabOrder = new TabOrder(this);
  #stopwatch = new Stopwatch(this, () => this.#model.state);
  #kernel = new KernelController(
    this,
    () => this.kernelChoice,
    () => this.#model.busy,
  );
  #host = new ContextConsumer(this, {context: cellHostContext, subscribe: true});
  #magics = new MagicsController(this);
  #watch = new ModelWatch(this, (state) => this.#onDone(state));

  constructor() {
    super();
    new AuthorSource(this);
    new SelfStart(this);
    new FocusKeeper(this);
    const keys = looseKeys(this);
    this.addEventListener('keydown', (event) => {
      if (!this.#host.value?.placeOf(this.#model)) keys(event);
    });
  }

  /** What the element shows. A notebook sets it for cells that come from a file. */
  @property({attribute: false})
  get model(): CellModel {
    return this.#model;
  }

  set model(model: CellModel) {
    this.#model = model;
    if (this.isConnected) this.#watch.watch(model);
  }

  @property({reflect: true})
  get type(): CellType {
    return this.#model.type;
  }

  set type(type: CellType) {
    this.#model.update({type: type in languages ? type : 'code'});
  }

  get source(): string {
    return this.#model.source;
  }

  set source(source: string) {
    this.#model.update({source});
  }

  /** The outputs at this moment, as an `.ipynb` file has them. */
  get outputs(): Output[] {
    return this.#model.outputs.toJSON();
  }

  get executionCount(): number | null {
    return this.#model.executionCount;
  }

  get state(): RunState {
    return this.#model.state;
  }

  /** The kernel that runs the cell. Set it to the name of a kernel of the page, or to a kernel. */
  get kernel(): Kernel {
    return this.#kernel.kernel;
  }

  set kernel(kernel: Kernel | string) {
    this.kernelChoice = kernel;
  }

  /** The caret is in the source. */
  get editFocused(): boolean {
    return this.shadowRoot?.activeElement === this.editor && this.editor !== null;
  }

  /** Where the caret is in the source, or null when it is not there. */
  get caret(): number | null {
    return this.editFocused ? (this.editor?.caret ?? null) : null;
  }

  /** Which of Jupyter's modes a key belongs to, or null where it has a meaning of its own. */
  keyMode(event: KeyboardEvent): KeyMode | null {
    // Enter and Escape are for what composes a character then.
    if (event.isComposing) return null;
    const target = event.composedPath()[0];
    if (this.editFocused) return 'edit';
    if (target === this.frame) return 'command';
    // On a button of the cell, letters are commands too; Enter and Space press the button.
    const {activeElement} = this.shadowRoot!;
    const onButton = target === activeElement && activeElement instanceof HTMLButtonElement;
    const modified = event.shiftKey || event.ctrlKey || event.metaKey || event.altKey;
    return onButton && (event.key !== 'Enter' || modified) && event.key !== ' ' ? 'command' : null;
  }

  /** Runs the cell, or renders its text; settles when that is done. */
  async run(): Promise<void> {
    if (this.#model.type === 'markdown') this.editing = false;
    if (this.#model.type !== 'code') return;
    const queue = this.#host.value?.queue ?? this.#kernel.session.queue;
    await queue.add(this.#model, this.#magics.value);
  }

  /** Stops the run, or takes the cell out of the queue. */
  async interrupt(): Promise<void> {
    if (this.#model.state.is === 'queued') {
      (this.#host.value?.queue ?? this.#kernel.session.queue).remove(this.#model);
    } else if (this.#model.state.is === 'running') {
      await this.#runningSession.interrupt();
    }
  }

  clearOutputs(): void {
    this.#model.clearOutputs();
  }

  toggleOutput(): void {
    this.outputHidden = !this.outputHidden;
  }

  /** Focuses the cell as a whole, as Jupyter's command mode does. */
  override focus(options?: FocusOptions): void {
    if (this.frame) this.frame.focus(options);
    else void this.updateComplete.then(() => this.frame?.focus(options));
  }

  /** Puts the caret into the source: where it was, or to an end of it. */
  async edit(at?: 'start' | 'end'): Promise<void> {
    if (this.#model.type === 'markdown') this.editing = true;
    if (this.hideCode) this.codeShown = true;
    await this.updateComplete;
    if (this.editor && at) this.editor.caret = at === 'start' ? 0 : this.source.length;
    this.editor?.focus();
  }

  /** A new Python; asks first where variables get lost. Edits and outputs stay. */
  async restart(): Promise<void> {
    const {session} = this.#kernel;
    if (session.runs > 0) {
      const {askRestart} = await import('./dialogs.js');
      const {runs} = session;
      const answer = await askRestart(this.shadowRoot!, {runs, canRunAll: false});
      if (answer === 'cancel') return;
    }
    await session.restart();
  }

  protected override willUpdate(): void {
    const place = this.#host.value?.placeOf(this.#model);
    toggle(this.#internals.states, 'listed', !!place);
    toggle(this.#internals.states, 'many', !!place && place.count > manyCells);
    const {state, busy} = this.#model;
    toggle(this.#internals.states, 'busy', busy);
    toggle(this.#internals.states, 'error', state.is === 'error' || state.is === 'failed');
  }

  protected override updated(): void {
    if (this.#model.input && this.matches(':focus-within')) {
      void this.inputForm?.updateComplete.then(() => this.inputForm?.focus());
    }
  }

  protected override render(): TemplateResult {
    const model = this.#model;
    const host = this.#host.value;
    const place = host?.placeOf(model) ?? null;
    const label = cellName(model, place);
    const showTools = host && place && !host.readonly && (place.active || this.hovered);
    return html`<div
      part="cell"
      class="cell ${model.type} ${place ? 'listed' : ''} ${place?.active ? 'active' : ''}"
      role=${place ? 'listitem' : 'group'}
      tabindex=${place?.active ? 0 : -1}
      aria-label=${label}
      aria-busy=${model.busy}
      aria-current=${place?.active ? 'true' : nothing}
      @pointerenter=${() => (this.hovered = true)}
      @pointerleave=${() => (this.hovered = false)}
      @focusin=${this.#tabOrder.onFocusIn}
      @focusout=${this.#tabOrder.onFocusOut}
    >
      ${showTools ? renderTools(model, place, (command) => host.command(command, model)) : nothing}
      ${model.type === 'code' ? this.#renderGutter() : nothing}
      <div class="body" @dblclick=${this.#onDoubleClick}>
        ${this.#renderSource()} ${model.type === 'code' ? this.#renderResult() : nothing}
      </div>
      <span class="for-screen-readers" role="status">${this.announcement}</span>
    </div>`;
  }

  #renderGutter(): TemplateResult {
    return renderGutter(this.#model, this.#stopwatch.elapsed, {
      run: () => void this.run(),
      stop: () => void this.interrupt(),
      intend: () => this.#intend(),
    });
  }

  #renderSource(): TemplateResult {
    const {type, source} = this.#model;
    if (type === 'markdown' && !this.editing) {
      return renderedMarkdown(this.#model, this.#isReadonly);
    }
    const editor = html`<serverless-editor
      part="editor"
      tabindex=${this.#tabOrder.skipsSource ? -1 : nothing}
      .value=${source}
      .language=${this.#language}
      .label=${`Source of ${type === 'code' ? 'code' : 'text'} cell`}
      .kernel=${this.kernel}
      .magics=${this.#magics.value}
      ?readonly=${this.#isReadonly}
      ?wrap=${type === 'markdown'}
      @serverless-change=${this.#onEdit}
    ></serverless-editor>`;
    if (!this.hideCode || type !== 'code') return editor;
    return html`<button
        type="button"
        class="quiet toggle"
        aria-expanded=${this.codeShown}
        @click=${() => (this.codeShown = !this.codeShown)}
      >
        ${this.codeShown ? 'Hide code' : 'Show code'}
      </button>
      ${this.codeShown ? editor : nothing}`;
  }

  #renderResult(): TemplateResult {
    const model = this.#model;
    const session = this.#runningSession;
    const actions = {run: () => void this.run(), restart: () => void session.restart()};
    return html`${renderProgress(model, session.kernel)} ${renderNotices(model, session, actions)}
    ${this.#watch.hasOutputs ? this.#renderOutputs() : nothing}
    ${
      model.input
        ? html`<serverless-input
            .prompt=${model.input.prompt}
            ?password=${model.input.password}
            @serverless-answer=${({value}: AnswerEvent) => session.answer(model, value)}
          ></serverless-input>`
        : nothing
    }`;
  }

  #renderOutputs(): TemplateResult {
    if (this.outputHidden) {
      return html`<button type="button" class="quiet toggle" @click=${() => this.toggleOutput()}>
        Show output
      </button>`;
    }
    return html`<serverless-output
      part="output"
      .list=${this.#model.outputs}
      .trusted=${this.#model.trusted}
    ></serverless-output>`;
  }

  /** Cells of a magic are in its language. */
  get #language(): EditorLanguage {
    const {type, source} = this.#model;
    const magic = type === 'code' ? magicOf(source) : null;
    const found = magic && this.#magics.value?.handlers(magic)[0]?.language;
    return found && found !== 'text' ? `magic-${found}` : languages[type];
  }

  get #isReadonly(): boolean {
    return this.readonly || (this.#host.value?.readonly ?? false);
  }

  /** The cell may still run on a kernel that is no longer the one it would be given to next. */
  get #runningSession(): KernelSession {
    const {state, kernel} = this.#model;
    return state.is === 'running' && kernel ? KernelSession.of(kernel) : this.#kernel.session;
  }

  #onEdit({value}: ChangeEvent): void {
    this.#model.update({source: value});
    if (this.#model.type === 'code') this.#intend();
  }

  /** Who edits, or reaches for Run, is about to need Python. */
  #intend(): void {
    if (this.kernel.status === 'unstarted') this.kernel.start().catch(() => {});
  }

  #onDoubleClick(): void {
    if (this.#model.type === 'markdown' && !this.editing && !this.#isReadonly) void this.edit();
  }

  #onDone(state: RunState): void {
    // A cell that says it has finished shows all that it has printed.
    this.output?.flush();
    this.announcement = cellName(this.#model, this.#host.value?.placeOf(this.#model) ?? null);
    this.dispatchEvent(new DoneEvent(state));
  }
}

function toggle(states: CustomStateSet, name: string, on: boolean): void {
  if (on) states.add(name);
  else states.delete(name);
}

declare global {
  interface HTMLElementTagNameMap {
    'serverless-cell': CellElement;
  }
}
