import type {Field} from 'apache-arrow/fb/field';
import type {Schema} from 'apache-arrow/fb/schema';
import {Type} from 'apache-arrow/fb/type';
import {tableFromIPC} from '../../../data/arrow.js';
import {call} from './core.js';

/**
 * Whether a result has types that Arrow has no exact counterpart for, or that do not come through a
 * stream: ENUM (whose dictionary is not sent), UNION, BIT, BIGNUM and TIME WITH TIME ZONE.
 */
export function needsCast(schema: Schema): boolean {
  return fieldsOf(schema.fieldsLength(), (i) => schema.fields(i)).some(isOdd);
}

function isOdd(field: Field): boolean {
  if (field.dictionary() !== null || field.typeType() === Type.Union) return true;
  for (let i = 0; i < field.customMetadataLength(); i++) {
    if (
      /"type_name":"(?:bit|bignum|varint|time_tz)"/.test(field.customMetadata(i)?.value() ?? '')
    ) {
      return true;
    }
  }
  return fieldsOf(field.childrenLength(), (i) => field.children(i)).some(isOdd);
}

const fieldsOf = (length: number, get: (index: number) => Field | null): Field[] =>
  Array.from({length}, (_, i) => get(i)!);

/** The query with these types as text, which has every digit of them. */
export async function castsFor(connection: number, sql: string): Promise<string> {
  const described = tableFromIPC(await call('RUN_QUERY', connection, `DESCRIBE ${sql}`));
  const columns = described.toArray() as {column_name: string; column_type: string}[];
  const selected = columns.map(({column_name: name, column_type: type}, i) => {
    const text = asText(type);
    const value = text === type ? `c${i}` : `CAST(c${i} AS ${text})`;
    return `${value} AS "${name.replaceAll('"', '""')}"`;
  });
  const names = columns.map((_, i) => `c${i}`);
  return `SELECT ${selected.join(', ')} FROM (\n${sql}\n) AS t(${names.join(', ')})`;
}

/** A type in which VARCHAR stands for what Arrow has not, also within lists, structs and maps. */
export function asText(type: string): string {
  const tokens = type.match(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[\w ]+|[^\w ]/g) ?? [];
  let text = '';
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (/(?:^|\s)(?:ENUM|UNION)$/.test(token.trim()) && tokens[i + 1] === '(') {
      i = closing(tokens, i + 1);
      text += token.replace(/(?:ENUM|UNION)\s*$/, 'VARCHAR');
    } else {
      text += token.replace(/(^|\s)(?:BIT|BIGNUM|VARINT|TIME WITH TIME ZONE)$/, '$1VARCHAR');
    }
  }
  return text;
}

function closing(tokens: readonly string[], open: number): number {
  let depth = 0;
  for (let i = open; i < tokens.length; i++) {
    if (tokens[i] === '(') depth++;
    else if (tokens[i] === ')' && --depth === 0) return i;
  }
  return tokens.length;
}
