/** Writes Parquet and computes its checksum, in a worker: both take long for large frames. */
import {sha256} from '@noble/hashes/sha2.js';
import {bytesToHex} from '@noble/hashes/utils.js';
import {tableToParquet} from '../../data/parquet.js';
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
    const bytes = (await tableToParquet(unpackTable(header, buffers))) as Uint8Array<ArrayBuffer>;
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
