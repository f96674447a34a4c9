import type {Table} from '../../data/table.js';
import {packTable} from '../../data/wire.js';
import {createWorker} from '../../kernel/create-worker.js';
import {MagicError} from '../errors.js';
import type {PackAnswer, PackRequest} from './pack-worker.js';

/** A file as it is uploaded. */
export interface PackedFile {
  readonly blob: Blob;
  readonly bytes: number;
  /** In hexadecimal digits. */
  readonly sha256: string;
}

/**
 * Writes a table as Parquet, off the main thread. The table is given away: it is not to be used
 * afterwards.
 */
export async function packFile(table: Table, signal: AbortSignal): Promise<PackedFile> {
  const {header, buffers} = packTable(table, {transfer: true});
  const answer = await inWorker({header, buffers}, buffers, signal);
  if (!answer.ok) {
    throw new MagicError(answer.name, `The frame cannot be written as Parquet: ${answer.message}`);
  }
  const blob = new Blob([answer.bytes], {type: 'application/vnd.apache.parquet'});
  return {blob, bytes: blob.size, sha256: answer.sha256};
}

function inWorker(
  request: PackRequest,
  transfer: Transferable[],
  signal: AbortSignal,
): Promise<PackAnswer> {
  const url = new URL('./pack-worker.js', import.meta.url);
  const {worker, revoke} = createWorker(url, 'serverless-notebook-parquet');
  return new Promise<PackAnswer>((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, {once: true});
    worker.addEventListener('message', ({data}: MessageEvent<PackAnswer>) => resolve(data));
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      reject(
        new MagicError(
          'UploadError',
          `The frame cannot be written as Parquet: the worker for it ended (${event.message || 'it could not be loaded'}).`,
        ),
      );
    });
    worker.postMessage(request, transfer);
    if (signal.aborted) onAbort();
  }).finally(() => {
    worker.terminate();
    revoke();
  });
}
