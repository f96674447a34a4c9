import type {Field} from '../../../data/schema.js';
import {tableFromColumns} from '../../../data/builder.js';
import {type ArrayData, type Batch, Table} from '../../../data/table.js';

/**
 * A table as DuckDB can take it: names of columns are told apart as it does, whose names have no
 * case, and JSON is text, since DuckDB's JSON is an extension that is not in the page.
 */
export function storable(given: Table): Table {
  const table = withoutQuotes(given);
  const taken = new Set<string>();
  const fields = table.fields.map((field, i) => {
    const name = unusedName(field.name || `column${i}`, taken);
    taken.add(name.toLowerCase());
    return {...plain(field), name};
  });
  return new Table(fields, table.batches);
}

function unusedName(name: string, taken: ReadonlySet<string>): string {
  let unused = name;
  for (let i = 1; taken.has(unused.toLowerCase()); i++) unused = `${name}_${i}`;
  return unused;
}

function plain({extension, ...field}: Field): Field {
  const kept = extension === 'arrow.json' ? {} : {extension};
  return {...field, ...(kept.extension && kept), children: field.children.map(plain)};
}

/** A column of JSON that has text and numbers, but nothing nested, is compared as text without quotes. */
function withoutQuotes(table: Table): Table {
  const texts = table.fields.map((field, i) => {
    if (field.extension !== 'arrow.json') return null;
    const values = table.getChildAt(i)!.toArray() as (string | null)[];
    if (values.some((value) => value !== null && /^\s*[[{]/.test(value))) return null;
    return values.map((value) =>
      value?.startsWith('"') ? (JSON.parse(value) as string) : value === 'null' ? null : value,
    );
  });
  if (texts.every((values) => values === null)) return table;
  let start = 0;
  const batches = table.batches.map(({length, columns}): Batch => {
    const part = columns.map((column, i): ArrayData => {
      const values = texts[i]?.slice(start, start + length);
      if (!values) return column;
      return tableFromColumns([plain(table.fields[i]!)], [values]).batches[0]!.columns[0]!;
    });
    start += length;
    return {length, columns: part};
  });
  return new Table(table.fields, batches);
}
