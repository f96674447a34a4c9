import {
  type Direction,
  type TableColumn,
  type TableSource,
  orderOf,
  reordered,
  toNumber,
} from './table-source.js';

const SAMPLE_ROWS = 200;
const CELL = /<t[dh]\b[^>]*>([^]*?)<\/t[dh]>/g;

/**
 * The rows of a table that pandas wrote as HTML. They are found in the text, and parsed only when
 * they are asked for, so that a hundred thousand of them cost nothing while they are not seen.
 */
export class HtmlTableSource implements TableSource {
  readonly columns: readonly TableColumn[];
  readonly #source: string;
  /** Where each row begins; the last entry is where the last row ends. */
  readonly #starts: number[] = [];

  constructor(source: string) {
    this.#source = source;
    const body = Math.max(0, source.indexOf('<tbody'));
    for (let at = source.indexOf('<tr', body); at >= 0; at = source.indexOf('<tr', at + 3)) {
      this.#starts.push(at);
    }
    const end = source.indexOf('</tbody>', this.#starts.at(-1) ?? body);
    this.#starts.push(end < 0 ? source.length : end);
    this.columns = this.#readColumns(source.slice(0, body));
  }

  get rowCount(): number {
    return this.#starts.length - 1;
  }

  rows(start: number, end: number): string[][] {
    const from = this.#starts[start] ?? 0;
    return this.#parse(this.#source.slice(from, this.#starts[Math.min(end, this.rowCount)]));
  }

  sort(column: number, direction: Direction): TableSource {
    const fromEnd = this.columns.length - column;
    let above = '';
    const values = this.#starts.slice(0, -1).map((start, index) => {
      const cells = [...this.#source.slice(start, this.#starts[index + 1]).matchAll(CELL)];
      const cell = cells[cells.length - fromEnd];
      // A row of a MultiIndex leaves out what is the same as above.
      if (cell) above = decode(cell[1]!);
      return isMissing(above) ? '' : above;
    });
    const order = orderOf(values, this.columns[column]!.type, direction);
    return reordered(
      {rowCount: this.rowCount, columns: this.columns, rows: () => []},
      (index) => this.rows(index, index + 1)[0]!,
      order,
    );
  }

  #parse(rows: string): string[][] {
    const table = `<table><tbody>${rows}</tbody></table>`;
    const parsed = new DOMParser().parseFromString(table, 'text/html');
    return Array.from(parsed.querySelectorAll('tr'), (row) => {
      const cells = Array.from(row.cells, (cell) => cell.textContent.trim());
      const missing = (this.columns?.length ?? 0) - cells.length;
      return missing > 0 ? [...Array<string>(missing).fill(''), ...cells] : cells;
    });
  }

  #readColumns(head: string): TableColumn[] {
    const parsed = new DOMParser().parseFromString(`${head}</thead></table>`, 'text/html');
    const levels = Array.from(parsed.querySelectorAll('thead tr'), (row) =>
      Array.from(row.querySelectorAll('th')).flatMap((cell) =>
        Array<string>(cell.colSpan).fill(cell.textContent.trim()),
      ),
    );
    const first =
      this.#starts.length > 1 ? this.#source.slice(this.#starts[0], this.#starts[1]) : '';
    const labels = (first.match(/<th\b/g) ?? []).length;
    const sample = this.#parse(
      this.#source.slice(this.#starts[0], this.#starts[Math.min(SAMPLE_ROWS, this.rowCount)]),
    );
    const width = Math.max(...levels.map(({length}) => length), sample[0]?.length ?? 0);
    return Array.from({length: width}, (_, index) => {
      const values = sample.map((row) => row[index - width + row.length] ?? '');
      return {
        name: levels
          .map((level) => level[index] ?? '')
          .filter(Boolean)
          .join(' / '),
        type: values.every((text) => isMissing(text) || !Number.isNaN(toNumber(text)))
          ? 'number'
          : 'text',
        label: index < labels,
      };
    });
  }
}

const isMissing = (text: string) => /^(NaN|NaT|None|<NA>|nan|)$/.test(text);

const ENTITIES: Record<string, string> = {'&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&'};

function decode(html: string): string {
  return html
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|quot|amp);/g, (entity) => ENTITIES[entity]!)
    .trim();
}
