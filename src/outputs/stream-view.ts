import {linesToNodes} from './terminal-nodes.js';
import {Terminal} from './terminal.js';

/** Text that grows at its end. */
export interface TextSource {
  readonly length: number;
  head(length: number): string;
  tail(length: number): string;
  toBlob(): Blob;
}

/** Text that does not grow, such as a `text/plain` result. */
export function textSource(text: string): TextSource {
  return {
    length: text.length,
    head: (length) => text.slice(0, length),
    tail: (length) => (length > 0 ? text.slice(-length) : ''),
    toBlob: () => new Blob([text], {type: 'text/plain;charset=utf-8'}),
  };
}

/** Up to so many characters everything is in the page; of more, only the two ends. */
const WHOLE_LENGTH = 1 << 20;
const END_LENGTH = 1 << 17;
/** How often a tail is made anew while more arrives. */
const TAIL_INTERVAL_MS = 250;
/** Lines of one block; the browser skips the layout of blocks that are out of sight. */
const BLOCK_LINES = 100;

export interface StreamViewOptions {
  /** Whether the reader looks at the end; a tail stays as it is while they read elsewhere. */
  readonly following?: () => boolean;
  /** Called after a tail was shown later than the update that brought it. */
  readonly shown?: () => void;
}

/** What stands in the place of text that is too long to be shown whole. */
interface Ends {
  readonly gap: HTMLElement;
  readonly tail: HTMLElement;
  shownAt: number;
  timer?: number;
}

/**
 * Shows text of a terminal while it grows. The work for each update depends on what is new, never
 * on what is there.
 */
export class StreamView {
  readonly element = document.createElement('pre');
  #source: TextSource;
  #terminal = new Terminal();
  #live = block();
  /** How much of the source the terminal has read. */
  #read = 0;
  /** Characters in the blocks that never change again. */
  #settled = 0;
  #ends?: Ends;
  #options: StreamViewOptions;

  constructor(source: TextSource, options: StreamViewOptions = {}) {
    this.#source = source;
    this.#options = options;
    this.element.append(this.#live);
    this.update(source);
  }

  /** Shows what has been added to the source, or another source from its start. */
  update(source: TextSource): void {
    if (source !== this.#source || source.length < this.#read) this.#restart(source);
    if (this.#ends || source.length - this.#read > WHOLE_LENGTH) return this.#updateEnds();
    const added = source.tail(source.length - this.#read);
    this.#read = source.length;
    this.#terminal.write(added);
    while (this.#terminal.lines.length > 2 * BLOCK_LINES) {
      const lines = this.#terminal.takeLines(BLOCK_LINES);
      if (lines.length === 0) break;
      this.#settled += lines.reduce((sum, line) => sum + line.length + 1, 0);
      const settled = block();
      settled.append(linesToNodes(lines));
      this.#live.before(settled);
    }
    const {lines} = this.#terminal;
    if (this.#settled + lines.reduce((sum, line) => sum + line.length + 1, 0) > WHOLE_LENGTH) {
      return this.#updateEnds();
    }
    this.#live.replaceChildren(linesToNodes(lines, {open: true}));
  }

  /** Shows the newest end at once, after the reader came back to it. */
  catchUp(): void {
    if (this.#ends && this.#source.length > this.#read) this.#showTail(this.#ends);
  }

  /** Shows what waits for its turn, if the reader looks at the end. */
  flush(): void {
    if (this.#isFollowing) this.catchUp();
  }

  get #isFollowing(): boolean {
    return this.#options.following?.() ?? true;
  }

  #restart(source: TextSource): void {
    clearTimeout(this.#ends?.timer);
    this.#source = source;
    this.#terminal = new Terminal();
    this.#read = 0;
    this.#settled = 0;
    this.#ends = undefined;
    this.element.replaceChildren(this.#live);
  }

  #updateEnds(): void {
    if (!this.#ends) {
      const head = this.#source.head(END_LENGTH);
      const gap = document.createElement('div');
      gap.className = 'gap';
      this.#ends = {gap, tail: block(), shownAt: -Infinity};
      this.element.replaceChildren(
        ...blocksOf(head.slice(0, head.lastIndexOf('\n') + 1 || head.length)),
        gap,
        this.#ends.tail,
      );
    }
    const ends = this.#ends;
    if (ends.timer !== undefined || !this.#isFollowing) return;
    const wait = ends.shownAt + TAIL_INTERVAL_MS - performance.now();
    if (wait <= 0) return this.#showTail(ends);
    ends.timer = window.setTimeout(() => {
      ends.timer = undefined;
      if (this.#ends === ends && this.#isFollowing) this.#showTail(ends);
    }, wait);
  }

  #showTail(ends: Ends): void {
    const end = this.#source.tail(END_LENGTH);
    const tail = end.slice(end.indexOf('\n') + 1);
    const hidden = this.#source.length - END_LENGTH - tail.length;
    ends.tail.replaceChildren(...blocksOf(tail));
    ends.gap.replaceChildren(`${formatLength(hidden)} hidden `, this.#download());
    ends.shownAt = performance.now();
    this.#read = this.#source.length;
    this.#options.shown?.();
  }

  #download(): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Download full output';
    button.addEventListener('click', () => {
      const anchor = document.createElement('a');
      anchor.href = URL.createObjectURL(this.#source.toBlob());
      anchor.download = 'output.txt';
      anchor.click();
      setTimeout(() => URL.revokeObjectURL(anchor.href), 60_000);
    });
    return button;
  }
}

function block(): HTMLDivElement {
  const element = document.createElement('div');
  element.className = 'block';
  return element;
}

function blocksOf(text: string): HTMLDivElement[] {
  const terminal = new Terminal();
  terminal.write(text);
  const blocks: HTMLDivElement[] = [];
  const {lines} = terminal;
  for (let start = 0; start < lines.length; start += BLOCK_LINES) {
    const end = start + BLOCK_LINES;
    const element = block();
    element.append(linesToNodes(lines.slice(start, end), {open: end >= lines.length}));
    blocks.push(element);
  }
  return blocks;
}

function formatLength(characters: number): string {
  if (characters < 1e6) return `${Math.ceil(characters / 1e3)} kB`;
  return `${(characters / 1e6).toFixed(1)} MB`;
}
