import {LitElement, html, nothing, type TemplateResult} from 'lit';
import {property, state} from 'lit/decorators.js';
import type {Kernel} from '../kernel/kernel.js';
import type {MagicRegistry} from '../magics/registry.js';
import type {CodeHost, CodeView} from './editor/codemirror.js';
import {ChangeEvent, LeaveEvent} from './editor/events.js';
import {Preview} from './editor/preview.js';
import {whenSeen} from './editor/seen.js';
import {editorStyles} from './editor/styles.js';
import {tokens} from './tokens.js';

type CodeMirror = typeof import('./editor/codemirror.js');

/** The real editor, once any element of the page has needed it. */
let codeMirror: CodeMirror | undefined;

/** Work for when it is there. */
const whenLoaded = new Set<() => void>();

/**
 * In which language the source is highlighted, indented and completed. `magic-…` is a cell with a magic, whose body is in that language.
 */
export type EditorLanguage =
  'python' | 'markdown' | 'magic-sql' | 'magic-graphql' | 'magic-yaml' | 'text';

/**
 * Edits source code. The source is there at once as text; the editor itself is loaded when the
 * element is first focused or seen, and takes over with the caret, selection and typed text.
 *
 * @summary A code editor that costs nothing until it is needed.
 * @tag serverless-editor
 * @fires serverless-change - the reader changed the source; setting `value` fires nothing
 * @fires serverless-leave - an arrow key was pressed at the first or last line
 * @csspart editor - the frame around the source
 * @csspart source - the source while the editor is not loaded
 * @cssprop --serverless-code-keyword - colour of keywords
 * @cssprop --serverless-code-string - colour of strings
 * @cssprop --serverless-code-number - colour of numbers and constants
 * @cssprop --serverless-code-comment - colour of comments
 * @cssprop --serverless-code-function - colour of names where they are defined or called
 * @cssprop --serverless-code-type - colour of classes, decorators and modules
 */
export class EditorElement extends LitElement implements CodeHost {
  static override styles = [tokens, editorStyles];

  @property() language: EditorLanguage = 'python';
  @property({type: Boolean, reflect: true}) readonly = false;
  /** The accessible name. */
  @property() label = 'Code';
  /** Shown while there is no source. */
  @property() placeholder = '';
  /** Breaks long lines instead of scrolling sideways. */
  @property({type: Boolean, reflect: true}) wrap = false;
  /** Answers completion and documentation once it has started; typing never starts it. */
  @property({attribute: false}) kernel: Kernel | null = null;
  /** Completes cells that start with one of these. */
  @property({attribute: false}) magics: MagicRegistry | null = null;

  @state() private failure: Error | null = null;

  #value = '';
  #preview: Preview | undefined;
  #view: CodeView | undefined;
  #stopWaiting: (() => void)[] = [];

  /** The source. Setting it keeps the caret where it makes sense and fires no event. */
  @property()
  get value(): string {
    return this.#value;
  }

  set value(value: string) {
    const old = this.#value;
    this.#value = (value ?? '').replace(/\r\n?/g, '\n');
    if (old === this.#value) return;
    if (this.#view) this.#view.value = this.#value;
    else if (this.#preview) this.#preview.value = this.#value;
    this.requestUpdate('value', old);
  }

  /** Where the caret is, in UTF-16 units of the source. */
  get caret(): number {
    return this.#view?.caret ?? this.#preview?.selection?.head ?? 0;
  }

  /** Has no effect while the source is only previewed, which has a caret when it has the focus. */
  set caret(offset: number) {
    if (this.#view) this.#view.caret = offset;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.hasUpdated) return;
    if (this.#view) this.#view.attach();
    else this.#wait();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
    this.#view?.detach();
  }

  override focus(options?: FocusOptions): void {
    if (this.#view) this.#view.focus();
    else if (this.#preview) this.#preview.element.focus(options);
    else void this.updateComplete.then(() => this.focus(options));
  }

  override blur(): void {
    const focused = this.shadowRoot?.activeElement;
    if (focused instanceof HTMLElement) focused.blur();
  }

  /** Called by the editor when the reader changed the source. */
  changed(value: string): void {
    this.#value = value;
    this.dispatchEvent(new ChangeEvent(value));
  }

  /** Called by the editor at the first or last line; tells whether someone took the focus over. */
  leave(direction: 'up' | 'down'): boolean {
    return !this.dispatchEvent(new LeaveEvent(direction));
  }

  protected override firstUpdated(): void {
    const preview = new Preview((value) => this.changed(value));
    preview.value = this.#value;
    preview.element.addEventListener('focus', () => void this.#open());
    this.#frame.append(preview.element);
    this.#preview = preview;
    this.#wait();
  }

  protected override updated(): void {
    const {readonly, label, placeholder} = this;
    if (this.#view) this.#view.configure();
    else if (this.#preview) Object.assign(this.#preview, {readonly, label, placeholder});
  }

  protected override render(): TemplateResult {
    return html`
      <div part="editor" class="frame ${this.wrap ? 'wrap' : ''}"></div>
      <span id="help" class="help">Escape, then Tab leaves the editor.</span>
      ${this.failure ? this.#renderFailure() : nothing}
    `;
  }

  #renderFailure(): TemplateResult {
    return html`<div class="failure" role="status">
      The code editor could not be loaded, so this is plain text. It can be edited and run.
      <button type="button" @click=${() => this.#open()}>Try again</button>
    </div>`;
  }

  get #frame(): HTMLElement {
    return this.renderRoot.querySelector<HTMLElement>('.frame')!;
  }

  #wait(): void {
    this.#stop();
    const decorate = (): void => this.#decorate();
    this.#stopWaiting = [
      whenSeen(this, () => void this.#open()),
      whenSeen(this, () => (codeMirror ? decorate() : whenLoaded.add(decorate)), '100%'),
      () => whenLoaded.delete(decorate),
    ];
  }

  #stop(): void {
    for (const stop of this.#stopWaiting.splice(0)) stop();
  }

  /** Colours the source of a cell that is about to be scrolled to. */
  #decorate(): void {
    codeMirror?.colour(this);
    const highlighted = codeMirror?.highlight(this.#value, this.language);
    if (highlighted) this.#preview?.decorate(highlighted);
  }

  /** Replaces the preview by the editor. */
  async #open(): Promise<void> {
    this.#stop();
    try {
      codeMirror ??= await import('./editor/codemirror.js');
      await codeMirror.loadLanguage(this.language);
    } catch (error) {
      this.failure = error as Error;
      return;
    }
    this.failure = null;
    for (const decorate of whenLoaded) decorate();
    whenLoaded.clear();
    await this.#preview?.settled();
    if (this.#view || !this.#preview || !this.isConnected) return;

    const {original, value, selection, element} = this.#preview;
    const focused = this.shadowRoot?.activeElement === element;
    const {scrollLeft} = element;
    codeMirror.colour(this);
    this.#view = new codeMirror.CodeView(this, this.#frame, {original, value, selection});
    element.remove();
    this.#preview = undefined;
    this.#view.scrollLeft = scrollLeft;
    if (focused) this.#view.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'serverless-editor': EditorElement;
  }
}
