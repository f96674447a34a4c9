import type {Column} from '../../data/column.js';
import type {Table} from '../../data/table.js';

/** The plan that EXPLAIN gives, as text: engines give it in the cells of a table. */
export function planOf(table: Table): string {
  const texts: Column[] = table.fields.flatMap(({type}, i) =>
    type.name === 'utf8' ? [table.getChildAt(i)!] : [],
  );
  const column = texts.at(-1);
  if (!column) return '';
  // DuckDB names each plan in the column before.
  const titles = texts.length > 1 && table.numRows > 1 ? texts[0]! : null;
  return Array.from({length: table.numRows}, (_, row) => {
    const plan = textAt(column, row).replace(/\s+$/, '');
    return titles ? `${textAt(titles, row).replaceAll('_', ' ')}\n${plan}` : plan;
  }).join('\n');
}

function textAt(column: Column, row: number): string {
  const value = column.get(row);
  return typeof value === 'string' ? value : '';
}
