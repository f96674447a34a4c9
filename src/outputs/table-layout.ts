import {type TableColumn, cellText} from './table-source.js';

/** Browsers draw boxes up to some height; a longer table scrolls in larger steps. */
const MAX_HEIGHT = 8_000_000;
const [MIN_WIDTH, MAX_WIDTH, PADDING] = [3, 40, 3];

/** Where each column begins, in widths of the digit 0; the last entry is the width of all. */
export function columnOffsets(
  columns: readonly TableColumn[],
  sample: readonly (readonly unknown[])[],
): number[] {
  const offsets = [0];
  columns.forEach(({name}, index) => {
    const lengths = sample.map((row) => cellText(row[index]).length);
    const longest = lengths.reduce((a, b) => Math.max(a, b), name.length + 1);
    const width = Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, longest)) + PADDING;
    offsets.push(offsets.at(-1)! + width);
  });
  return offsets;
}

/** The part of a list of offsets that can be seen between `from` and `to`. */
export function visibleColumns(offsets: readonly number[], from: number, to: number) {
  const last = offsets.length - 1;
  let start = 0;
  while (start < last - 1 && offsets[start + 1]! < from) start++;
  let end = start + 1;
  while (end < last && offsets[end]! < to) end++;
  return {start, end};
}

/** Maps scroll positions to rows, in pixels. */
export class RowScale {
  readonly #rowCount: number;
  readonly rowHeight: number;
  /** The height of what can be seen at once. */
  readonly #viewHeight: number;

  constructor(rowCount: number, rowHeight: number, viewHeight: number) {
    this.#rowCount = rowCount;
    this.rowHeight = rowHeight;
    this.#viewHeight = viewHeight;
  }

  get height(): number {
    return Math.min(MAX_HEIGHT, this.#rowCount * this.rowHeight);
  }

  /** The row at the top, with a fraction. */
  rowAt(scrollTop: number): number {
    if (!this.#scaled) return scrollTop / this.rowHeight;
    return (scrollTop / (this.height - this.#viewHeight)) * this.#lastTop;
  }

  /** Where to draw a row while the table is scrolled so far. */
  topOf(row: number, scrollTop: number): number {
    if (!this.#scaled) return row * this.rowHeight;
    return scrollTop + (row - this.rowAt(scrollTop)) * this.rowHeight;
  }

  /** How far to scroll so that the row can be seen. */
  scrollTo(row: number, scrollTop: number): number {
    const top = this.rowAt(scrollTop);
    const fitting = this.#viewHeight / this.rowHeight;
    if (row >= top && row + 1 <= top + fitting) return scrollTop;
    const wanted = row < top ? row : row + 1 - fitting;
    if (!this.#scaled) return Math.max(0, wanted * this.rowHeight);
    return (Math.max(0, wanted) / this.#lastTop) * (this.height - this.#viewHeight);
  }

  get rowsInView(): number {
    return Math.max(1, Math.floor(this.#viewHeight / this.rowHeight));
  }

  get #scaled(): boolean {
    return this.#rowCount * this.rowHeight > MAX_HEIGHT;
  }

  get #lastTop(): number {
    return this.#rowCount - this.#viewHeight / this.rowHeight;
  }
}
