import {readTable, type IpcOptions} from './arrow/read.js';
import {writeTable} from './arrow/write.js';
import type {Table} from './table.js';

/**
 * A table from the bytes of Apache Arrow's IPC format, as a stream or as a file: its values stay
 * where they are in the bytes, except of types that a `Table` does not have, which are decoded.
 */
export function tableFromIPC(bytes: Uint8Array, options: IpcOptions = {}): Table {
  return readTable(bytes, options);
}

/** Integers of 128 bits, which Arrow lacks, are written as DuckDB writes its HUGEINT. */
export function tableToIPC(
  table: Table,
  {format = 'stream'}: {format?: 'stream' | 'file'} = {},
): Uint8Array {
  return writeTable(table, format);
}

export type {IpcOptions};
