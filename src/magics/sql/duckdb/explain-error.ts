import {MagicError, type Position} from '../../errors.js';
import type {RenderedStatement} from '../statement.js';
import {tokenize} from '../tokens.js';

/** The table that a statement names and DuckDB does not have. */
export function missingTable(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  return (
    /^Catalog Error: Table with name ([\s\S]+?) does not exist!/.exec(error.message)?.[1] ?? null
  );
}

/** An error of DuckDB as that of the cell: its kind, its place, and what to do. */
export function explainError(
  error: unknown,
  {statement, tables = []}: {statement: RenderedStatement; tables?: readonly string[]},
): unknown {
  if (!(error instanceof Error) || error instanceof MagicError) return error;
  if (isCrash(error)) {
    return new MagicError(
      'OutOfMemoryError',
      `DuckDB was ended by the browser (${error.message}), most likely because memory ran out: it ` +
        'has at most 4 GB here. Ask for fewer rows or columns. Tables of files are read again when ' +
        'needed; tables that cells created are gone.',
      {cause: error},
    );
  }
  const [, kind, text] = /^([A-Z][\w ]*?) Error: ([\s\S]*)$/.exec(error.message) ?? [];
  if (!kind || text === undefined)
    return new MagicError('DuckDBError', error.message, {cause: error});
  const place = placeOf(error.message, statement);
  const missing = missingTable(error);
  const position = place ?? (missing ? placeOfName(missing, statement) : null);
  const plain = text.replace(/\n+LINE \d+: [\s\S]*$/, '').trim();
  const message = missing
    ? `There is no table "${missing}". ${listOf(tables)}`
    : (remedyFor(plain) ?? plain);
  return new MagicError(nameOf(kind), message, {position, cause: error});
}

/** WebAssembly itself has failed, and nothing can be asked of it any more. */
export function isCrash(error: unknown): boolean {
  return error instanceof Error && /^(RuntimeError|RangeError|CompileError)$/.test(error.name);
}

/** "Out of Memory Error" is an OutOfMemoryError, "INTERNAL Error" an InternalError. */
function nameOf(kind: string): string {
  const words = kind
    .split(' ')
    .map((word) => (word === word.toUpperCase() ? word.toLowerCase() : word));
  return `${words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join('')}Error`;
}

function listOf(tables: readonly string[]): string {
  const remedy =
    'A <serverless-table name="…" src="…"> inside of <serverless-sql> gives one, and each DataFrame of the kernel is one.';
  if (tables.length === 0) return remedy;
  const shown = tables.slice(0, 20).join(', ');
  return `There are ${shown}${tables.length > 20 ? ' and others' : ''}. ${remedy}`;
}

const remedies: readonly (readonly [RegExp, string])[] = [
  [
    /is not an? table$|base table/,
    'This is a view, or a DataFrame of the kernel, which SQL only reads. Change the frame in Python, or work with a copy: CREATE TABLE copy AS FROM df.',
  ],
  [
    /read_parquet|parquet_|'parquet'|the parquet extension|Cannot access file|httpfs|read_(?:csv|json|text|blob)|'json'.*read_json/,
    'Files are not read by SQL here: nothing is fetched that the page does not name. Name the file in the page, <serverless-table name="sales" src="sales.parquet">, and query it by its name: SELECT * FROM sales.',
  ],
  [
    /the icu extension|'icu'/,
    'Time zones and collations (the extension icu) are not in the DuckDB of this page, and nothing is downloaded from elsewhere: times with a zone are in UTC here. Convert them in Python, as df["t"].dt.tz_convert("Europe/Berlin").',
  ],
  [
    /the json extension|'json'/,
    'The type JSON and its functions (the extension json) are not in the DuckDB of this page, and nothing is downloaded from elsewhere. A JSON file that the page names by <serverless-table type="json"> has columns of STRUCT and LIST, which SQL reaches by dots and indexes; JSON in text is read in Python by json.loads.',
  ],
  [
    /extension|Loading external/i,
    'Extensions are not in the DuckDB of this page, and nothing is downloaded from elsewhere. Files are named in the page by <serverless-table name="…" src="…">, and Python does what remains.',
  ],
];

/** What to do instead, where DuckDB's own advice does not work in a page. */
function remedyFor(text: string): string | null {
  const found = remedies.find(([pattern]) => pattern.test(text));
  if (!found) {
    return /memory/i.test(text) && /allocate|limit|Out of Memory/i.test(text)
      ? `${text.split('\n')[0]!} DuckDB has at most 4 GB in a page: ask for fewer rows or columns.`
      : null;
  }
  return `${text.split('\n')[0]!}\n${found[1]}`;
}

/** Statements about extensions are refused before DuckDB says yes to what it cannot do. */
export function refuseExtension(kind: string): MagicError | null {
  if (kind !== 'INSTALL' && kind !== 'LOAD') return null;
  return new MagicError('PermissionError', `${kind}: ${remedies.at(-1)![1]}`);
}

/**
 * Finds `LINE 2: …text` and the caret below it in the statement. Long lines are cut at both ends,
 * and what is left of them begins with dots.
 */
function placeOf(message: string, statement: RenderedStatement): Position | null {
  const match = /LINE (\d+): (.*)\n( *)\^/.exec(message);
  if (!match) return null;
  const [, line, shown, indent] = match as unknown as [string, string, string, string];
  const prefix = `LINE ${line}: `.length;
  const at = indent.length - prefix;
  const text = statement.text.split('\n')[Number(line) - 1] ?? '';
  const isCut = shown.startsWith('...') && !text.startsWith('...');
  const part = isCut ? shown.slice(3).replace(/\.\.\.$/, '') : '';
  const start = isCut ? text.indexOf(part) - 3 : 0;
  // The caret counts characters, positions count UTF-16 units.
  const column = start + Array.from(shown).slice(0, at).join('').length + 1;
  return statement.place({line: Number(line), column: Math.max(column, 1)});
}

function placeOfName(name: string, statement: RenderedStatement): Position | null {
  const token = tokenize(statement.text).tokens.find(
    ({type, text}) =>
      (type === 'word' && text.toLowerCase() === name.toLowerCase()) ||
      (type === 'name' && text.slice(1, -1) === name),
  );
  return token ? statement.placeOf(token.start) : null;
}
