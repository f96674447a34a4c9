import {tableInBatches} from './build-batches.js';
import {DataError} from './errors.js';
import {asJson, inferField} from './infer.js';
import {JsonReader} from './json/json-reader.js';
import {Pacer} from './pacer.js';
import type {Field} from './schema.js';
import type {Table} from './table.js';
import {notText, textParts} from './text.js';

/**
 * A table from JSON: an array of objects, a line of JSON for each row (NDJSON), or
 * `{"columns": […], "data": [[…], …]}` as pandas writes with `orient="split"`. Whole numbers of any
 * size stay exact; nested objects become structs, arrays lists, and what is mixed stays JSON.
 */
export async function tableFromJson(bytes: Uint8Array): Promise<Table> {
  const pacer = new Pacer();
  let text = '';
  for await (const part of textParts(bytes, 'JSON', pacer)) text += part;
  if (/^\s*<(!doctype|html|\?xml)/i.test(text)) {
    throw notText('JSON', 'look like a page of HTML or XML (perhaps of a sign-in or an error)');
  }
  const reader = new JsonReader(text);
  if (reader.atEnd()) {
    throw new DataError('The JSON file holds nothing but space: check that it was written.');
  }
  const columns = await readColumns(reader, pacer);
  const fields: Field[] = [];
  for (const [name, values] of columns.values) {
    fields.push(inferField(name, values));
    await pacer.rest();
  }
  return tableInBatches(
    fields,
    [...columns.values.values()],
    columns.length,
    (part, i) => asJson(fields[i]!, part),
    pacer,
  );
}

async function readColumns(reader: JsonReader, pacer: Pacer): Promise<Columns> {
  const columns = new Columns();
  if (reader.takes('[')) {
    for (const item of reader.items()) {
      columns.add(item);
      await pacer.rest();
    }
    if (!reader.atEnd()) throw reader.error('something follows the array');
    return columns;
  }
  const first = reader.value();
  if (reader.atEnd() && isSplit(first)) return splitColumns(first);
  columns.add(first);
  while (!reader.atEnd()) {
    columns.add(reader.value());
    await pacer.rest();
  }
  return columns;
}

/** The values of each name, as long as all: what a row does not have is missing. */
class Columns {
  readonly values = new Map<string, unknown[]>();
  length = 0;

  /** A row; what is no object is the only value of one. */
  add(row: unknown): void {
    if (isObject(row)) for (const [name, value] of Object.entries(row)) this.#set(name, value);
    else if (row !== null) this.#set('value', row);
    this.length++;
    for (const values of this.values.values()) if (values.length < this.length) values.push(null);
  }

  #set(name: string, value: unknown): void {
    let values = this.values.get(name);
    if (!values) this.values.set(name, (values = new Array<unknown>(this.length).fill(null)));
    values.push(value);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface Split {
  readonly columns: readonly unknown[];
  readonly data: readonly unknown[];
}

function isSplit(value: unknown): value is Split {
  return isObject(value) && Array.isArray(value['columns']) && Array.isArray(value['data']);
}

function splitColumns({columns: names, data}: Split): Columns {
  const columns = new Columns();
  for (const [i, name] of names.entries()) {
    columns.values.set(
      nameOf(name),
      Array.from(data, (row, at) => cell(row, i, at, names.length)),
    );
  }
  columns.length = data.length;
  return columns;
}

/** As text, or as an object that has a name, as services describe columns. */
function nameOf(column: unknown): string {
  const name = isObject(column) ? column['name'] : column;
  if (typeof name === 'string' || typeof name === 'number') return String(name);
  throw new DataError('A column of the JSON has no name: give each as a text in "columns".');
}

function cell(row: unknown, column: number, index: number, count: number): unknown {
  if (Array.isArray(row) && row.length === count) return row[column];
  throw new DataError(
    `Row ${index + 1} of the JSON's "data" is no array of ${count} values, one for each of its "columns": correct it.`,
  );
}
