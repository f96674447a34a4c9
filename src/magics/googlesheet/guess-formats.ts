import {looksLikeError, type NumberFormat} from './cells.js';
import type {Part} from './read-sheet.js';
import type {Grid} from './sheet-table.js';

/**
 * Tells dates from numbers where formats cannot be asked for: dates were read once as numbers, and
 * once as the text that the sheet shows in its locale, in which numbers stay numbers.
 */
export function guessFormats(part: Part, shown: Part['values']): Grid {
  const {area, values} = part;
  return {
    ...part,
    merges: [],
    formatAt: (row, column) => {
      const [r, c] = [row - area.row, column - area.column];
      const value = values[r]?.[c];
      const text = shown[r]?.[c];
      const isDate = typeof value === 'number' && typeof text === 'string';
      return {format: isDate ? formatOf(value, text) : undefined, isError: looksLikeError(value)};
    },
  };
}

function formatOf(serial: number, text: string): NumberFormat {
  const isClock = /^-?\d+:\d/.test(text);
  if (isClock && (serial < 0 || serial >= 1)) return {type: 'TIME', pattern: '[h]:mm:ss'};
  if (isClock) return {type: 'TIME'};
  return {type: text.includes(':') ? 'DATE_TIME' : 'DATE'};
}
