import {tableFromColumns} from '../../data/builder.js';
import type {Table} from '../../data/table.js';
import {cellOf, EMPTY, type Cell, type CellFormat} from './cells.js';
import {typedColumn} from './columns.js';
import {columnNames} from './header.js';
import {cellName, type Area} from './ranges.js';

/** One range as it was read. */
export interface Grid {
  /** Where it begins; its ends are those of the range that was asked for. */
  readonly area: Area;
  readonly values: readonly (readonly unknown[])[];
  /** The format of a cell, by its place in the sheet. */
  readonly formatAt: (row: number, column: number) => CellFormat;
  readonly merges: readonly Area[];
}

export interface SheetTable {
  readonly table: Table;
  /** What a reader should know of it: errors in cells, columns that mix kinds. */
  readonly notices: readonly string[];
}

/** Makes a table of a range, whose first `header` lines name the columns. */
export function sheetTable({area, values, formatAt, merges}: Grid, header: number): SheetTable {
  const rows = values.map((row, r) =>
    row.map((value, c) => cellOf(value, formatAt(area.row + r, area.column + c))),
  );
  const width = widthOf(rows);
  const names = columnNames(rows.slice(0, header), {area, width, merges});
  const body = rows.slice(header);
  const columns = names.map((name, c) => {
    const cells = body.map((row) => row[c] ?? EMPTY);
    return {...typedColumn(name, cells), cells};
  });
  const notices = columns.flatMap(({field: {name}, mixed}) =>
    mixed
      ? `Column "${name}" mixes ${mixed.kinds.join(' and ')} (row ${area.row + header + mixed.index + 1} is the first that differs): it is text.`
      : [],
  );
  const table = tableFromColumns(
    columns.map(({field}) => field),
    columns.map((column) => column.values),
  );
  return {table, notices: [...errorNotice(rows, area), ...notices]};
}

/** Up to the last column in which anything stands. */
function widthOf(rows: readonly (readonly Cell[])[]): number {
  let width = 0;
  for (const row of rows) {
    const last = row.findLastIndex(({kind}) => kind !== 'empty');
    if (last >= width) width = last + 1;
  }
  return width;
}

function errorNotice(rows: readonly (readonly Cell[])[], area: Area): string[] {
  const errors = rows.flatMap((row, r) =>
    row.flatMap((cell, c) =>
      cell.kind === 'error' ? `${cellName(area.row + r, area.column + c)} (${cell.value})` : [],
    ),
  );
  if (errors.length === 0) return [];
  const shown = errors.slice(0, 5).join(', ');
  const more = errors.length > 5 ? ` and ${errors.length - 5} more` : '';
  const [cells, count] =
    errors.length === 1 ? ['cell holds an error', 'counts'] : ['cells hold errors', 'count'];
  return [`${errors.length} ${cells} and ${count} as missing: ${shown}${more}.`];
}
