import {TableView} from './table.js';
import {type TableColumn, type TableSource, orderOf, reordered} from './table-source.js';

/** A table as pandas sends it with `display.html.table_schema`; Frictionless calls it a resource. */
interface DataResource {
  readonly schema: {
    readonly fields: readonly {readonly name: string | readonly string[]; readonly type?: string}[];
    readonly primaryKey?: string | readonly string[];
  };
  readonly data: readonly Record<string, unknown>[];
}

const NUMBERS = new Set(['integer', 'number']);

export function renderDataResource(data: unknown): Node {
  if (!isDataResource(data))
    throw new TypeError('it has no schema with fields, or no list of rows');
  return new TableView(resourceSource(data)).element;
}

function isDataResource(value: unknown): value is DataResource {
  const {schema, data} = (value ?? {}) as Partial<DataResource>;
  return Array.isArray(schema?.fields) && Array.isArray(data);
}

function resourceSource({schema, data}: DataResource): TableSource {
  const labels = new Set([schema.primaryKey ?? []].flat());
  const keys = schema.fields.map(({name}) => (typeof name === 'string' ? name : keyOf(name, data)));
  const columns = schema.fields.map(({name, type}): TableColumn => {
    const text = [name].flat().join(' / ');
    return {
      name: text === 'index' && labels.has('index') ? '' : text,
      type: type && NUMBERS.has(type) ? 'number' : 'text',
      label: typeof name === 'string' && labels.has(name),
    };
  });
  const row = (index: number) => keys.map((key) => data[index]![key]);
  const source: TableSource = {
    rowCount: data.length,
    columns,
    rows: (start, end) => data.slice(start, end).map((record) => keys.map((key) => record[key])),
    sort: (column, direction) => {
      const values = data.map((record) => record[keys[column]!]);
      return reordered(source, row, orderOf(values, columns[column]!.type, direction));
    },
  };
  return source;
}

/** In the rows, pandas writes the name of a column with several levels as Python writes a tuple. */
function keyOf(levels: readonly unknown[], data: DataResource['data']): string {
  const plain = levels.join(',');
  const tuple = `(${levels.map((level) => `'${String(level)}'`).join(', ')})`;
  return data[0] && tuple in data[0] ? tuple : plain;
}
