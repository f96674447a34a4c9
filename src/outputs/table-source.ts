/** One column of a table. */
export interface TableColumn {
  readonly name: string;
  readonly type: 'number' | 'text';
  /** A column that labels the rows, as an index does. */
  readonly label?: boolean;
}

export type Direction = 'ascending' | 'descending';

/** Rows that can be read in parts, wherever they are: in HTML, in JSON, in Arrow. */
export interface TableSource {
  readonly rowCount: number;
  readonly columns: readonly TableColumn[];
  /** The cells of the rows from `start` up to, but without, `end`. */
  rows(
    start: number,
    end: number,
  ): readonly (readonly unknown[])[] | Promise<readonly (readonly unknown[])[]>;
  /** The same rows in the order of a column. A source without this cannot be sorted. */
  sort?(column: number, direction: Direction): TableSource | Promise<TableSource>;
}

/** What a cell shows. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') return JSON.stringify(value);
  // eslint-disable-next-line @typescript-eslint/no-base-to-string -- it is no object
  return String(value);
}

/**
 * The order of rows by the values of a column, as pandas sorts: numbers by their size, text by its
 * characters, missing values last in either direction, equal ones as they were.
 */
export function orderOf(
  values: readonly unknown[],
  type: TableColumn['type'],
  direction: Direction,
): Uint32Array {
  const keys = type === 'number' ? values.map(toNumber) : values.map(cellText);
  const missing = keys.map((key) => key === '' || Number.isNaN(key));
  const sign = direction === 'ascending' ? 1 : -1;
  return Uint32Array.from(values, (_, index) => index).sort((a, b) => {
    if (missing[a] || missing[b]) return Number(missing[a]) - Number(missing[b]) || a - b;
    const [x, y] = [keys[a]!, keys[b]!];
    return x < y ? -sign : x > y ? sign : a - b;
  });
}

export function toNumber(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || !value.trim()) return NaN;
  return Number(value.replace(/[,\s%$€£]/g, '').replace('−', '-'));
}

/** The rows of a source in memory, in another order. */
export function reordered(
  source: TableSource,
  row: (index: number) => readonly unknown[],
  order: Uint32Array,
): TableSource {
  return {
    ...source,
    rows: (start, end) => Array.from(order.subarray(start, end), row),
  };
}
