/** Cells in A1 notation, without a sheet: `A1:D9`, `A:D`, `2:5`, `$B$2`. */
const cells =
  /^(\$?[A-Z]{1,3}\$?\d+(:\$?[A-Z]{1,3}(\$?\d+)?)?|\$?[A-Z]{1,3}:\$?[A-Z]{1,3}(\$?\d+)?|\$?\d+:\$?\d+)$/i;

/**
 * Writes a range as the API takes it: with its sheet in quotes, and in the given sheet where it
 * names none. Names of ranges and of sheets stay as they are.
 */
export function qualify(range: string, sheet: string | null): string {
  const at = range.lastIndexOf('!');
  if (at > 0) {
    const title = range.slice(0, at);
    return `${quoted(unquoted(title))}!${range.slice(at + 1)}`;
  }
  return sheet !== null && cells.test(range) ? `${quoted(sheet)}!${range}` : range;
}

export const quoted = (title: string): string => `'${title.replaceAll("'", "''")}'`;

const unquoted = (title: string): string =>
  /^'.*'$/s.test(title) ? title.slice(1, -1).replaceAll("''", "'") : title;

/** A rectangle of a sheet; rows and columns count from 0, ends are not within. */
export interface Area {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  readonly endRow: number;
  readonly endColumn: number;
}

/** Reads a range as the API writes it, with its sheet. */
export function parseArea(range: string): Area {
  const [, title = '', from, row, to, endRow] =
    /^(?:(.*)!)?([A-Z]+)?(\d+)?(?::([A-Z]+)?(\d+)?)?$/s.exec(range) ?? [];
  const isCell = !range.slice(title.length).includes(':');
  return {
    sheet: unquoted(title),
    row: row ? Number(row) - 1 : 0,
    column: from ? columnIndex(from) : 0,
    endRow: endRow ? Number(endRow) : isCell && row ? Number(row) : Infinity,
    endColumn: to ? columnIndex(to) + 1 : isCell && from ? columnIndex(from) + 1 : Infinity,
  };
}

export function formatArea({sheet, row, column, endRow, endColumn}: Area): string {
  const range = `${cellName(row, column)}:${cellName(endRow - 1, endColumn - 1)}`;
  return sheet ? `${quoted(sheet)}!${range}` : range;
}

export const cellName = (row: number, column: number): string =>
  `${columnLetter(column)}${row + 1}`;

/** 0 is A, 25 is Z, 26 is AA. */
export function columnLetter(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? columnLetter(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}

function columnIndex(letters: string): number {
  let index = 0;
  for (const letter of letters) index = index * 26 + letter.charCodeAt(0) - 64;
  return index - 1;
}
