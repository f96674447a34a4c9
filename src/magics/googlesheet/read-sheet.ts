import {MagicError} from '../errors.js';
import type {SheetAddress} from './address.js';
import {looksLikeError, type CellFormat} from './cells.js';
import {formatArea, parseArea, qualify, quoted, type Area} from './ranges.js';
import {guessFormats} from './guess-formats.js';
import type {GridRange, Sheet} from './schema.js';
import type {Grid} from './sheet-table.js';
import type {SheetsApi} from './sheets-api.js';

export interface ReadRequest {
  readonly address: SheetAddress;
  /** As in the cell; none means that of the address, or the whole sheet. */
  readonly ranges: readonly string[];
  readonly header: number;
}

/**
 * Reads ranges with as few requests as there can be: one for all values, and one for their formats
 * where there are numbers that may be dates, texts that may be errors, or names that may be merged.
 * Only where the cell names its sheet by number, or not at all, another finds out its name first.
 */
export async function readSheet(
  api: SheetsApi,
  {address, ranges, header}: ReadRequest,
): Promise<readonly Grid[]> {
  const asked = ranges.length > 0 ? ranges : address.range ? [address.range] : [];
  const needsTitle = asked.length === 0 || address.gid !== null;
  const title = needsTitle ? titleOf(await api.sheets(), address.gid) : null;
  const whole = asked.length === 0;
  const found = await api.values(
    whole ? [quoted(title!)] : asked.map((range) => qualify(range, title)),
  );
  const parts = found.map(({range = '', values = []}) => {
    const part = {area: bounded(parseArea(range), values), values};
    return whole ? withoutMargins(part) : part;
  });
  const areas = parts.flatMap((part) => areaInQuestion(part, header) ?? []);
  const sheets = areas.length > 0 ? await api.formats(areas.map(formatArea)) : [];
  if (!sheets) {
    const shown = await api.values(
      parts.map(({area}) => formatArea(area)),
      'FORMATTED_STRING',
    );
    return parts.map((part, i) => guessFormats(part, shown[i]?.values ?? []));
  }
  return parts.map((part) => {
    const own = sheets.filter(({properties}) => properties?.title === part.area.sheet);
    const merges = own.flatMap(({merges = []}) => merges.map((each) => areaOf(part.area, each)));
    return {...part, merges, formatAt: formatFinder(own)};
  });
}

/** The title of a sheet by its number; of the first one, where there is none. */
function titleOf(sheets: readonly Sheet[], gid: number | null): string {
  const grids = sheets.map(({properties}) => properties ?? {});
  const found =
    gid === null
      ? grids.find(({sheetType = 'GRID'}) => sheetType === 'GRID')
      : grids.find(({sheetId = 0}) => sheetId === gid);
  const titles = grids.map(({title = ''}) => `'${title}'`).join(', ');
  if (!found) {
    const which = gid === null ? 'sheet with cells' : `sheet with the number ${gid} (#gid=${gid})`;
    throw new MagicError(
      'GoogleSheetsError',
      `The spreadsheet has no ${which}: it may have been deleted. There are: ${titles}.`,
    );
  }
  if ((found.sheetType ?? 'GRID') !== 'GRID') {
    throw new MagicError(
      'GoogleSheetsError',
      `The sheet '${found.title ?? ''}' has no cells, but shows a chart or an external source. There are: ${titles}.`,
    );
  }
  return found.title ?? '';
}

export type Part = Pick<Grid, 'area' | 'values'>;

/** An area that ends where its values do, if not before. */
function bounded(area: Area, values: Part['values']): Area {
  const width = Math.max(1, ...values.map(({length}) => length));
  return {
    ...area,
    endRow: Math.min(area.endRow, area.row + Math.max(values.length, 1)),
    endColumn: Math.min(area.endColumn, area.column + width),
  };
}

/** A sheet from the first row and column in which anything stands. */
function withoutMargins({area, values}: Part): Part {
  const isEmpty = (value: unknown): boolean => value === '' || value === null;
  const starts = values.map((row) => row.findIndex((value) => !isEmpty(value)));
  const row = Math.max(
    starts.findIndex((start) => start >= 0),
    0,
  );
  const column = Math.min(...starts.filter((start) => start >= 0));
  if (column === Infinity) return {area, values: []};
  return {
    area: {...area, row: area.row + row, column: area.column + column},
    values: values.slice(row).map((each) => each.slice(column)),
  };
}

/** The smallest area that has all cells whose values do not tell what they are. */
function areaInQuestion({area, values}: Part, header: number): Area | null {
  let [row, column, endRow, endColumn] = [Infinity, Infinity, 0, 0];
  for (const [r, cells] of values.entries()) {
    for (const [c, value] of cells.entries()) {
      const mayBeMerged = header > 1 && r < header;
      if (typeof value !== 'number' && !looksLikeError(value) && !mayBeMerged) continue;
      [row, column] = [Math.min(row, r), Math.min(column, c)];
      [endRow, endColumn] = [Math.max(endRow, r + 1), Math.max(endColumn, c + 1)];
    }
  }
  if (endRow === 0) return null;
  return {
    sheet: area.sheet,
    ...{row: area.row + row, column: area.column + column},
    ...{endRow: area.row + endRow, endColumn: area.column + endColumn},
  };
}

function areaOf({sheet}: Area, merge: GridRange): Area {
  return {
    sheet,
    ...{row: merge.startRowIndex ?? 0, column: merge.startColumnIndex ?? 0},
    ...{endRow: merge.endRowIndex ?? Infinity, endColumn: merge.endColumnIndex ?? Infinity},
  };
}

function formatFinder(sheets: readonly Sheet[]): (row: number, column: number) => CellFormat {
  const blocks = sheets.flatMap(({data = []}) => data);
  return (row, column) => {
    for (const {startRow = 0, startColumn = 0, rowData = []} of blocks) {
      const cell = rowData[row - startRow]?.values?.[column - startColumn];
      if (!cell) continue;
      const {effectiveFormat, effectiveValue} = cell;
      return {
        format: effectiveFormat?.numberFormat,
        isError: effectiveValue?.errorValue !== undefined,
      };
    }
    return {format: undefined, isError: false};
  };
}
