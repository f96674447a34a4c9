import type {Field} from '../../data/schema.js';
import type {Table} from '../../data/table.js';
import type {Kernel} from '../../kernel/kernel.js';
import {MagicError} from '../errors.js';
import {BoundStatement, positionIn, type Piece} from './statement.js';
import {errorAt, expressionsOf, type Template, type TemplatePart} from './template.js';

type ValuePart = Extract<TemplatePart, {type: 'value'}>;

/** A template, and the body that it is of; a saved query is of another than the cell's. */
export interface Source {
  readonly templates: readonly Template[];
  readonly body: string;
}

/** The values of expressions, in one row. */
export type Values = ReadonlyMap<string, {readonly field: Field; readonly value: unknown}>;

/**
 * Reads what the parameters of statements stand for from the kernel, all at once.
 *
 * @throws MagicError `NameError` with its place, when there is no such variable
 */
export async function readValues(kernel: Kernel, sources: readonly Source[]): Promise<Values> {
  const expressions = [...new Set(sources.flatMap(({templates}) => expressionsOf(templates)))];
  if (expressions.length === 0) return new Map();
  let table: Table;
  try {
    table = await kernel.values(expressions);
  } catch (error) {
    throw placed(error, sources);
  }
  // Each is called after its expression, for those who show it.
  return new Map(
    expressions.map((expression, i) => {
      const column = table.getChildAt(i)!;
      return [expression, {field: {...column.field, name: expression}, value: column.get(0)}];
    }),
  );
}

/** Puts the values beside the text. */
export function bind({kind, parts}: Template, values: Values, body: string): BoundStatement {
  const pieces = parts.flatMap((part): Piece[] =>
    part.type === 'text' ? [part] : piecesOf(part, values, body),
  );
  return new BoundStatement(kind, pieces, body);
}

function piecesOf(part: ValuePart, values: Values, body: string): Piece[] {
  const {expression, start, filter, list} = part;
  const {field, value} = values.get(expression)!;
  if (filter === 'sqlsafe') {
    if (value === null || !['string', 'number', 'bigint', 'boolean'].includes(typeof value)) {
      const message = `{{ ${expression} | sqlsafe }} inserts text or a number, and this is ${value === null ? 'None' : 'neither'}.`;
      throw errorAt(body, start, message);
    }
    // eslint-disable-next-line @typescript-eslint/no-base-to-string -- no object, as checked
    return [{text: String(value), start}];
  }
  const isList = field.type.name === 'list' && Array.isArray(value);
  if (filter === 'inclause' && !isList) {
    throw errorAt(body, start, `{{ ${expression} | inclause }} needs a list, and this is none.`);
  }
  if (!isList || !(list ?? filter)) return [{parameter: {field, value}, start}];
  const items = value.flatMap((item, i): Piece[] => [
    ...(i > 0 ? [{text: ', ', start}] : []),
    {parameter: {field: {...field.children[0]!, name: expression}, value: item as unknown}, start},
  ]);
  // Nothing is in an empty list, but SQL has no way to write one.
  if (items.length === 0) items.push({text: 'SELECT NULL WHERE 1 = 0', start});
  return list !== 'items' ? [{text: '(', start}, ...items, {text: ')', start}] : items;
}

/** Finds the expression that Python's error is about: the one that has its name. */
function placed(error: unknown, [source]: readonly Source[]): unknown {
  if (!(error instanceof Error) || !source) return error;
  const name = /'([^']+)'/.exec(error.message)?.[1];
  const parts = source.templates.flatMap((template) => template.parts);
  const found = parts.find(
    (part): part is ValuePart => part.type === 'value' && !!name && mentions(part.expression, name),
  );
  if (error.name !== 'NameError') return error;
  const message = name
    ? `The query uses "${name}", which is no variable of the kernel. Assign it in a cell, or, if it is part of the SQL, put it in quotes.`
    : error.message;
  const position = found && positionIn(source.body, found.start);
  return new MagicError('NameError', message, {position: position ?? null, cause: error});
}

function mentions(expression: string, name: string): boolean {
  const names: readonly string[] = expression.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? [];
  return names.includes(name);
}
