import {positionAt} from './operation.js';
import type {Position} from '../errors.js';

/** What is put into a text instead of a part of it. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A text with changes, that knows where its places were before. */
export class EditedText {
  readonly text: string;
  readonly #source: string;
  readonly #edits: readonly Edit[];

  constructor(source: string, edits: readonly Edit[]) {
    this.#source = source;
    this.#edits = edits.toSorted((a, b) => a.start - b.start);
    let text = '';
    let end = 0;
    for (const edit of this.#edits) {
      text += source.slice(end, edit.start) + edit.text;
      end = edit.end;
    }
    this.text = text + source.slice(end);
  }

  /** Where a place of the changed text is in the text of before. */
  original(position: Position): Position {
    let offset = offsetOf(this.text, position);
    for (const {start, end, text} of this.#edits) {
      if (offset < start) break;
      offset = Math.max(start, offset - text.length + (end - start));
    }
    return positionAt(this.#source, Math.min(offset, this.#source.length));
  }
}

function offsetOf(text: string, {line, column}: Position): number {
  const lines = text.split(/(?<=\r\n|\n|\r(?!\n))/);
  return lines.slice(0, line - 1).join('').length + column - 1;
}
