import type {DataError} from '../errors.js';
import type {Pacer} from '../pacer.js';
import {
  JsonReader,
  NO_COLON,
  NO_NAME,
  setMember,
  UNCLOSED_ARRAY,
  UNCLOSED_OBJECT,
} from './json-reader.js';

/** Reads JSON value by value while its text still comes, part by part. */
export class JsonStream {
  readonly #reader = new JsonReader('');
  readonly #parts: AsyncIterator<string, void>;
  readonly #pacer: Pacer;
  #ended = false;

  constructor(parts: AsyncIterator<string, void>, pacer: Pacer) {
    this.#parts = parts;
    this.#pacer = pacer;
  }

  /** The next character that is no space; empty at the end. */
  async peek(): Promise<string> {
    for (;;) {
      const char = this.#reader.peek();
      if (char !== '' || this.#ended) return char;
      await this.#grow();
    }
  }

  async takes(char: string): Promise<boolean> {
    return (await this.peek()) === char && this.#reader.takes(char);
  }

  async value(): Promise<unknown> {
    await this.#pacer.rest();
    for (;;) {
      const start = this.#reader.position;
      try {
        const value = this.#reader.value();
        // A number may go on in the next part.
        if (this.#ended || this.#reader.peek() !== '') return value;
      } catch (error) {
        if (this.#ended) throw error;
      }
      this.#reader.goTo(start);
      // Twice as much each time, so that a long value is not begun too often.
      await this.#grow(this.#reader.rest);
    }
  }

  /** The items of an array, one by one. */
  async *items(): AsyncGenerator<unknown, void> {
    await this.takes('[');
    if (await this.takes(']')) return;
    do yield await this.value();
    while (await this.takes(','));
    if (!(await this.takes(']'))) throw this.error(UNCLOSED_ARRAY);
  }

  /** An object, the items of whose arrays are read one by one, since they may be many. */
  async object(): Promise<Record<string, unknown>> {
    const object: Record<string, unknown> = {};
    await this.takes('{');
    if (await this.takes('}')) return object;
    do {
      if ((await this.peek()) !== '"') throw this.error(NO_NAME);
      const name = (await this.value()) as string;
      if (!(await this.takes(':'))) throw this.error(NO_COLON);
      const isArray = (await this.peek()) === '[';
      setMember(object, name, isArray ? await this.#array() : await this.value());
    } while (await this.takes(','));
    if (!(await this.takes('}'))) throw this.error(UNCLOSED_OBJECT);
    return object;
  }

  error(problem: string): DataError {
    return this.#reader.error(problem);
  }

  async #array(): Promise<unknown[]> {
    const items: unknown[] = [];
    for await (const item of this.items()) items.push(item);
    return items;
  }

  /** Takes at least one more part, and at least so many characters. */
  async #grow(atLeast = 0): Promise<void> {
    let text = '';
    do {
      const {done, value} = await this.#parts.next();
      if (done) this.#ended = true;
      else text += value;
    } while (text.length < atLeast && !this.#ended);
    this.#reader.append(text);
  }
}
