import {tableInBatches} from './build-batches.js';
import {DataError} from './errors.js';
import {asJson} from './infer.js';
import {JsonStream} from './json/json-stream.js';
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
  const stream = new JsonStream(textParts(bytes, 'JSON', pacer), pacer);
  const first = await stream.peek();
  if (first === '<') {
    throw notText('JSON', 'look like a page of HTML or XML (perhaps of a sign-in or an error)');
  }
  if (first === '') {
    throw new DataError('The JSON file holds nothing but space: check that it was written.');
  }
  const columns = await readColumns(stream, pacer);
  const fields = columns.fields();
  return tableInBatches(
    fields,
    columns.values(),
    columns.length,
    (part, i) => asJson(fields[i]!, part),
    pacer,
  );
}

async function readColumns(stream: JsonStream, pacer: Pacer): Promise<Columns> {
  const columns = new Columns();
  const first = await stream.peek();
  if (first === '[') {
    for await (const item of stream.items()) columns.add(item);
    if ((await stream.peek()) !== '') throw stream.error('something follows the array');
    return columns;
  }
  const object = first === '{' ? await stream.object() : await stream.value();
  if ((await stream.peek()) === '' && isSplit(object)) return splitColumns(object, pacer);
  columns.add(object);
  while ((await stream.peek()) !== '') columns.add(await stream.value());
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
