import {css} from 'lit';
import {HtmlTableSource} from './html-table-source.js';
import {TableView} from './table.js';
import {orderOf, toNumber} from './table-source.js';

/** A pandas table with more rows than this is drawn only where it is seen. */
const MANY_ROWS = 500;

const PATTERN = /<table\b[^>]*\bclass="[^"]*\bdataframe\b[^"]*"/;

/** Whether HTML is what pandas makes of a DataFrame, without a style of its own. */
export function isDataFrame(source: string): boolean {
  return PATTERN.test(source) && !/<script\b/i.test(source);
}

/** A DataFrame as a table with headings that stay in sight, numbers aligned, and sorting. */
export function showDataFrame(source: string, inPlace: (html: string) => HTMLElement): Node {
  if (hasManyRows(source)) return new TableView(new HtmlTableSource(source), 'DataFrame').element;
  const host = inPlace(source);
  host.classList.add('scrolls');
  const root = host.shadowRoot!;
  root.adoptedStyleSheets.push(styles.styleSheet!);
  for (const table of root.querySelectorAll<HTMLTableElement>('table.dataframe')) improve(table);
  return host;
}

function hasManyRows(source: string): boolean {
  let rows = 0;
  for (let at = source.indexOf('<tr'); at >= 0; at = source.indexOf('<tr', at + 3)) {
    if (++rows > MANY_ROWS) return true;
  }
  return false;
}

const styles = css`
  .scroll {
    max-height: min(var(--_output-height, 30rem), 80vh);
    overflow: auto;
    width: fit-content;
    max-width: 100%;
  }
  .scroll table {
    margin: 0;
    border-collapse: separate;
    border-spacing: 0;
  }
  .scroll thead :is(th, td) {
    background: var(--_background);
  }
  .scroll thead tr:first-child > * {
    position: sticky;
    inset-block-start: 0;
  }
  .scroll thead tr:last-child > * {
    border-block-end: 1px solid var(--_muted);
  }
  .scroll .text {
    text-align: start;
  }
  .scroll tbody th {
    font-weight: 600;
    white-space: nowrap;
  }
  th button {
    border: 0;
    padding: 0;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  th button:hover {
    text-decoration: underline;
  }
  [aria-sort='ascending'] button::after {
    content: ' ▲' / '';
    font-size: 0.75em;
  }
  [aria-sort='descending'] button::after {
    content: ' ▼' / '';
    font-size: 0.75em;
  }
  @media print {
    .scroll {
      max-height: none;
    }
  }
`;

function improve(table: HTMLTableElement): void {
  const rows = [...(table.tBodies[0]?.rows ?? [])];
  const heading = headingRow(table);
  const columns = heading?.cells.length ?? rows[0]?.cells.length ?? 0;
  const scroll = document.createElement('div');
  scroll.className = 'scroll';
  scroll.tabIndex = 0;
  scroll.setAttribute('role', 'group');
  scroll.setAttribute('aria-label', `DataFrame, ${rows.length} rows shown`);
  table.removeAttribute('border');
  table.replaceWith(scroll);
  scroll.append(table);

  const regular = rows.every(({cells}) => cells.length === columns);
  for (let column = 0; column < columns; column++) {
    // Rows of a MultiIndex lack cells at their start; from the end they can be counted.
    const cells = rows.map((row) => row.cells[row.cells.length - columns + column]);
    const texts = cells.map((cell) => cell?.textContent.trim() ?? '');
    if (texts.some((text) => !isNumeric(text))) {
      for (const cell of [heading?.cells[column], ...cells]) cell?.classList.add('text');
    }
  }
  // Sorting what pandas has shortened would pretend to know the rows that are missing.
  const shortened = rows.some(({cells}) => cells[0]?.textContent === '...');
  if (heading && regular && !shortened && rows.length > 1) makeSortable(heading, rows);
}

const MISSING = /^(NaN|NaT|None|<NA>|nan|\.\.\.|)$/;
const isNumeric = (text: string) => MISSING.test(text) || !Number.isNaN(toNumber(text));

/** The row with the names of the columns: not that with the name of the index. */
function headingRow(table: HTMLTableElement): HTMLTableRowElement | undefined {
  const rows = [...(table.tHead?.rows ?? [])];
  const last = rows.at(-1);
  const named = last && [...last.cells].slice(1).some((cell) => cell.textContent.trim());
  const heading = named ? last : (rows.at(-2) ?? last);
  return heading && [...heading.cells].every((cell) => cell.colSpan === 1) ? heading : undefined;
}

function makeSortable(heading: HTMLTableRowElement, rows: readonly HTMLTableRowElement[]): void {
  [...heading.cells].forEach((cell, column) => {
    const name = cell.textContent.trim();
    // The corner above the index has no name to press.
    if (!name) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...cell.childNodes);
    button.addEventListener('click', () => sortRows(heading, rows, cell, column));
    cell.append(button);
  });
}

function sortRows(
  heading: HTMLTableRowElement,
  rows: readonly HTMLTableRowElement[],
  cell: HTMLTableCellElement,
  column: number,
): void {
  const now = cell.getAttribute('aria-sort');
  for (const other of heading.cells) other.removeAttribute('aria-sort');
  let sorted = [...rows];
  if (now !== 'descending') {
    const direction = now === 'ascending' ? 'descending' : 'ascending';
    const texts = rows.map((row) => row.cells[column]!.textContent.trim());
    const values = texts.map((text) => (MISSING.test(text) ? '' : text));
    const order = orderOf(values, texts.every(isNumeric) ? 'number' : 'text', direction);
    sorted = Array.from(order, (index) => rows[index]!);
    cell.setAttribute('aria-sort', direction);
  }
  rows[0]!.parentElement!.append(...sorted);
}
