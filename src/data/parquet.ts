import {writeParquet} from './parquet/write.js';
import type {Table} from './table.js';

/** Where a file is read from in parts, such as by requests for ranges. */
export interface ByteSource {
  readonly byteLength: number;
  slice(start: number, end: number): Promise<ArrayBuffer>;
}

/**
 * A table from a Parquet file. Only the columns that are asked for are read, which are all by
 * default; a batch is made of each row group.
 */
export async function tableFromParquet(
  source: Uint8Array | ByteSource,
  options: {readonly columns?: readonly string[]} = {},
): Promise<Table> {
  // Those who only write, such as uploads, do without it.
  const {readParquet} = await import('./parquet/read.js');
  return readParquet(source instanceof Uint8Array ? sourceOf(source) : source, options.columns);
}

/** A Parquet file that DuckDB, Spark, Trino and pyarrow read, and that comes back as it was. */
export function tableToParquet(table: Table): Promise<Uint8Array> {
  return writeParquet(table);
}

function sourceOf(bytes: Uint8Array): ByteSource {
  return {
    byteLength: bytes.byteLength,
    slice: (start, end) => Promise.resolve(bytes.slice(start, end).buffer),
  };
}
