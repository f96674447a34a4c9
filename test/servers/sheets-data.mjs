/**
 * The spreadsheets that the test server has. A cell is a value (null is empty) or an object of a
 * value and its number format.
 *
 * @typedef {{type: string, pattern?: string}} NumberFormat
 * @typedef {null | number | string | boolean | {value: number | string | boolean, format: NumberFormat} | {error: string}} Cell
 * @typedef {{
 *   sheetId: number, title: string, sheetType?: string, hidden?: boolean, rows: Cell[][],
 *   merges?: [startRow: number, endRow: number, startColumn: number, endColumn: number][],
 * }} Sheet
 * @typedef {{
 *   title: string, locale: string, timeZone: string, sheets: Sheet[],
 *   names?: Record<string, string>, readers: 'anyone' | string[], isOffice?: boolean,
 * }} SpreadsheetFile
 */

const DAY_MS = 86_400_000;

/** Days since 1899-12-30. @param {string} iso */
export const serial = (iso) => (Date.parse(`${iso}Z`) - Date.UTC(1899, 11, 30)) / DAY_MS;

/** @param {string} iso @returns {Cell} */
const date = (iso) => ({
  value: serial(`${iso}T00:00`),
  format: {type: 'DATE', pattern: 'dd.mm.yyyy'},
});
/** @param {string} iso @returns {Cell} */
const dateTime = (iso) => ({
  value: serial(iso),
  format: {type: 'DATE_TIME', pattern: 'dd.mm.yyyy hh:mm:ss'},
});
/** @param {string} clock @returns {Cell} */
const time = (clock) => ({
  value: serial(`1899-12-30T${clock}`),
  format: {type: 'TIME', pattern: 'hh:mm:ss'},
});
/** @param {number} hours @returns {Cell} */
const duration = (hours) => ({value: hours / 24, format: {type: 'TIME', pattern: '[h]:mm:ss'}});
/** @param {number} value @returns {Cell} */
const euro = (value) => ({value, format: {type: 'CURRENCY', pattern: '#,##0.00 [$€]'}});

export const SALES = '1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms';
export const PRIVATE = '1qpyC0XzvTcKT6EISywvqESX3A0MwQoFDE8p-Bll4hps';
export const OFFICE = '1mHIWnDvW9cALRMq9OdNfRwjAthCUFUOACPp0Lkyl7b4';

/** @type {Record<string, SpreadsheetFile>} */
export const spreadsheets = {
  [SALES]: {
    title: 'Verkäufe',
    locale: 'de_DE',
    timeZone: 'Europe/Berlin',
    readers: 'anyone',
    names: {totals: "'Sales 2024'!B1:F3", start: "'Sales 2024'!A2"},
    sheets: [
      {
        sheetId: 0,
        title: 'Sales 2024',
        rows: [
          ['day', 'at', 'opens', 'region', 'amount', 'units', 'paid', 'took', 'note'],
          [
            date('2024-01-31'),
            dateTime('2024-01-31T13:45:00.5'),
            time('08:30:00'),
            'Köln',
            euro(1234.5),
            3,
            true,
            duration(36.25),
            'first 🎉',
          ],
          [
            date('2024-02-29'),
            dateTime('2024-02-29T00:00'),
            time('00:00:00'),
            'Łódź',
            euro(-0.1),
            9007199254740991,
            false,
            duration(0.001),
          ],
          [null, null, null, 'Köln', null, null, null, null, '31/12/2024'],
          [
            date('1899-12-30'),
            dateTime('1969-07-20T20:17:40'),
            time('23:59:59.999'),
            null,
            euro(10),
            -7,
            true,
            duration(-1),
          ],
        ],
      },
      {
        sheetId: 733,
        title: "Messy 'n' more",
        rows: [
          [],
          [null, 'name', 'name', null, ' spread\n out ', 'mixed', 'error'],
          [null, 'a', 'b', 'c', 1.5, 12, {error: 'N_A'}],
          [null, 'd', 'e', '#N/A', 2, 'twelve', 4],
          [null, 'f', '', 'g', 3, true, {error: 'DIVIDE_BY_ZERO'}, 'beyond'],
          [null, 'h', null, null, null, date('2024-01-31'), 5],
        ],
      },
      {
        sheetId: 1048,
        title: 'Quarters',
        rows: [
          ['region', 2024, null, 2025, null],
          [null, 'Q1', 'Q2', 'Q1', 'Q2'],
          ['North', 1, 2, 3, 4],
          ['South', 5, 6, 7, 8],
        ],
        merges: [
          [0, 2, 0, 1],
          [0, 1, 1, 3],
          [0, 1, 3, 5],
        ],
      },
      {sheetId: 2001, title: 'Empty', rows: []},
      {sheetId: 2002, title: 'Chart1', sheetType: 'OBJECT', rows: []},
    ],
  },
  [PRIVATE]: {
    title: 'Salaries',
    locale: 'en_US',
    timeZone: 'America/New_York',
    readers: ['ann@example.com'],
    sheets: [
      {
        sheetId: 0,
        title: 'Sheet1',
        rows: [
          ['name', 'salary'],
          ['Ann', 100],
          ['Bob', 90],
        ],
      },
    ],
  },
  [OFFICE]: {
    title: 'Budget.xlsx',
    locale: 'en_US',
    timeZone: 'Etc/GMT',
    readers: 'anyone',
    isOffice: true,
    sheets: [],
  },
};
