import type {MagicHandler} from './magic.js';

/**
 * Which magics are answered in JavaScript. A notebook has one of its own, whose `parent` is that of
 * the page.
 *
 * ```ts
 * const remove = notebook.magics.add({name: 'tickets', run: async (call) => …});
 * ```
 *
 * @fires magics-change - a handler was added or removed
 */
export class MagicRegistry extends EventTarget {
  readonly #parent: MagicRegistry | null;
  readonly #load: (name: string) => Promise<void>;
  #handlers: MagicHandler[] = [];

  /** @param load - fetches what could answer a magic that nobody answers yet */
  constructor(
    parent: MagicRegistry | null = null,
    load: (name: string) => Promise<void> = async (name) => parent?.load(name),
  ) {
    super();
    this.#parent = parent;
    this.#load = load;
    parent?.addEventListener('magics-change', () => this.#changed());
  }

  /**
   * Answers a magic. Of handlers with the same name and connection, the one added last is asked.
   *
   * @returns a function that removes the handler
   */
  add(handler: MagicHandler): () => void {
    this.#handlers = [handler, ...this.#handlers];
    this.#changed();
    return () => {
      this.#handlers = this.#handlers.filter((other) => other !== handler);
      this.#changed();
    };
  }

  /** The handlers that cells can reach, nearest first; of one magic, or of all. */
  handlers(name?: string): readonly MagicHandler[] {
    const near = this.#handlers.filter((handler) => !name || handler.name === name);
    const taken = new Set(near.map(keyOf));
    const far = this.#parent?.handlers(name).filter((handler) => !taken.has(keyOf(handler))) ?? [];
    return [...near.filter((handler, i) => near.findIndex(sameAs(handler)) === i), ...far];
  }

  /** Settles when those who can answer a magic are here, if there are any. */
  async load(name: string): Promise<void> {
    if (this.handlers(name).length > 0) return;
    // Who calls a magic that is not there is told so, for whatever reason it is not.
    await this.#load(name).catch((error: unknown) => console.error(error));
  }

  #changed(): void {
    this.dispatchEvent(new Event('magics-change'));
  }
}

/** The magic that a cell starts with, such as `sql` for `%%sql`; null where it starts with none. */
export function magicOf(source: string): string | null {
  return /^\s*%%(\w+)/.exec(source)?.[1] ?? null;
}

const keyOf = ({name, connection = ''}: MagicHandler): string => `${name} ${connection}`;

const sameAs = (handler: MagicHandler) => (other: MagicHandler) => keyOf(other) === keyOf(handler);
