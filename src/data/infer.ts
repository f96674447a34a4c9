import {tableFromColumns} from './builder.js';
import {isMissing} from './present.js';
import type {Field} from './schema.js';
import type {Table} from './table.js';
import {TypeSketch} from './type-sketch.js';

/**
 * The narrowest type that holds all values exactly: booleans, 64-bit integers (128 bits for bigger
 * bigints), floats, text, bytes, instants (`Date`), lists and structs. What is mixed is JSON.
 */
export function inferField(name: string, values: Iterable<unknown>): Field {
  const sketch = new TypeSketch();
  for (const value of values) sketch.add(value);
  return sketch.field(name);
}

function namesOf(rows: readonly object[]): string[] {
  const names = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row)) names.add(name);
  return [...names];
}

function valuesOf(rows: readonly object[], name: string): unknown[] {
  return rows.map((row) =>
    Object.hasOwn(row, name) ? (row as Record<string, unknown>)[name] : null,
  );
}

export interface RowsOptions {
  /** The columns, in order, where they are known; inferred by default. */
  readonly fields?: readonly Field[];
}

/**
 * A table of rows as objects: nested objects become structs, arrays lists, and columns that mix
 * types become JSON. Columns come in the order in which the rows first name them.
 */
export function tableFromRows(rows: readonly object[], {fields}: RowsOptions = {}): Table {
  const names = fields?.map(({name}) => name) ?? namesOf(rows);
  const columns = names.map((name) => valuesOf(rows, name));
  const known = fields ?? names.map((name, i) => inferField(name, columns[i]!));
  return tableFromColumns(
    known,
    columns.map((column, i) => (fields ? column : asJson(known[i]!, column))),
  );
}

/** Writes what became JSON as text, also within lists and structs. */
export function asJson(field: Field, values: readonly unknown[]): readonly unknown[] {
  return hasJson(field) ? values.map((value) => withJson(field, value)) : values;
}

function hasJson({extension, children}: Field): boolean {
  return extension === 'arrow.json' || children.some(hasJson);
}

function withJson(field: Field, value: unknown): unknown {
  if (isMissing(value)) return null;
  if (field.extension === 'arrow.json') return jsonText(value);
  switch (field.type.name) {
    case 'list':
      return asJson(field.children[0]!, value as unknown[]);
    case 'struct':
      return Object.fromEntries(
        field.children.map((child) => [
          child.name,
          withJson(child, Object.hasOwn(value, child.name) ? Reflect.get(value, child.name) : null),
        ]),
      );
    case 'map': {
      const valueField = field.children[0]!.children[1]!;
      return new Map(
        Array.from(value as Map<unknown, unknown>, ([key, item]) => [
          key,
          withJson(valueField, item),
        ]),
      );
    }
    default:
      return value;
  }
}

/** JSON in which bigints are written as the numbers that they are. */
export function jsonText(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (value instanceof Map) return jsonText(Object.fromEntries(value));
  if (value instanceof Uint8Array) return jsonText([...value]);
  if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${jsonText(member)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
