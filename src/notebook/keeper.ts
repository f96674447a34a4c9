import type {Cell} from '../protocol/nbformat.js';
import type {CellModel} from './cell-model.js';
import type {NotebookModel} from './notebook-model.js';
import {NotebookStore, type StoredNotebook} from './store.js';

/** Edits come in bursts; one save for each pause is enough. */
const pauseMs = 400;

/** What is known of a reader's own version of the notebook. */
export type Kept =
  | {readonly is: 'none'}
  /** The reader's version is shown. */
  | {readonly is: 'shown'; readonly saved: number; readonly withOutputs: boolean}
  | {readonly is: 'failed'; readonly error: Error};

/** The author's cells, and what was in them before a reader could have changed it. */
export interface Original {
  readonly cells: readonly CellModel[];
  readonly file: readonly Cell[];
}

/**
 * Keeps what a reader changes in a notebook, under a key, together with a hash of what the author
 * wrote: a newer version of the page is never hidden by an older copy, and the copy is never lost.
 *
 * @fires keeper-change - `kept` or `outdated` changed
 */
export class Keeper extends EventTarget {
  readonly key: string;
  #model: NotebookModel;
  #original: Original;
  #author: string;
  #store: NotebookStore | null = null;
  #outdated: StoredNotebook | null = null;
  #kept: Kept = {is: 'none'};
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  constructor(model: NotebookModel, key: string, original: Original) {
    super();
    this.key = key;
    this.#model = model;
    this.#original = original;
    this.#author = hash(essence(original.file));
  }

  get kept(): Kept {
    return this.#kept;
  }

  /** When the reader edited an older version of the page, whose edits are not shown; else null. */
  get outdated(): number | null {
    return this.#outdated?.saved ?? null;
  }

  /** Shows the reader's version, unless the author has changed the page since. */
  async restore(): Promise<void> {
    await this.#try(async (store) => {
      const found = await store.list(this.key);
      if (this.#closed) return;
      const mine = found.find(({author}) => author === this.#author);
      this.#outdated = found.find(({author}) => author !== this.#author) ?? null;
      // Who was faster than the store is not interrupted, and can still choose the older version.
      if (mine && this.#edited) this.#outdated = mine;
      const shown = mine && !this.#edited;
      if (shown) this.#show(mine.cells, this.#original.cells);
      this.#setKept(shown ? {is: 'shown', saved: mine.saved, withOutputs: true} : {is: 'none'});
    });
  }

  /** Shows the reader's version of an older page, and goes on from there. */
  async showOutdated(): Promise<void> {
    if (!this.#outdated) return;
    this.#show(this.#outdated.cells, []);
    await this.save();
    await this.discardOutdated();
  }

  async discardOutdated(): Promise<void> {
    await this.#try(async (store) => {
      for (const {author} of await store.list(this.key)) {
        if (author !== this.#author) await store.delete(this.key, author);
      }
      this.#outdated = null;
      this.#setKept(this.#kept);
    });
  }

  /**
   * Forgets the reader's version and shows what the author wrote.
   *
   * @returns a function that takes it back
   */
  async discard(): Promise<() => Promise<void>> {
    const discarded = this.#contents;
    await this.#try(async (store) => {
      await store.delete(this.key, this.#author);
      this.#show(
        this.#original.file.map((cell, origin) => ({cell, origin})),
        this.#original.cells,
      );
      this.#setKept({is: 'none'});
    });
    return async () => {
      this.#show(discarded, this.#original.cells);
      await this.save();
    };
  }

  /** Says that something may have changed; it is saved when the reader pauses. */
  changed(): void {
    clearTimeout(this.#timer);
    if (this.#closed) return;
    this.#timer = setTimeout(() => void this.save(), pauseMs);
  }

  /** Saves what differs from the author's version, now. */
  async save(): Promise<void> {
    clearTimeout(this.#timer);
    const edited = this.#edited;
    const cells = this.#contents;
    if (!edited && this.#kept.is !== 'shown') return;
    await this.#try(async (store) => {
      const saved = Date.now();
      const {key} = this;
      if (edited) {
        const withOutputs = await put(store, {key, author: this.#author, saved, cells});
        this.#setKept({is: 'shown', saved, withOutputs});
      } else {
        await store.delete(this.key, this.#author);
        this.#setKept({is: 'none'});
      }
    });
  }

  /** Saves for the last time: from now on the notebook shows something else. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.save();
  }

  get #edited(): boolean {
    const now = this.#contents.map(({cell}) => cell);
    return essence(now) !== essence(this.#original.file);
  }

  get #contents(): StoredNotebook['cells'] {
    return this.#model.cells.map((cell) => {
      const origin = this.#original.cells.indexOf(cell);
      return {cell: cell.toJSON(), origin: origin < 0 ? null : origin};
    });
  }

  #show(cells: StoredNotebook['cells'], originals: readonly CellModel[]): void {
    this.#model.restore(
      cells.map(({cell, origin}) => ({
        cell,
        model: origin === null ? null : (originals[origin] ?? null),
      })),
    );
    // That was no change by the reader.
    clearTimeout(this.#timer);
  }

  /** A browser may forbid storage; the notebook works all the same, and says so. */
  async #try(action: (store: NotebookStore) => Promise<void>): Promise<void> {
    try {
      this.#store ??= await NotebookStore.open();
      await action(this.#store);
    } catch (error) {
      this.#setKept({is: 'failed', error: error as Error});
    }
  }

  #setKept(kept: Kept): void {
    this.#kept = kept;
    this.dispatchEvent(new Event('keeper-change'));
  }
}

/**
 * Browsers limit the size of an entry. What the reader wrote is not lost for that: outputs can be
 * made again.
 *
 * @returns whether the outputs are kept too
 */
async function put(store: NotebookStore, notebook: StoredNotebook): Promise<boolean> {
  try {
    await store.put(notebook);
    return true;
  } catch {
    const cells = notebook.cells.map(({cell, origin}) => ({
      cell: cell.cell_type === 'code' ? {...cell, outputs: []} : cell,
      origin,
    }));
    await store.put({...notebook, cells});
    return false;
  }
}

/** What an author or a reader writes: types and sources, but no outputs. */
function essence(cells: readonly Cell[]): string {
  return JSON.stringify(cells.map(({cell_type, source}) => [cell_type, source]));
}

/** Tells versions of a page apart; unlike `crypto.subtle`, it also works on a page without HTTPS. */
function hash(text: string): string {
  return [fnv(text, 2166136261), fnv(text, 3339675911), text.length].join('-');
}

/** The hash FNV-1a, of 32 bits. */
function fnv(text: string, seed: number): string {
  let hash = seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
  return (hash >>> 0).toString(36);
}
