/**
 * The box around one output. Long content scrolls inside it until the reader asks for all of it;
 * a box that scrolls can be focused, so that the arrow keys scroll it.
 */
export class OutputArea {
  readonly element = document.createElement('div');
  readonly content = document.createElement('div');
  readonly #body = document.createElement('div');
  readonly #toggle = document.createElement('button');
  readonly #observer = new ResizeObserver(() => this.#measure());
  #expanded = false;
  /** The height of the folded body, once the content was higher. */
  #foldedHeight = Infinity;
  #following = true;
  #scrollTop = 0;
  /** The name of the area for screen readers, where it scrolls. */
  label = 'Output';
  /** Called when the reader has scrolled to the end. */
  onReachEnd: () => void = () => {};

  constructor() {
    this.element.className = 'output';
    this.#body.className = 'body';
    this.content.className = 'content';
    this.#body.append(this.content);
    this.#body.addEventListener('keydown', (event) => this.#onKey(event));
    this.element.append(this.#body);
    this.#toggle.type = 'button';
    this.#toggle.className = 'toggle';
    this.#toggle.setAttribute('part', 'toggle');
    this.#toggle.addEventListener('click', () => this.#expand(!this.#expanded));
    this.#body.addEventListener('scroll', () => this.#onScroll(), {passive: true});
    this.connect();
  }

  /** Whether new text comes into sight: the end is, or nothing scrolls. */
  get following(): boolean {
    return this.#following || this.#expanded;
  }

  scrollToEnd(): void {
    if (!this.#following || this.#expanded) return;
    this.#body.scrollTop = this.#body.scrollHeight;
    // Its event comes a frame later; the reader may have scrolled up by then.
    this.#scrollTop = this.#body.scrollTop;
  }

  connect(): void {
    this.#observer.observe(this.content);
    this.#observer.observe(this.#body);
  }

  disconnect(): void {
    this.#observer.disconnect();
  }

  #measure(): void {
    const body = this.#body;
    const high = body.scrollHeight > body.clientHeight + 1;
    if (high && !this.#expanded) this.#foldedHeight = body.clientHeight;
    const long = this.#expanded ? this.content.offsetHeight > this.#foldedHeight : high;
    this.element.classList.toggle('folded', long && !this.#expanded);
    if (long) {
      this.#toggle.textContent = this.#expanded ? 'Collapse' : 'Show all';
      this.#toggle.setAttribute('aria-expanded', String(this.#expanded));
      if (!this.#toggle.isConnected) this.element.append(this.#toggle);
    } else {
      this.#toggle.remove();
    }
    if ((long && !this.#expanded) || body.scrollWidth > body.clientWidth + 1) {
      body.tabIndex = 0;
      body.setAttribute('role', 'group');
      body.setAttribute('aria-label', this.label);
    } else {
      for (const name of ['tabindex', 'role', 'aria-label']) body.removeAttribute(name);
    }
  }

  #expand(expanded: boolean): void {
    this.#expanded = expanded;
    this.element.classList.toggle('expanded', expanded);
    this.#measure();
    if (!expanded) this.element.scrollIntoView({block: 'nearest'});
  }

  /** The keys that scroll are for this box while it has the focus, not for a notebook around it. */
  #onKey(event: KeyboardEvent): void {
    const scrolls = /^(Arrow|Page|Home$|End$| $)/.test(event.key);
    if (scrolls && event.target === this.#body) event.stopPropagation();
  }

  #onScroll(): void {
    const {scrollTop, clientHeight, scrollHeight} = this.#body;
    const atEnd = scrollTop + clientHeight >= scrollHeight - 8;
    // Content that grows moves the end away too; only the reader moves up.
    if (atEnd && !this.#following) {
      this.#following = true;
      this.onReachEnd();
    } else if (!atEnd && scrollTop < this.#scrollTop) {
      this.#following = false;
    }
    this.#scrollTop = scrollTop;
  }
}
