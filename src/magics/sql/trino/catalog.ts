import type {TableInfo} from '../engine.js';
import {quoted} from './literals.js';

/** More columns than these are of no use for completion. */
const MOST_COLUMNS = 50_000;

/** The query for the columns of all tables of a catalogue. */
export function columnsQuery(catalog: string): string {
  return (
    'SELECT table_schema, table_name, column_name, data_type ' +
    `FROM ${quoted(catalog, '"')}.information_schema.columns ` +
    `WHERE table_schema <> 'information_schema' LIMIT ${MOST_COLUMNS}`
  );
}

/** Tables of the session's schema by their name, others with their schema. */
export function tablesOf(
  rows: readonly (readonly unknown[])[],
  schema: string | undefined,
): readonly TableInfo[] {
  const tables = new Map<string, {name: string; type: string}[]>();
  for (const [tableSchema, table, name, type] of rows as readonly string[][]) {
    const full =
      tableSchema === schema
        ? identifier(table!)
        : `${identifier(tableSchema!)}.${identifier(table!)}`;
    const columns = tables.get(full);
    const column = {name: identifier(name!), type: type!};
    if (columns) columns.push(column);
    else tables.set(full, [column]);
  }
  return [...tables]
    .map(([name, columns]) => ({name, columns}))
    .sort((a, b) => Number(a.name.includes('.')) - Number(b.name.includes('.')) || compare(a, b));
}

const compare = (a: TableInfo, b: TableInfo): number => (a.name < b.name ? -1 : 1);

/** A name as SQL writes it. */
export function identifier(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !reserved.has(name) ? name : quoted(name, '"');
}

const reserved = new Set(
  (
    'alter and as between by case cast constraint create cross cube current_catalog current_date ' +
    'current_path current_role current_schema current_time current_timestamp current_user ' +
    'deallocate delete describe distinct drop else end escape except exists extract false for from ' +
    'full group grouping having in inner insert intersect into is join json_array json_exists ' +
    'json_object json_query json_table json_value left like listagg localtime localtimestamp ' +
    'natural normalize not null on or order outer prepare recursive right rollup select skip ' +
    'table then trim true uescape union unnest using values when where with'
  ).split(' '),
);
