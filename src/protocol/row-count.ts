/** A number of rows as a reader sees it: `1 row`, `1,234 rows`. */
export function rowCount(rows: number): string {
  return `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}`;
}
