import type {Field} from '../../../data/schema.js';
import {Table} from '../../../data/table.js';

/**
 * A table as DuckDB can take it: names of columns are told apart as it does, whose names have no
 * case, and JSON is text, since DuckDB's JSON is an extension that is not in the page.
 */
export function storable(table: Table): Table {
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
