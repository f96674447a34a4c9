import type {Field} from '../../data/schema.js';
import type {Position} from '../errors.js';

/** A value that goes to the engine beside the text, never inside of it. */
export interface Parameter {
  readonly field: Field;
  /** As `Column.get` gives it: see `data/table.ts`. */
  readonly value: unknown;
}

/** Text of the statement, and whence in the body it comes, where it does. */
export interface TextPiece {
  readonly text: string;
  readonly start?: number;
}

/** A parameter, and where in the body it stands. */
export interface ParameterPiece {
  readonly parameter: Parameter;
  readonly start?: number;
}

export type Piece = TextPiece | ParameterPiece;

/** The statement as an engine gets it. */
export interface RenderedStatement {
  readonly text: string;
  /** In the order of their markers. */
  readonly parameters: readonly Parameter[];
  /** Where in the body a place of the text comes from; null for text that is not in the body. */
  placeOf(offset: number): Position | null;
  /** The same for a line and column from 1 of the text, as engines report errors. */
  place(position: Position): Position | null;
}

/** One statement with the values of its parameters. */
export class BoundStatement {
  /** The first keyword in capitals, such as `SELECT`, `EXPLAIN` or `CREATE`. */
  readonly kind: string;
  readonly pieces: readonly Piece[];
  readonly #body: string;

  constructor(kind: string, pieces: readonly Piece[], body: string) {
    this.kind = kind;
    this.pieces = pieces;
    this.#body = body;
  }

  /**
   * Writes the statement with a marker for each parameter.
   *
   * @param marker - such as `() => '?'` or `({field}) => `CAST(? AS ${typeOf(field)})``
   */
  render(marker: (parameter: Parameter, index: number) => string): RenderedStatement {
    const parameters: Parameter[] = [];
    const parts: {at: number; length: number; start?: number; isText: boolean}[] = [];
    let text = '';
    for (const piece of this.pieces) {
      const isText = 'text' in piece;
      const part = isText ? piece.text : marker(piece.parameter, parameters.length);
      if (!isText) parameters.push(piece.parameter);
      const {start} = piece;
      parts.push({
        at: text.length,
        length: part.length,
        isText,
        ...(start !== undefined && {start}),
      });
      text += part;
    }
    const placeOf = (offset: number): Position | null => {
      const part = parts.findLast(({at, length}) => at <= offset && (length > 0 || at === offset));
      if (part?.start === undefined) return null;
      return positionIn(this.#body, part.start + (part.isText ? offset - part.at : 0));
    };
    return {
      text,
      parameters,
      placeOf,
      place: (position) => placeOf(offsetIn(text, position)),
    };
  }
}

/** The line and column, from 1, of a place given in UTF-16 units. */
export function positionIn(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return {line: before.split('\n').length, column: offset - lineStart + 1};
}

/** The place, in UTF-16 units, of a line and column from 1. */
export function offsetIn(text: string, {line, column}: Position): number {
  let start = 0;
  for (let i = 1; i < line; i++) {
    const end = text.indexOf('\n', start);
    if (end < 0) break;
    start = end + 1;
  }
  return Math.min(start + column - 1, text.length);
}
