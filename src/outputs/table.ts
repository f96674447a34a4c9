import {nextFrame} from './next-frame.js';
import {copyTable} from './table-copy.js';
import {RowScale, columnOffsets, visibleColumns} from './table-layout.js';
import {type Direction, type TableColumn, type TableSource, cellText} from './table-source.js';
import {tableStyles} from './table-styles.js';
import {shadowHost} from './shadow-host.js';

const SAMPLE_ROWS = 200;
/** Rows that are drawn above and below what can be seen. */
const MARGIN = 10;
const HEADER = -1;

/**
 * A table of any length: only the rows and columns in sight are in the page. It is one stop for the
 * Tab key; the arrow keys move between cells, and Enter on a heading sorts.
 */
export class TableView {
  readonly element: HTMLElement;
  readonly #original: TableSource;
  readonly #grid = part('grid', 'grid');
  readonly #header = part('row header', 'row');
  readonly #canvas = part('canvas', 'rowgroup');
  #source: TableSource;
  #offsets: number[] = [0];
  #scale: RowScale;
  #active = {row: 0, column: 0};
  #sorted?: {column: number; direction: Direction};
  /** A drawing that is to come; however often the table changes before, it is one. */
  #frame?: Promise<void>;
  /** Counts drawings, so that rows which come late are not drawn over newer ones. */
  #drawing = 0;

  constructor(source: TableSource, name = 'Table') {
    this.#original = source;
    this.#source = source;
    this.#scale = new RowScale(source.rowCount, 28, 400);
    const size = `${count(source.rowCount, 'row')} × ${count(source.columns.length, 'column')}`;
    const grid = this.#grid;
    grid.tabIndex = 0;
    grid.setAttribute('aria-label', `${name}, ${size}`);
    grid.setAttribute('aria-rowcount', String(source.rowCount + 1));
    grid.setAttribute('aria-colcount', String(source.columns.length));
    this.#header.setAttribute('aria-rowindex', '1');
    // A grid without cells is none: it is there from its first drawing on.
    grid.style.visibility = 'hidden';
    grid.append(this.#header, this.#canvas);
    grid.addEventListener('scroll', () => this.#drawSoon(), {passive: true});
    grid.addEventListener('keydown', (event) => this.#onKey(event));
    grid.addEventListener('click', (event) => this.#onClick(event));
    new ResizeObserver(() => this.#drawSoon()).observe(grid);

    const footer = part('footer');
    footer.append(
      size,
      copyTable(() => this.#source),
    );
    this.element = shadowHost([tableStyles], grid, footer);
    this.element.classList.add('scrolls');
    void this.#start();
  }

  async #start(): Promise<void> {
    const sample = await this.#source.rows(0, Math.min(SAMPLE_ROWS, this.#source.rowCount));
    this.#offsets = columnOffsets(this.#source.columns, sample);
    this.#canvas.style.width = this.#header.style.width = `${this.#offsets.at(-1)!}ch`;
    this.#drawSoon();
  }

  #drawSoon(): void {
    this.#frame ??= nextFrame().then(() => {
      this.#frame = undefined;
      return this.#draw();
    });
  }

  async #draw(): Promise<void> {
    const grid = this.#grid;
    if (!grid.isConnected || this.#offsets.length < 2) return;
    const drawing = ++this.#drawing;
    const rowHeight = Math.round(parseFloat(getComputedStyle(grid).fontSize) * 1.9);
    grid.style.setProperty('--_row-height', `${rowHeight}px`);
    this.#scale = new RowScale(this.#source.rowCount, rowHeight, this.#viewHeight(rowHeight));
    const scale = this.#scale;
    this.#canvas.style.height = `${scale.height}px`;

    const top = scale.rowAt(grid.scrollTop);
    const start = Math.max(0, Math.floor(top) - MARGIN);
    const end = Math.min(this.#source.rowCount, Math.ceil(top) + scale.rowsInView + 1 + MARGIN);
    const found = this.#source.rows(start, end);
    const rows = found instanceof Promise ? await found : found;
    if (drawing !== this.#drawing) return;

    const columns = this.#visibleColumns();
    this.#header.replaceChildren(...this.#cells(HEADER, undefined, columns));
    this.#canvas.replaceChildren(
      ...rows.map((values, offset) => {
        const index = start + offset;
        const row = part(index % 2 ? 'row odd' : 'row', 'row');
        row.setAttribute('aria-rowindex', String(index + 2));
        row.style.top = `${scale.topOf(index, grid.scrollTop)}px`;
        row.append(...this.#cells(index, values, columns));
        return row;
      }),
    );
    grid.style.visibility = '';
    const active = grid.querySelector('.active');
    if (active) grid.setAttribute('aria-activedescendant', active.id);
    else grid.removeAttribute('aria-activedescendant');
  }

  #viewHeight(rowHeight: number): number {
    const height = this.#grid.clientHeight - this.#header.offsetHeight;
    // Were a page's style to let the grid grow with its rows, it would draw them all.
    return Math.min(Math.max(rowHeight, height), 2 * window.innerHeight);
  }

  #visibleColumns(): {start: number; end: number} {
    const {scrollLeft, clientWidth} = this.#grid;
    const unit = this.#canvas.offsetWidth / this.#offsets.at(-1)! || 8;
    const {start, end} = visibleColumns(
      this.#offsets,
      scrollLeft / unit,
      (scrollLeft + clientWidth) / unit,
    );
    // The cell that is announced has to be there, also while it scrolls into sight.
    const {column} = this.#active;
    return {start: Math.min(start, column), end: Math.max(end, column + 1)};
  }

  #cells(
    row: number,
    values: readonly unknown[] | undefined,
    {start, end}: {start: number; end: number},
  ): HTMLElement[] {
    const cells: HTMLElement[] = [];
    for (let index = start; index < end; index++) {
      const column = this.#source.columns[index]!;
      const cell = part('cell', roleOf(row, column));
      cell.id = `c${row + 1}-${index}`;
      cell.dataset['row'] = String(row);
      cell.dataset['column'] = String(index);
      cell.setAttribute('aria-colindex', String(index + 1));
      cell.style.insetInlineStart = `${this.#offsets[index]!}ch`;
      cell.style.width = `${this.#offsets[index + 1]! - this.#offsets[index]!}ch`;
      cell.classList.toggle('number', column.type === 'number');
      cell.classList.toggle('label', Boolean(column.label));
      cell.classList.toggle('active', this.#active.row === row && this.#active.column === index);
      if (values) fill(cell, values[index], column);
      else this.#fillHeading(cell, index, column);
      cells.push(cell);
    }
    return cells;
  }

  #fillHeading(cell: HTMLElement, index: number, {name}: TableColumn): void {
    const text = document.createElement('b');
    text.textContent = name;
    cell.append(text);
    if (name.length > 20) cell.title = name;
    if (!this.#original.sort) return;
    cell.classList.add('sortable');
    const direction = this.#sorted?.column === index ? this.#sorted.direction : 'none';
    cell.setAttribute('aria-sort', direction);
  }

  #onClick(event: MouseEvent): void {
    const cell = (event.target as HTMLElement).closest<HTMLElement>('.cell');
    if (!cell) return;
    this.#active = {row: Number(cell.dataset['row']), column: Number(cell.dataset['column'])};
    if (this.#active.row === HEADER) void this.#sort(this.#active.column);
    // Drawing anew would lose what was just selected.
    else if (!getSelection()?.toString()) this.#drawSoon();
  }

  #onKey(event: KeyboardEvent): void {
    const {row, column} = this.#active;
    const last = {row: this.#source.rowCount - 1, column: this.#source.columns.length - 1};
    const command = event.ctrlKey || event.metaKey;
    if (event.altKey || (event.shiftKey && event.key !== 'Tab')) return;
    const moves: Record<string, [number, number]> = {
      ArrowUp: [command ? 0 : row - 1, column],
      ArrowDown: [command ? last.row : row + 1, column],
      ArrowLeft: [row, command ? 0 : column - 1],
      ArrowRight: [row, command ? last.column : column + 1],
      PageUp: [Math.max(0, row - this.#scale.rowsInView), column],
      PageDown: [row + this.#scale.rowsInView, column],
      Home: [command ? 0 : row, 0],
      End: [command ? last.row : row, last.column],
    };
    const move = moves[event.key];
    if (move) {
      this.#moveTo(
        Math.min(last.row, Math.max(HEADER, move[0])),
        Math.min(last.column, Math.max(0, move[1])),
      );
    } else if ((event.key === 'Enter' || event.key === ' ') && row === HEADER && !command) {
      void this.#sort(column);
    } else if (command && event.key === 'c' && !getSelection()?.toString()) {
      void this.#copyActive();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  #moveTo(row: number, column: number): void {
    this.#active = {row, column};
    const grid = this.#grid;
    if (row !== HEADER) grid.scrollTop = this.#scale.scrollTo(row, grid.scrollTop);
    const unit = this.#canvas.offsetWidth / this.#offsets.at(-1)!;
    const [start, end] = [this.#offsets[column]! * unit, this.#offsets[column + 1]! * unit];
    if (start < grid.scrollLeft) grid.scrollLeft = start;
    else if (end > grid.scrollLeft + grid.clientWidth) grid.scrollLeft = end - grid.clientWidth;
    this.#drawSoon();
  }

  async #sort(column: number): Promise<void> {
    const original = this.#original;
    if (!original.sort) return;
    const now = this.#sorted?.column === column ? this.#sorted.direction : undefined;
    const direction: Direction | undefined =
      now === undefined ? 'ascending' : now === 'ascending' ? 'descending' : undefined;
    const sorted = direction && {column, direction};
    this.#sorted = sorted;
    const source = direction ? await original.sort(column, direction) : original;
    if (this.#sorted !== sorted) return;
    this.#source = source;
    this.#drawSoon();
  }

  async #copyActive(): Promise<void> {
    const {row, column} = this.#active;
    if (row === HEADER) return navigator.clipboard.writeText(this.#source.columns[column]!.name);
    const [values] = await this.#source.rows(row, row + 1);
    await navigator.clipboard.writeText(cellText(values?.[column]));
  }
}

function fill(cell: HTMLElement, value: unknown, {label}: TableColumn): void {
  const text = cellText(value);
  if (text.length > 20) cell.title = text.slice(0, 1000);
  if (value === null || value === undefined) cell.classList.add('missing');
  const target = label ? cell.appendChild(document.createElement('b')) : cell;
  target.textContent = text.length > 1000 ? `${text.slice(0, 1000)}…` : text;
}

function roleOf(row: number, {label}: TableColumn): string {
  if (row === HEADER) return 'columnheader';
  return label ? 'rowheader' : 'gridcell';
}

function part(className: string, role?: string): HTMLDivElement {
  const element = document.createElement('div');
  element.className = className;
  if (role) element.setAttribute('role', role);
  return element;
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}
