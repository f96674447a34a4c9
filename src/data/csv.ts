import Papa from 'papaparse';
import {tableInBatches} from './build-batches.js';
import {TextColumn} from './csv/text-column.js';
import {DataError} from './errors.js';
import {Pacer} from './pacer.js';
import type {Table} from './table.js';
import {notText, textParts} from './text.js';

export interface CsvOptions {
  /** By default the one of comma, tab, semicolon and bar that the first line has most of. */
  readonly delimiter?: string;
  /** Whether the first line names the columns: yes by default; else they are `column_1` … */
  readonly header?: boolean;
}

/**
 * A table from CSV or TSV: UTF-8, or UTF-16 with a byte order mark. An empty field is missing; a
 * column has the narrowest type that holds all its fields exactly, else it is text.
 */
export async function tableFromCsv(
  bytes: Uint8Array,
  {delimiter, header = true}: CsvOptions = {},
): Promise<Table> {
  const pacer = new Pacer();
  const rows = new Rows(delimiter, header);
  let rest = '';
  for await (const part of textParts(bytes, 'CSV', pacer)) rest = rows.add(rest + part, true);
  rows.add(rest, false);
  const columns = rows.finish();
  return tableInBatches(
    columns.map((column) => column.field()),
    columns.map(({texts}) => texts),
    rows.length,
    (part, i) => columns[i]!.values(part),
    pacer,
  );
}

/** Takes the text part by part and sorts its fields into columns. */
class Rows {
  readonly #hasHeader: boolean;
  #delimiter: string | undefined;
  #parser: Papa.Parser | null = null;
  #columns: TextColumn[] | null = null;
  #newline: '\n' | '\r' = '\n';
  /** Lines that earlier parts had, for messages. */
  #lines = 0;
  length = 0;

  constructor(delimiter: string | undefined, hasHeader: boolean) {
    this.#delimiter = delimiter;
    this.#hasHeader = hasHeader;
  }

  /** Takes the rows that are whole, and gives back what is left of the last. */
  add(text: string, isPart: boolean): string {
    this.#parser ??= this.#start(text);
    const {data, errors, meta} = this.#parser.parse(text, 0, isPart) as Papa.ParseResult<string[]>;
    const [error] = errors;
    // A quote that is not closed yet may be so in the next part.
    if (error && !(isPart && error.code === 'MissingQuotes')) throw this.#quoteError(error, text);
    let line = this.#lines + 1;
    for (const [i, row] of data.entries()) {
      const isLast = !isPart && i === data.length - 1;
      this.#addRow(row, line, isLast);
      line += 1 + row.reduce((sum, field) => sum + newlines(field), 0);
    }
    this.#lines = line - 1;
    return isPart ? text.slice(meta.cursor) : '';
  }

  finish(): TextColumn[] {
    if (!this.#columns) {
      throw new DataError(
        'The CSV file has no rows, and no names of columns: check that it was written.',
      );
    }
    return this.#columns;
  }

  #start(text: string): Papa.Parser {
    if (/^\s*(<!doctype|<html|<\?xml)/i.test(text))
      throw notText('CSV', 'look like a page of HTML or XML');
    if (/^\s*(\{\s*"|\[\s*[[{])/.test(text)) throw notText('CSV', 'look like JSON');
    if (!text.includes('\n') && text.includes('\r')) this.#newline = '\r';
    this.#delimiter ??= guessDelimiter(text);
    return new Papa.Parser({delimiter: this.#delimiter, newline: this.#newline});
  }

  #addRow(row: string[], line: number, isLast: boolean): void {
    const last = row.length - 1;
    // Lines may end with \r\n here and with \n there.
    if (this.#newline === '\n' && row[last]!.endsWith('\r')) row[last] = row[last]!.slice(0, -1);
    const isBlank = row.length === 1 && row[0] === '';
    if (!this.#columns) {
      if (isBlank) return;
      const names = this.#hasHeader ? namesOf(row) : row.map((_, i) => `column_${i + 1}`);
      this.#columns = names.map((name) => new TextColumn(name));
      if (this.#hasHeader) return;
    }
    const columns = this.#columns;
    // A blank line is a missing value where there is one column, else it is nothing.
    if (isBlank && (columns.length > 1 || isLast)) return;
    if (row.length !== columns.length) {
      throw new DataError(
        `Line ${line} of the CSV file has ${row.length} ${row.length === 1 ? 'field' : 'fields'}, but there are ${columns.length} columns: quote fields that contain "${this.#delimiter ?? ''}", or name another delimiter.`,
      );
    }
    for (let i = 0; i < row.length; i++) columns[i]!.push(row[i]!);
    this.length++;
  }

  #quoteError({code, index = 0}: Papa.ParseError, text: string): DataError {
    const line = this.#lines + 1 + newlines(text.slice(0, index));
    return new DataError(
      code === 'MissingQuotes'
        ? `A quote that is opened in line ${line} of the CSV file is never closed: close it, or double it where it is part of the text.`
        : `A quoted field in line ${line} of the CSV file goes on after its closing quote: double the quotes that are part of the text.`,
    );
  }
}

function newlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** Where counts are equal, the first wins: tabs are rarely part of texts. */
const DELIMITERS = ['\t', ',', ';', '|'];

function guessDelimiter(text: string): string {
  const [line = ''] = text.replace(/"[^"]*"/g, '').split(/[\r\n]/, 1);
  const counts = DELIMITERS.map((each) => line.split(each).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))]!;
}

/** Names that tell columns apart: those that come again are numbered, as pandas does. */
function namesOf(row: readonly string[]): string[] {
  const names = new Set<string>();
  for (const [i, text] of row.entries()) {
    const name = text === '' ? `column_${i + 1}` : text;
    let unique = name;
    for (let count = 1; names.has(unique); count++) unique = `${name}.${count}`;
    names.add(unique);
  }
  return [...names];
}
