import {type TableSource, cellText} from './table-source.js';

const CHUNK_ROWS = 2000;

/** A button that copies a whole table as a spreadsheet takes it. */
export function copyTable(source: () => TableSource): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy as TSV';
  button.addEventListener('click', () => {
    // The browser lets a click copy; what takes longer has to be promised at once.
    const item = new ClipboardItem({'text/plain': toTsv(source())});
    navigator.clipboard.write([item]).then(
      () => (button.textContent = 'Copied'),
      () => (button.textContent = 'Not allowed to copy'),
    );
    setTimeout(() => (button.textContent = 'Copy as TSV'), 2000);
  });
  return button;
}

/** Text with tabs between cells and a line for each row. */
export async function toTsv(source: TableSource): Promise<Blob> {
  const lines = (rows: readonly (readonly unknown[])[]) =>
    rows.map((row) => `${row.map(field).join('\t')}\n`).join('');
  const parts = [lines([source.columns.map(({name}) => name)])];
  for (let start = 0; start < source.rowCount; start += CHUNK_ROWS) {
    parts.push(lines(await source.rows(start, Math.min(source.rowCount, start + CHUNK_ROWS))));
    // The page stays alive between the parts of a long table.
    await new Promise((resolve) => setTimeout(resolve));
  }
  return new Blob(parts, {type: 'text/plain'});
}

const field = (value: unknown) => cellText(value).replace(/[\t\r\n]+/g, ' ');
