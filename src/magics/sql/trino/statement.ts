import {MagicError, type Position} from '../../errors.js';
import {offsetIn, type BoundStatement} from '../statement.js';
import {literal, LiteralError, quoted} from './literals.js';
import type {QueryError} from './protocol.js';

/** A statement as it is sent, and where its errors are in the cell. */
export interface SentStatement {
  readonly sql: string;
  place(location: NonNullable<QueryError['errorLocation']>): Position | null;
}

/** Statements in which Trino knows parameters. */
const parametric = new Set(
  'SELECT WITH VALUES TABLE INSERT UPDATE DELETE MERGE CREATE REFRESH'.split(' '),
);
const execute = 'EXECUTE IMMEDIATE ';

/**
 * Values go beside the statement: `EXECUTE IMMEDIATE '…' USING …`. In statements that Trino has no
 * parameters for, such as EXPLAIN and SHOW, literals stand where the parameters did.
 */
export function sentStatement(statement: BoundStatement): SentStatement {
  const rendered = statement.render(() => '?');
  const {text, parameters} = rendered;
  const placeOf = (offset: number): Position | null => rendered.placeOf(offset);
  if (parameters.length === 0) {
    return {sql: text, place: (location) => placeOf(offsetOf(text, location))};
  }
  const literals = literalsOf(statement, placeOf);
  if (!parametric.has(statement.kind)) {
    const inline = statement.render((_, index) => literals[index]!);
    return {
      sql: inline.text,
      place: (location) => inline.placeOf(offsetOf(inline.text, location)),
    };
  }
  return {
    sql: `${execute}${quoted(text)}\nUSING ${literals.join(', ')}`,
    place: ({lineNumber, columnNumber}) => {
      // Columns of the first line are counted from the beginning of EXECUTE.
      const before = lineNumber === 1 ? execute.length + 1 : 0;
      return placeOf(offsetOf(text, {lineNumber, columnNumber: columnNumber - before}));
    },
  };
}

function literalsOf(
  {pieces}: BoundStatement,
  placeOf: (offset: number) => Position | null,
): string[] {
  const literals: string[] = [];
  let offset = 0;
  for (const piece of pieces) {
    if ('text' in piece) {
      offset += piece.text.length;
      continue;
    }
    const {field, value} = piece.parameter;
    try {
      literals.push(literal(field, value));
    } catch (error) {
      if (!(error instanceof LiteralError)) throw error;
      throw new MagicError(
        'ParameterError',
        `The value of "${field.name}" cannot be sent to Trino exactly: ${error.message}. Convert it first.`,
        {position: placeOf(offset)},
      );
    }
    // Its marker.
    offset += 1;
  }
  return literals;
}

/** Trino counts code points. */
function offsetOf(
  text: string,
  {lineNumber, columnNumber}: NonNullable<QueryError['errorLocation']>,
): number {
  const start = offsetIn(text, {line: lineNumber, column: 1});
  const line = text.slice(start).split('\n', 1)[0]!;
  return (
    start +
    Array.from(line)
      .slice(0, Math.max(columnNumber - 1, 0))
      .join('').length
  );
}
