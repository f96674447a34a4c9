/** Writes Parquet and computes its checksum, in a worker: both take long for large frames. */
import {sha256} from '@noble/hashes/sha2.js';
import {bytesToHex} from '@noble/hashes/utils.js';
import {parquetWriteBuffer} from 'hyparquet-writer';
import type {Table} from '../../data/table.js';
import {type TableHeader, unpackTable} from '../../data/wire.js';

export interface PackRequest {
  readonly header: TableHeader;
  readonly buffers: readonly ArrayBuffer[];
}

export type PackAnswer =
  | {readonly ok: true; readonly bytes: Uint8Array<ArrayBuffer>; readonly sha256: string}
  | {readonly ok: false; readonly name: string; readonly message: string};

addEventListener('message', ({data}: MessageEvent<PackRequest>) => {
  void answer(data);
});

async function answer({header, buffers}: PackRequest): Promise<void> {
  try {
    const bytes = tableToParquet(unpackTable(header, buffers));
    // The browser's own digest is for secure pages only, and an intranet's often are not.
    send({ok: true, bytes, sha256: bytesToHex(sha256(bytes))}, [bytes.buffer]);
  } catch (error) {
    const {name, message} = error instanceof Error ? error : new Error(String(error));
    send({ok: false, name, message});
  }
}

function send(message: PackAnswer, transfer: Transferable[] = []): void {
  postMessage(message, {transfer});
}

function tableToParquet(table: Table): Uint8Array<ArrayBuffer> {
  const columnData = table.fields.map(({name}, index) => ({
    name,
    data: table.getChildAt(index)!.toArray(),
  }));
  return new Uint8Array(parquetWriteBuffer({columnData}));
}
