import {tableFromColumns} from './builder.js';
import {isMissing, type Present} from './present.js';
import {field, type DataType, type Field} from './schema.js';
import type {Table} from './table.js';

/**
 * The narrowest type that holds all values exactly: booleans, 64-bit integers (128 bits for bigger
 * bigints), floats, text, bytes, instants (`Date`), lists and structs. What is mixed is JSON.
 */
export function inferField(name: string, values: Iterable<unknown>): Field {
  const kinds = new Set<Kind>();
  const present: Present[] = [];
  for (const value of values) {
    if (isMissing(value)) continue;
    present.push(value);
    kinds.add(kindOf(value));
  }
  return fieldOf(name, kinds, present);
}

type Kind =
  | 'boolean'
  | 'integer'
  | 'bigint'
  | 'float'
  | 'text'
  | 'bytes'
  | 'instant'
  | 'list'
  | 'map'
  | 'struct'
  | 'other';

function kindOf(value: Present): Kind {
  switch (typeof value) {
    case 'boolean':
      return 'boolean';
    case 'number':
      // -0 is no integer: it would lose its sign.
      return Number.isSafeInteger(value) && !Object.is(value, -0) ? 'integer' : 'float';
    case 'bigint':
      return 'bigint';
    case 'string':
      return 'text';
    case 'object':
      if (Array.isArray(value)) return 'list';
      if (value instanceof Uint8Array || value instanceof ArrayBuffer) return 'bytes';
      if (value instanceof Date) return 'instant';
      if (value instanceof Map) return 'map';
      return 'struct';
    default:
      return 'other';
  }
}

const TEXT: DataType = {name: 'utf8'};

function fieldOf(name: string, kinds: Set<Kind>, values: Present[]): Field {
  const [kind] = kinds;
  if (kind === undefined) return field(name, {name: 'null'});
  if ([...kinds].every((each) => each === 'integer' || each === 'bigint')) {
    return integerField(name, values as (number | bigint)[]);
  }
  if (isNumeric(kinds, values)) return field(name, {name: 'floatingpoint', precision: 'DOUBLE'});
  if (kinds.size > 1) return field(name, TEXT, {extension: 'arrow.json'});
  switch (kind) {
    case 'boolean':
      return field(name, {name: 'bool'});
    case 'text':
      return field(name, TEXT);
    case 'bytes':
      return field(name, {name: 'binary'});
    case 'instant':
      return field(name, {name: 'timestamp', unit: 'MILLISECOND', timezone: 'UTC'});
    case 'list': {
      const item = inferField('item', (values as unknown[][]).flat());
      return field(name, {name: 'list'}, {children: [item]});
    }
    case 'map':
      return mapField(name, values as Map<unknown, unknown>[]);
    case 'struct':
      return structField(name, values as Record<string, unknown>[]);
    default:
      return field(name, TEXT, {extension: 'arrow.json'});
  }
}

/** Floats, and integers that a float holds exactly. */
function isNumeric(kinds: Set<Kind>, values: Present[]): boolean {
  if (![...kinds].every((kind) => kind === 'float' || kind === 'integer' || kind === 'bigint')) {
    return false;
  }
  return values.every((value) => typeof value !== 'bigint' || BigInt(Number(value)) === value);
}

function integerField(name: string, values: (number | bigint)[]): Field {
  let [low, high] = [0n, 0n];
  for (const value of values) {
    if (typeof value === 'number') continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const fits = (bitWidth: number) =>
    BigInt.asIntN(bitWidth, low) === low && BigInt.asIntN(bitWidth, high) === high;
  if (fits(64)) return field(name, {name: 'int', bitWidth: 64, isSigned: true});
  if (low === 0n && BigInt.asUintN(64, high) === high && values.every((value) => value >= 0)) {
    return field(name, {name: 'int', bitWidth: 64, isSigned: false});
  }
  if (fits(128)) return field(name, {name: 'int', bitWidth: 128, isSigned: true});
  return field(name, TEXT, {extension: 'arrow.json'});
}

function mapField(name: string, values: Map<unknown, unknown>[]): Field {
  const key = {
    ...inferField(
      'key',
      values.flatMap((map) => [...map.keys()]),
    ),
    nullable: false,
  };
  const value = inferField(
    'value',
    values.flatMap((map) => [...map.values()]),
  );
  const entry = field('entries', {name: 'struct'}, {nullable: false, children: [key, value]});
  return field(name, {name: 'map'}, {children: [entry]});
}

function structField(name: string, values: Record<string, unknown>[]): Field {
  const names = namesOf(values);
  // Empty objects have no columns to be kept in.
  if (names.length === 0) return field(name, TEXT, {extension: 'arrow.json'});
  const children = names.map((each) => inferField(each, valuesOf(values, each)));
  return field(name, {name: 'struct'}, {children});
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
