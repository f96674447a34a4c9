import {tableInBatches} from './build-batches.js';
import {DataError} from './errors.js';
import {asJson} from './infer.js';
import {JsonReader} from './json/json-reader.js';
import {Pacer} from './pacer.js';
import type {Field} from './schema.js';
import type {Table} from './table.js';
import {notText, textParts} from './text.js';
import {TypeSketch} from './type-sketch.js';

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
  const fields = columns.fields();
  return tableInBatches(
    fields,
    columns.values(),
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
  if (reader.atEnd() && isSplit(first)) return splitColumns(first, pacer);
  columns.add(first);
  while (!reader.atEnd()) {
    columns.add(reader.value());
    await pacer.rest();
  }
  return columns;
}

interface Column {
  readonly values: unknown[];
  readonly sketch: TypeSketch;
}

/** The values of each name, as long as all: what a row does not have is missing. */
class Columns {
  readonly #columns = new Map<string, Column>();
  length = 0;

  fields(): Field[] {
    return Array.from(this.#columns, ([name, {sketch}]) => sketch.field(name));
  }

  values(): unknown[][] {
    return Array.from(this.#columns.values(), ({values}) => {
      while (values.length < this.length) values.push(null);
      return values;
    });
  }

  /** A row; what is no object is the only value of one. */
  add(row: unknown): void {
    if (isObject(row)) for (const [name, value] of Object.entries(row)) this.set(name, value);
    else if (row !== null) this.set('value', row);
    this.length++;
  }

  declare(name: string): Column {
    let column = this.#columns.get(name);
    if (!column) this.#columns.set(name, (column = {values: [], sketch: new TypeSketch()}));
    return column;
  }

  /** A value of the row that is being added. */
  set(name: string, value: unknown): void {
    const {values, sketch} = this.declare(name);
    while (values.length < this.length) values.push(null);
    values.push(value);
    sketch.add(value);
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

async function splitColumns({columns: names, data}: Split, pacer: Pacer): Promise<Columns> {
  const columns = new Columns();
  const texts = names.map(nameOf);
  if (new Set(texts).size < texts.length) {
    throw new DataError(
      'Two columns of the JSON have the same name: give each its own in "columns".',
    );
  }
  for (const [at, row] of data.entries()) {
    if (!Array.isArray(row) || row.length !== texts.length) {
      throw new DataError(
        `Row ${at + 1} of the JSON's "data" is no array of ${texts.length} values, one for each of its "columns": correct it.`,
      );
    }
    for (const [i, name] of texts.entries()) columns.set(name, row[i]);
    columns.length++;
    await pacer.rest();
  }
  // Without rows, too, there are columns.
  if (data.length === 0) for (const name of texts) columns.declare(name);
  return columns;
}

/** As text, or as an object that has a name, as services describe columns. */
function nameOf(column: unknown): string {
  const name = isObject(column) ? column['name'] : column;
  if (typeof name === 'string' || typeof name === 'number') return String(name);
  throw new DataError('A column of the JSON has no name: give each as a text in "columns".');
}
