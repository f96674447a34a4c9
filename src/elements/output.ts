import {LitElement, type PropertyValues, type TemplateResult, html} from 'lit';
import {property, state} from 'lit/decorators.js';
import {type OutputChangeEvent, OutputList} from '../notebook/output-list.js';
import {Announcer} from '../outputs/announcer.js';
import {nextFrame} from '../outputs/next-frame.js';
import type {OutputUpdateEvent} from '../outputs/output-update.js';
import {OutputView} from '../outputs/output-view.js';
import {renderers} from '../outputs/renderers.js';
import {ansiStyles, outputStyles} from '../outputs/styles.js';
import type {MimeBundle} from '../protocol/messages.js';
import type {Output} from '../protocol/nbformat.js';
import {tokens} from './tokens.js';

/**
 * Shows the outputs of a cell: text, errors, tables, images and whatever else a kernel displays.
 *
 * It needs no kernel and also stands alone, with outputs as an `.ipynb` has them:
 * `<serverless-output><script type="application/json">[…]</script></serverless-output>`.
 *
 * @summary The outputs of a cell.
 * @tag serverless-output
 * @slot - outputs as JSON, in a `<script type="application/json">`
 * @csspart output - each output; it also has its kind as a part: `stream`, `stdout`, `stderr`,
 *   `error`, `data`, `display` or `result`
 * @csspart image - an image
 * @csspart toggle - the button that shows all of a long output, or folds it again
 * @cssprop --serverless-output-height - how high an output gets before it scrolls
 * @cssstate empty - there is nothing to show
 */
export class OutputElement extends LitElement {
  static override styles = [tokens, outputStyles, ansiStyles];

  /** What to show, and to follow while it changes. */
  @property({attribute: false}) list = new OutputList();
  /** Lets outputs run scripts of theirs, in a sandbox, without asking the reader. */
  @property({type: Boolean}) trusted = false;
  /** Shows long outputs whole instead of folding them. */
  @property({type: Boolean, reflect: true}) expanded = false;
  /** Files that a Markdown output refers to by `attachment:NAME`. */
  @property({attribute: false}) attachments: Record<string, MimeBundle> = {};

  @state() private problem = '';

  #internals = this.attachInternals();
  #announcer = new Announcer();
  #views: OutputView[] = [];
  /** Outputs that changed in place since the last update. */
  #grown = new Set<Output>();
  /** An output that goes on by itself says so itself. */
  #isAnnounced = false;
  /** Whether something came since the last update; recorded outputs are shown from their start. */
  #live = false;

  constructor() {
    super();
    this.addEventListener('serverless-output-update', this.#onOutputUpdate);
  }

  /** The outputs as nbformat has them; setting them is a short way to set `list`. */
  @property({attribute: false})
  get outputs(): readonly Output[] {
    return this.list.outputs;
  }

  set outputs(outputs: readonly Output[]) {
    this.list = new OutputList(outputs);
  }

  /** Draws at once what waits for the next frame, or for its turn in a flood. */
  flush(): void {
    if (this.isUpdatePending) this.performUpdate();
    for (const view of this.#views) view.flush();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.list.addEventListener('output-change', this.#onChange);
    for (const view of this.#views) view.connect();
    if (this.hasUpdated) this.requestUpdate('list');
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.list.removeEventListener('output-change', this.#onChange);
    for (const view of this.#views) view.disconnect();
    this.#announcer.disconnect();
  }

  /** Recorded outputs show at once, changes at most once a frame. */
  protected override async scheduleUpdate(): Promise<void> {
    if (this.hasUpdated) await nextFrame();
    await super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const replaced = changed.get('list');
    if (replaced) {
      replaced.removeEventListener('output-change', this.#onChange);
      if (this.isConnected) this.list.addEventListener('output-change', this.#onChange);
    }
    this.#updateViews(changed.has('list') || changed.has('trusted') || changed.has('attachments'));
  }

  protected override render(): TemplateResult {
    return html`
      <slot hidden @slotchange=${this.#readChild}></slot>
      ${this.problem ? html`<p class="note" role="alert">${this.problem}</p>` : ''}
      ${this.#views.map((view) => view.element)} ${this.#announcer.element}
    `;
  }

  protected override updated(): void {
    const empty = this.#views.length === 0 && !this.problem;
    if (empty) this.#internals.states.add('empty');
    else this.#internals.states.delete('empty');
    if (this.#live) for (const view of this.#views) view.follow();
    this.#live = false;
  }

  #updateViews(all: boolean): void {
    const {outputs} = this.list;
    const shared = {registry: renderers, trusted: this.trusted, attachments: this.attachments};
    for (const view of this.#views.splice(outputs.length)) view.disconnect();
    outputs.forEach((output, index) => {
      const options = {...shared, caption: this.list.captionOf(output)};
      const view = this.#views[index];
      if (!view) this.#views.push(new OutputView(output, options));
      else if (all || view.output !== output || this.#grown.has(output)) {
        view.update(output, options);
      }
    });
    this.#grown.clear();
  }

  #onChange = (event: Event): void => {
    const {change} = event as OutputChangeEvent;
    if (change.kind === 'append') this.#grown.add(this.list.outputs[change.index]!);
    this.#live = true;
    if (!this.#isAnnounced) this.#announcer.announce(() => this.list.outputs);
    this.requestUpdate();
  };

  /** Keeps what an output shows that goes on by itself. */
  #onOutputUpdate = (event: OutputUpdateEvent): void => {
    event.stopPropagation();
    const path = event.composedPath();
    const view = this.#views.find(({element}) => path.includes(element));
    this.#isAnnounced = true;
    if (view) this.list.updateOutput(view.output, {...event.data}, {...event.metadata});
    this.#isAnnounced = false;
  };

  #readChild(): void {
    const script = this.querySelector(':scope > script[type="application/json"]');
    if (!script) return;
    try {
      const outputs: unknown = JSON.parse(script.textContent);
      if (!Array.isArray(outputs)) throw new TypeError('it is not a list');
      this.outputs = outputs.filter(isOutput);
      this.problem = '';
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      this.problem = `The outputs in this <script> cannot be read: ${cause}. Put a JSON list of nbformat outputs there.`;
    }
  }
}

function isOutput(value: unknown): value is Output {
  return typeof value === 'object' && value !== null && 'output_type' in value;
}

declare global {
  interface HTMLElementTagNameMap {
    'serverless-output': OutputElement;
  }
}
