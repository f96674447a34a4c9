import {ServiceError, isMissing} from './failures.js';
import type {PackedFile} from './pack.js';
import {type Transport, mayPass, pause} from './transport.js';
import {MagicError} from '../errors.js';

const version = '1.0.0';

/** An upload goes on for so long after the last byte that the server has taken. */
const patienceMs = 120_000;
const longestWaitMs = 10_000;

export interface TusOptions {
  /** Where uploads are made. */
  readonly endpoint: string;
  readonly transport: Transport;
  readonly chunkBytes: number;
}

export interface UploadProgress {
  readonly sent: number;
  /** Why nothing is sent at the moment. */
  readonly problem?: string;
}

/**
 * Uploads files by tus 1.0, the protocol of resumable uploads: https://tus.io/protocols/resumable-upload
 *
 * It goes on where it was after any loss of the network, and only makes another upload where the
 * server says that it does not have the first: never because of a failure that passes.
 */
export class TusClient {
  readonly #options: TusOptions;

  constructor(options: TusOptions) {
    this.#options = options;
  }

  /**
   * How much of an upload the server has.
   *
   * @returns null where there is no such upload of this size
   */
  async offset(url: string, bytes: number, signal: AbortSignal): Promise<number | null> {
    let response: Response;
    try {
      response = await this.#options.transport.fetch(url, {
        method: 'HEAD',
        headers: {'tus-resumable': version},
        signal,
      });
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
    const length = response.headers.get('upload-length');
    const offset = response.headers.get('upload-offset');
    if (offset === null || (length !== null && Number(length) !== bytes)) return null;
    return Number(offset);
  }

  /** Makes an upload. @returns its URL */
  async create({bytes, sha256}: PackedFile, name: string, signal: AbortSignal): Promise<string> {
    const {endpoint, transport} = this.#options;
    const metadata = {filename: name, filetype: 'application/vnd.apache.parquet', sha256};
    const response = await transport.fetch(endpoint, {
      method: 'POST',
      headers: {
        'tus-resumable': version,
        'upload-length': String(bytes),
        'upload-metadata': Object.entries(metadata)
          .map(([key, value]) => `${key} ${base64(value)}`)
          .join(','),
      },
      signal,
      isRepeatable: true,
    });
    const location = response.headers.get('location');
    if (location) return new URL(location, endpoint).href;
    throw new MagicError(
      'UploadError',
      `${endpoint} has answered ${response.status} without the Location of the upload: is it a server for tus uploads${
        new URL(endpoint).origin === location
          ? ''
          : ', and does it send Access-Control-Expose-Headers: Location'
      }?`,
    );
  }

  /** Sends what the server does not have yet, however often the network is lost meanwhile. */
  async send(
    url: string,
    file: PackedFile,
    from: number,
    signal: AbortSignal,
    onProgress: (progress: UploadProgress) => void,
  ): Promise<void> {
    let offset = from;
    let lastGain = performance.now();
    let waitMs = 500;
    while (offset < file.bytes) {
      onProgress({sent: offset});
      try {
        const reached = await this.#patch(url, file, offset, signal);
        if (reached > offset) {
          lastGain = performance.now();
          waitMs = 500;
        }
        offset = reached;
      } catch (error) {
        signal.throwIfAborted();
        if (!goesOn(error) || performance.now() - lastGain > patienceMs) throw error;
        onProgress({sent: offset, problem: (error as Error).message.split('\n', 1)[0]});
        await pauseOrOnline(waitMs, signal);
        waitMs = Math.min(longestWaitMs, waitMs * 2);
        // What was under way when the network was lost may have arrived or not.
        offset = (await this.#offsetIfReached(url, file.bytes, signal)) ?? offset;
      }
    }
    onProgress({sent: offset});
  }

  /** Removes an upload that nobody wants any more; whether that works matters to nobody. */
  async terminate(url: string): Promise<void> {
    await this.#options.transport
      .fetch(url, {method: 'DELETE', headers: {'tus-resumable': version}})
      .catch(() => {});
  }

  async #patch(
    url: string,
    file: PackedFile,
    offset: number,
    signal: AbortSignal,
  ): Promise<number> {
    const {transport, chunkBytes} = this.#options;
    const response = await transport.fetch(url, {
      method: 'PATCH',
      headers: {
        'tus-resumable': version,
        'upload-offset': String(offset),
        'content-type': 'application/offset+octet-stream',
      },
      body: file.blob.slice(offset, offset + chunkBytes),
      signal,
    });
    const reached = Number(response.headers.get('upload-offset') ?? Number.NaN);
    if (reached >= offset && reached <= file.bytes) return reached;
    throw new MagicError(
      'UploadError',
      `${url} does not say how much of the file it has (Upload-Offset: ${response.headers.get('upload-offset') ?? 'missing'}).`,
    );
  }

  async #offsetIfReached(url: string, bytes: number, signal: AbortSignal): Promise<number | null> {
    try {
      const offset = await this.offset(url, bytes, signal);
      if (offset !== null) return offset;
    } catch (error) {
      if (goesOn(error)) return null;
      throw error;
    }
    throw new MagicError(
      'UploadError',
      `${url}: the server has lost the upload. Run the cell again.`,
    );
  }
}

/** Whether sending goes on: 409 says that the server has another part of the file than we think. */
function goesOn(error: unknown): boolean {
  return mayPass(error) || (error instanceof ServiceError && error.status === 409);
}

/** Waits, but no longer than the network is away. */
async function pauseOrOnline(ms: number, signal: AbortSignal): Promise<void> {
  if (navigator.onLine) return pause(ms, signal);
  const either = new AbortController();
  const online = new Promise<void>((resolve) => {
    addEventListener('online', () => resolve(), {once: true, signal: either.signal});
  });
  try {
    await Promise.race([online, pause(longestWaitMs, signal)]);
  } finally {
    either.abort();
  }
}

const base64 = (text: string): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)));
