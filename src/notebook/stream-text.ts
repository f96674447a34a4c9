import type {MultilineString, StreamOutput} from '../protocol/nbformat.js';

/** Short pieces are joined up to this length, so that a million `print` calls stay few pieces. */
const PIECE_LENGTH = 1 << 16;

/** Beyond this, one string could exceed what the engine allows, so the pieces are listed instead. */
const JOIN_LIMIT = 1 << 28;

/**
 * The text of one stream output, kept in pieces: appending costs the same however long the stream
 * already is, and its ends can be read without joining what lies between.
 */
export class StreamText implements StreamOutput {
  readonly output_type = 'stream';
  readonly name: 'stdout' | 'stderr';
  #pieces: string[] = [];
  #length = 0;

  constructor(name: 'stdout' | 'stderr', text: MultilineString = '') {
    this.name = name;
    for (const piece of typeof text === 'string' ? [text] : text) this.append(piece);
  }

  /** In UTF-16 units, as that of a string. */
  get length(): number {
    return this.#length;
  }

  get text(): MultilineString {
    if (this.#length > JOIN_LIMIT) return [...this.#pieces];
    if (this.#pieces.length > 1) this.#pieces = [this.#pieces.join('')];
    return this.#pieces[0] ?? '';
  }

  append(text: string): void {
    if (!text) return;
    const last = this.#pieces.at(-1);
    if (last !== undefined && last.length + text.length <= PIECE_LENGTH) {
      this.#pieces[this.#pieces.length - 1] = last + text;
    } else {
      this.#pieces.push(text);
    }
    this.#length += text.length;
  }

  /** The first `length` UTF-16 units. */
  head(length: number): string {
    let text = '';
    for (const piece of this.#pieces) {
      if (text.length >= length) break;
      text += piece.slice(0, length - text.length);
    }
    return text;
  }

  /** The last `length` UTF-16 units. */
  tail(length: number): string {
    const parts: string[] = [];
    let missing = length;
    for (let index = this.#pieces.length - 1; index >= 0 && missing > 0; index--) {
      const part = this.#pieces[index]!.slice(-missing);
      parts.unshift(part);
      missing -= part.length;
    }
    return parts.join('');
  }

  toBlob(): Blob {
    return new Blob(this.#pieces, {type: 'text/plain;charset=utf-8'});
  }

  toJSON(): StreamOutput {
    return {output_type: 'stream', name: this.name, text: this.text};
  }
}
