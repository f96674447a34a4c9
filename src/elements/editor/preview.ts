/** Where the selection is, in UTF-16 units of the source. `head` is the end that moves. */
export interface SelectionRange {
  readonly anchor: number;
  readonly head: number;
}

const indent = '    ';

/**
 * The source before the real editor is there: text that can be selected and copied and, unless it
 * is read-only, already edited. The browser itself does the editing, so nothing that is typed or
 * pasted while the editor is on its way is lost, and a page whose editor never arrives can be used.
 */
export class Preview {
  readonly element: HTMLPreElement;
  /** What the value was before the reader changed it, so that the change can be undone. */
  original = '';
  #value = '';
  #readonly = false;
  /** After Escape, Tab moves the focus on. */
  #tabLeaves = false;
  #composing = false;
  #pointerDown = false;
  #settled: (() => void)[] = [];

  constructor(changed: (value: string) => void) {
    const pre = document.createElement('pre');
    pre.className = 'preview';
    pre.part.add('source');
    pre.tabIndex = 0;
    pre.setAttribute('role', 'textbox');
    pre.setAttribute('aria-multiline', 'true');
    pre.setAttribute('aria-describedby', 'help');
    pre.spellcheck = false;
    pre.setAttribute('autocapitalize', 'off');
    pre.setAttribute('autocorrect', 'off');
    pre.translate = false;
    pre.addEventListener('input', () => {
      this.#value = this.#read();
      changed(this.#value);
    });
    pre.addEventListener('keydown', this.#onKeydown);
    pre.addEventListener('blur', () => (this.#tabLeaves = false));
    pre.addEventListener('compositionstart', () => (this.#composing = true));
    pre.addEventListener('compositionend', () => {
      this.#composing = false;
      this.#settle();
    });
    pre.addEventListener('pointerdown', () => {
      this.#pointerDown = true;
      // The pointer may be let go anywhere.
      const up = new AbortController();
      for (const type of ['pointerup', 'pointercancel', 'dragend']) {
        addEventListener(type, () => this.#release(up), {capture: true, signal: up.signal});
      }
    });
    this.element = pre;
  }

  get value(): string {
    return this.#value;
  }

  set value(value: string) {
    this.original = value;
    if (value === this.#value) return;
    this.#value = value;
    this.element.textContent = shown(value);
  }

  /** Shows the source in colours, unless the reader is in it. */
  decorate(highlighted: DocumentFragment): void {
    const root = this.element.getRootNode();
    const focused = root instanceof ShadowRoot && root.activeElement === this.element;
    if (!focused && !this.busy) this.element.replaceChildren(highlighted, '\n');
  }

  set readonly(readonly: boolean) {
    this.#readonly = readonly;
    this.element.contentEditable = readonly ? 'inherit' : 'plaintext-only';
    this.element.setAttribute('aria-readonly', String(readonly));
  }

  set label(label: string) {
    this.element.setAttribute('aria-label', label);
  }

  set placeholder(placeholder: string) {
    this.element.dataset['placeholder'] = placeholder;
  }

  /** Whether the reader is in the middle of something that a change of the text would break off. */
  get busy(): boolean {
    return this.#composing || this.#pointerDown || this.#selectedFromOutside;
  }

  /** A selection that goes across the page does not focus what it crosses. */
  get #selectedFromOutside(): boolean {
    const root = this.element.getRootNode();
    if (!(root instanceof ShadowRoot) || root.activeElement === this.element) return false;
    const selection = document.getSelection();
    return !!selection && selection.type === 'Range' && selection.containsNode(root.host, true);
  }

  /** Settles when the reader is not in the middle of a gesture. */
  async settled(): Promise<void> {
    if (!this.busy) return;
    document.addEventListener('selectionchange', this.#settle);
    while (this.busy) await new Promise<void>((resolve) => this.#settled.push(resolve));
    document.removeEventListener('selectionchange', this.#settle);
  }

  get selection(): SelectionRange | undefined {
    const root = this.element.getRootNode();
    const selection = document.getSelection();
    if (!selection || !(root instanceof ShadowRoot)) return undefined;
    const range = selection.getComposedRanges({shadowRoots: [root]})[0];
    if (!range || !this.element.contains(range.startContainer)) return undefined;
    const end = this.#value.length;
    const from = Math.min(this.#offset(range.startContainer, range.startOffset), end);
    const to = this.element.contains(range.endContainer)
      ? Math.min(this.#offset(range.endContainer, range.endOffset), end)
      : end;
    return selection.direction === 'backward' ? {anchor: to, head: from} : {anchor: from, head: to};
  }

  #offset(node: Node, offset: number): number {
    const range = document.createRange();
    range.setStart(this.element, 0);
    range.setEnd(node, offset);
    return range.toString().length;
  }

  #read(): string {
    // Browsers differ in whether a new line is a character or an element.
    for (const br of this.element.querySelectorAll('br')) br.replaceWith('\n');
    return (this.element.textContent ?? '').replace(/\n$/, '');
  }

  #onKeydown = (event: KeyboardEvent): void => {
    const {key, ctrlKey, altKey, metaKey, shiftKey, isComposing} = event;
    if (key === 'Escape') this.#tabLeaves = true;
    else if (key !== 'Tab' && key !== 'Shift') this.#tabLeaves = false;
    if (this.#readonly || isComposing || ctrlKey || altKey || metaKey || shiftKey) return;
    if (key === 'Tab' && !this.#tabLeaves) this.#insert(event, indent);
    if (key === 'Enter') this.#insert(event, `\n${this.#indentation()}`);
  };

  #insert(event: KeyboardEvent, text: string): void {
    event.preventDefault();
    // Nothing else inserts text so that the browser can undo it.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    document.execCommand('insertText', false, text);
  }

  /** The indentation of a new line at the caret, as the real editor would make it. */
  #indentation(): string {
    const caret = this.selection?.head ?? 0;
    const line = this.#value.slice(0, caret).split('\n').at(-1) ?? '';
    const current = /^[ \t]*/.exec(line)?.[0] ?? '';
    return line.trimEnd().endsWith(':') ? current + indent : current;
  }

  #release(up: AbortController): void {
    up.abort();
    this.#pointerDown = false;
    this.#settle();
  }

  #settle = (): void => {
    if (!this.busy) for (const resolve of this.#settled.splice(0)) resolve();
  };
}

/** A last new line is not drawn by itself, so an empty last line needs a second one. */
function shown(value: string): string {
  return value === '' ? '' : `${value}\n`;
}
