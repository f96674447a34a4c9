import type {CsvOptions} from './csv.js';
import type {ByteSource} from './parquet.js';
import type {Table} from './table.js';

/*
 * Readers and writers of files for pages and plugins, which load what they need when they are first
 * called: see the modules that they name.
 */

/** A table from CSV or TSV; see `csv.ts`. */
export async function tableFromCsv(bytes: Uint8Array, options?: CsvOptions): Promise<Table> {
  const csv = await import('./csv.js');
  return csv.tableFromCsv(bytes, options);
}

/** A table from JSON or NDJSON; see `json.ts`. */
export async function tableFromJson(bytes: Uint8Array): Promise<Table> {
  const json = await import('./json.js');
  return json.tableFromJson(bytes);
}

/** A table from a Parquet file; see `parquet.ts`. */
export async function tableFromParquet(
  source: Uint8Array | ByteSource,
  options?: {readonly columns?: readonly string[]},
): Promise<Table> {
  const parquet = await import('./parquet.js');
  return parquet.tableFromParquet(source, options);
}

/** A Parquet file of a table; see `parquet.ts`. */
export async function tableToParquet(table: Table): Promise<Uint8Array> {
  const parquet = await import('./parquet.js');
  return parquet.tableToParquet(table);
}

export type {ByteSource, CsvOptions};
