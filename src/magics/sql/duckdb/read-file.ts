import type {Table} from '../../../data/table.js';
import type {FileFormat} from './protocol.js';

/** Reads a file as a table; what reads its format is loaded when it is needed. */
export async function readFile(file: Blob | ArrayBuffer, format: FileFormat): Promise<Table> {
  if (format === 'parquet') {
    const {tableFromParquet} = await import('../../../data/parquet.js');
    return tableFromParquet(await bytesOf(file));
  }
  const bytes = await bytesOf(file);
  switch (format) {
    case 'arrow':
      return (await import('../../../data/arrow.js')).tableFromIPC(bytes);
    case 'json':
      return (await import('../../../data/json.js')).tableFromJson(bytes);
    case 'csv':
      return (await import('../../../data/csv.js')).tableFromCsv(bytes);
    case 'tsv':
      return (await import('../../../data/csv.js')).tableFromCsv(bytes, {delimiter: '\t'});
  }
}

async function bytesOf(file: Blob | ArrayBuffer): Promise<Uint8Array> {
  return new Uint8Array(file instanceof Blob ? await file.arrayBuffer() : file);
}
