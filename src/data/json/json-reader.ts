import {DataError} from '../errors.js';

/**
 * Reads JSON from a text, value by value: whole numbers that a `number` does not hold are bigints,
 * and an error says where it is.
 */
export class JsonReader {
  #text: string;
  #at = 0;
  /** Of the text that was dropped, for messages: whole lines, and characters of the last. */
  #lines = 0;
  #columns = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get position(): number {
    return this.#at;
  }

  /** How much of the text is not read yet. */
  get rest(): number {
    return this.#text.length - this.#at;
  }

  /** Goes back to where it was; not behind what was dropped. */
  goTo(position: number): void {
    this.#at = position;
  }

  /** Adds to the text, and drops what is read of it. */
  append(text: string): void {
    const read = this.#text.slice(0, this.#at);
    const newline = read.lastIndexOf('\n');
    this.#lines += read.split('\n').length - 1;
    this.#columns = newline < 0 ? this.#columns + read.length : read.length - newline - 1;
    this.#text = this.#text.slice(this.#at) + text;
    this.#at = 0;
  }

  /** Whether this character comes next; it is taken then. */
  takes(char: string): boolean {
    this.#skipSpace();
    if (this.#text[this.#at] !== char) return false;
    this.#at++;
    return true;
  }

  /** What comes next, without taking it. */
  peek(): string {
    this.#skipSpace();
    return this.#text[this.#at] ?? '';
  }

  value(): unknown {
    switch (this.peek()) {
      case '{':
        return this.#object();
      case '[':
        return this.#array();
      case '"':
        return this.#string();
      case 't':
        return this.#word('true', true);
      case 'f':
        return this.#word('false', false);
      case 'n':
        return this.#word('null', null);
      case 'N':
        return this.#word('NaN', NaN);
      case 'I':
        return this.#word('Infinity', Infinity);
      default:
        return this.#number();
    }
  }

  error(problem: string): DataError {
    const before = this.#text.slice(0, this.#at);
    const newline = before.lastIndexOf('\n');
    const line = this.#lines + before.split('\n').length;
    const column = newline < 0 ? this.#columns + this.#at + 1 : this.#at - newline;
    if (this.#at >= this.#text.length) {
      return new DataError(
        `The JSON ends too early, in line ${line}: ${problem}. Load it again; if it stays short, write it again.`,
      );
    }
    const found = JSON.stringify(this.#text.slice(this.#at, this.#at + 20));
    return new DataError(
      `The JSON is wrong in line ${line}, column ${column}: ${problem} at ${found}. Correct it there.`,
    );
  }

  #skipSpace(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return;
      this.#at++;
    }
  }

  #object(): Record<string, unknown> {
    this.#at++;
    const object: Record<string, unknown> = {};
    if (this.takes('}')) return object;
    do {
      if (this.peek() !== '"') throw this.error(NO_NAME);
      const name = this.#string();
      if (!this.takes(':')) throw this.error(NO_COLON);
      const value = this.value();
      setMember(object, name, value);
    } while (this.takes(','));
    if (!this.takes('}')) throw this.error(UNCLOSED_OBJECT);
    return object;
  }

  #array(): unknown[] {
    this.#at++;
    const items: unknown[] = [];
    if (this.takes(']')) return items;
    do items.push(this.value());
    while (this.takes(','));
    if (!this.takes(']')) throw this.error(UNCLOSED_ARRAY);
    return items;
  }

  #string(): string {
    const start = this.#at + 1;
    let end = start;
    let isPlain = true;
    for (; ; end++) {
      const code = this.#text.charCodeAt(end);
      if (code === 34) break;
      if (Number.isNaN(code)) {
        this.#at = this.#text.length;
        throw this.error('a text is not closed');
      }
      if (code === 92) {
        isPlain = false;
        end++;
      } else if (code < 32) {
        this.#at = end;
        throw this.error(
          'a line break, tab or other control character stands in a text, unescaped,',
        );
      }
    }
    this.#at = end + 1;
    if (isPlain) return this.#text.slice(start, end);
    try {
      return JSON.parse(this.#text.slice(start - 1, end + 1)) as string;
    } catch {
      this.#at = start - 1;
      throw this.error('an escape in a text is unknown');
    }
  }

  #word<Value>(word: string, value: Value): Value {
    if (!this.#text.startsWith(word, this.#at)) throw this.error('a value is missing');
    this.#at += word.length;
    return value;
  }

  #number(): number | bigint {
    NUMBER.lastIndex = this.#at;
    const match = NUMBER.exec(this.#text);
    if (!match) throw this.error('a value is missing');
    const [text, fraction] = match;
    this.#at = NUMBER.lastIndex;
    if (text === '-Infinity') return -Infinity;
    const number = Number(text);
    return fraction !== undefined || Number.isSafeInteger(number) ? number : BigInt(text);
  }
}

export const UNCLOSED_ARRAY = 'a comma or "]" is missing';
export const UNCLOSED_OBJECT = 'a comma or "}" is missing';
export const NO_NAME = 'a name in double quotes is missing';
export const NO_COLON = 'a colon is missing';

/** Also where the name is `__proto__`. */
export function setMember(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(object, name, {...PLAIN, value});
  else object[name] = value;
}

const PLAIN = {writable: true, enumerable: true, configurable: true};
/** Python writes the infinities and NaN, too. */
const NUMBER = /-?(?:(?:0|[1-9]\d*)(\.\d+(?:[eE][+-]?\d+)?|[eE][+-]?\d+)?|Infinity)(?![\d.])/y;
