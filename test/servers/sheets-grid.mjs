/** Cells of a spreadsheet as the Sheets API gives them. */

/** @typedef {import('./sheets-data.mjs').Cell} Cell */
/** @typedef {import('./sheets-data.mjs').SpreadsheetFile} SpreadsheetFile */
/** @typedef {import('./sheets-data.mjs').Sheet} Sheet */
/** @typedef {{sheet: Sheet, row: number, column: number, endRow: number, endColumn: number}} Area */

const ROWS = 1000;
const COLUMNS = 26;

/** @type {Record<string, string>} */
const errors = {
  ERROR: '#ERROR!',
  NULL_VALUE: '#NULL!',
  DIVIDE_BY_ZERO: '#DIV/0!',
  VALUE: '#VALUE!',
  REF: '#REF!',
  NAME: '#NAME?',
  NUM: '#NUM!',
  N_A: '#N/A',
  LOADING: 'Loading...',
};

/** @param {Sheet} sheet */
export const gridSize = ({rows}) => ({
  rowCount: Math.max(ROWS, rows.length),
  columnCount: Math.max(COLUMNS, ...rows.map((row) => row.length)),
});

/**
 * @param {SpreadsheetFile} file @param {string} range
 * @returns {Area | {problem: string}}
 */
export function findArea(file, range) {
  const named = Object.entries(file.names ?? {}).find(([name]) => name === range)?.[1];
  if (named) return findArea(file, named);
  const grids = file.sheets.filter(({sheetType = 'GRID'}) => sheetType === 'GRID');
  const whole = grids.find(({title}) => title === range || quoted(title) === range);
  const problem = {problem: `Unable to parse range: ${range}`};
  if (whole) {
    const {rowCount, columnCount} = gridSize(whole);
    return {sheet: whole, row: 0, column: 0, endRow: rowCount, endColumn: columnCount};
  }
  const match = /^(?:(.*)!)?\$?([A-Za-z]{1,3})?\$?(\d+)?(?::\$?([A-Za-z]{1,3})?\$?(\d+)?)?$/s.exec(
    range,
  );
  if (!match || !(match[2] ?? match[3])) return problem;
  const [, title, from, top, to, bottom] = match;
  const sheet =
    title === undefined
      ? grids[0]
      : grids.find((each) => [each.title, quoted(each.title)].includes(title));
  if (!sheet || (!range.includes(':') && !(from && top))) return problem;
  const {rowCount, columnCount} = gridSize(sheet);
  const isCell = !range.slice((title ?? '').length).includes(':');
  const area = {
    sheet,
    row: top ? Number(top) - 1 : 0,
    column: from ? index(from) : 0,
    endRow: bottom ? Number(bottom) : isCell ? Number(top) : rowCount,
    endColumn: to ? index(to) + 1 : isCell ? index(from ?? 'A') + 1 : columnCount,
  };
  if (area.row >= rowCount || area.column >= columnCount) {
    return {
      problem: `Range (${rangeText(area)}) exceeds grid limits. Max rows: ${rowCount}, max columns: ${columnCount}`,
    };
  }
  return {
    ...area,
    endRow: Math.min(area.endRow, rowCount),
    endColumn: Math.min(area.endColumn, columnCount),
  };
}

/** @param {Area} area */
export function rangeText({sheet, row, column, endRow, endColumn}) {
  const title = /^\w+$/.test(sheet.title) ? sheet.title : quoted(sheet.title);
  const [from, to] = [`${letter(column)}${row + 1}`, `${letter(endColumn - 1)}${endRow}`];
  return from === to ? `${title}!${from}` : `${title}!${from}:${to}`;
}

/**
 * Values as `values.get` gives them: nothing after the last value of a row, and no rows after the
 * last that has one.
 *
 * @param {SpreadsheetFile} file @param {Area} area @param {URLSearchParams} query
 */
export function valuesOf(file, {sheet, row, column, endRow, endColumn}, query) {
  const render = query.get('valueRenderOption') ?? 'FORMATTED_VALUE';
  const dates = query.get('dateTimeRenderOption') ?? 'SERIAL_NUMBER';
  /** @param {Cell | undefined} cell */
  const valueOf = (cell) => {
    if (cell === null || cell === undefined) return '';
    if (typeof cell === 'object' && 'error' in cell) return errors[cell.error];
    const [value, format] =
      typeof cell === 'object' ? [cell.value, cell.format] : [cell, undefined];
    const isDate = /DATE|TIME/.test(format?.type ?? '');
    const asText = render === 'FORMATTED_VALUE' || (isDate && dates === 'FORMATTED_STRING');
    return asText ? formatted(value, format, file.locale) : value;
  };
  const rows = sheet.rows.slice(row, endRow).map((cells) => {
    const values = cells.slice(column, endColumn).map(valueOf);
    return values.slice(0, values.findLastIndex((value) => value !== '') + 1);
  });
  const values = rows.slice(0, rows.findLastIndex((each) => each.length > 0) + 1);
  if (query.get('majorDimension') !== 'COLUMNS') return values;
  const width = Math.max(0, ...values.map((each) => each.length));
  return Array.from({length: width}, (_, c) => values.map((each) => each[c] ?? ''));
}

/**
 * Cells as `spreadsheets.get` gives them; zeros are left out, as Google does.
 *
 * @param {SpreadsheetFile} file @param {Area} area
 */
export function gridDataOf(file, {sheet, row, column, endRow, endColumn}) {
  const rowData = sheet.rows.slice(row, endRow).map((cells) => {
    const values = cells.slice(column, endColumn).map((cell) => cellData(cell, file.locale));
    return values.length > 0 ? {values} : {};
  });
  return {...(row > 0 && {startRow: row}), ...(column > 0 && {startColumn: column}), rowData};
}

/** @param {Cell} cell @param {string} locale */
function cellData(cell, locale) {
  if (cell === null) return {};
  if (typeof cell === 'object' && 'error' in cell) {
    return {
      effectiveValue: {errorValue: {type: cell.error, message: 'The formula failed.'}},
      formattedValue: errors[cell.error],
    };
  }
  const [value, format] = typeof cell === 'object' ? [cell.value, cell.format] : [cell, undefined];
  const kind = {number: 'numberValue', string: 'stringValue', boolean: 'boolValue'}[typeof value];
  return {
    effectiveValue: {[kind ?? '']: value},
    formattedValue: formatted(value, format, locale),
    ...(format && {effectiveFormat: {numberFormat: format}}),
  };
}

/**
 * @param {string | number | boolean} value
 * @param {import('./sheets-data.mjs').NumberFormat | undefined} format
 * @param {string} locale
 */
function formatted(value, format, locale) {
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'string') return value;
  const language = locale.replace('_', '-');
  const at = new Date(Date.UTC(1899, 11, 30) + Math.round(value * 86_400_000));
  /** @type {Intl.DateTimeFormatOptions} */
  const options = {timeZone: 'UTC'};
  if (format?.pattern?.includes('[h]')) return `${(value * 24).toFixed(2)} h`;
  if (format?.type === 'DATE') return at.toLocaleDateString(language, options);
  if (format?.type === 'TIME') return at.toLocaleTimeString(language, options);
  if (format?.type === 'DATE_TIME') return at.toLocaleString(language, options);
  return value.toLocaleString(language, {useGrouping: false});
}

/** @param {string} title */
const quoted = (title) => `'${title.replaceAll("'", "''")}'`;

/** @param {string} letters */
const index = (letters) =>
  [...letters.toUpperCase()].reduce((sum, each) => sum * 26 + each.charCodeAt(0) - 64, 0) - 1;

/** @param {number} column @returns {string} */
const letter = (column) =>
  (column >= 26 ? letter(Math.floor(column / 26) - 1) : '') +
  String.fromCharCode(65 + (column % 26));
