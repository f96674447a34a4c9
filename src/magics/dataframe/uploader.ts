import {ServiceError, isPassing} from './failures.js';
import {KnownUploads} from './known-uploads.js';
import type {PackedFile} from './pack.js';
import type {TusClient, UploadProgress} from './tus.js';

export interface UploaderOptions {
  readonly endpoint: string;
  readonly client: TusClient;
}

type OnProgress = (progress: UploadProgress) => void;

/** An upload that everybody on this page who has the same file waits for. */
interface SharedUpload {
  readonly url: Promise<string>;
  readonly watchers: Set<OnProgress>;
  readonly controller: AbortController;
  users: number;
}

type UploadInput = [
  key: string,
  file: PackedFile,
  name: string,
  signal: AbortSignal,
  onProgress: OnProgress,
];

/** Those under way, by server and checksum: cells and connectors share them. */
const underWay = new Map<string, SharedUpload>();

/** Uploads each file once, whoever asks for it how often. */
export class Uploader {
  readonly #options: UploaderOptions;
  readonly #known = new KnownUploads();

  constructor(options: UploaderOptions) {
    this.#options = options;
  }

  /** @returns the URL of the file, which is there whole */
  async upload(
    file: PackedFile,
    name: string,
    signal: AbortSignal,
    onProgress: OnProgress,
  ): Promise<string> {
    signal.throwIfAborted();
    const key = `${this.#options.endpoint} ${file.sha256}`;
    const shared = underWay.get(key) ?? this.#start(key, file, name);
    shared.watchers.add(onProgress);
    shared.users++;
    let onAbort!: () => void;
    const aborted = new Promise<never>((_, reject) => {
      onAbort = () => reject(signal.reason as Error);
      signal.addEventListener('abort', onAbort, {once: true});
    });
    try {
      return await Promise.race([shared.url, aborted]);
    } finally {
      signal.removeEventListener('abort', onAbort);
      shared.watchers.delete(onProgress);
      if (--shared.users === 0) {
        underWay.delete(key);
        shared.controller.abort();
      }
    }
  }

  #start(key: string, file: PackedFile, name: string): SharedUpload {
    const controller = new AbortController();
    const watchers = new Set<OnProgress>();
    const url = this.#uploadAlone(key, file, name, controller.signal, (progress) => {
      for (const watcher of watchers) watcher(progress);
    });
    const shared = {url, watchers, controller, users: 0};
    underWay.set(key, shared);
    url.catch(() => {});
    return shared;
  }

  /** Another tab may upload the same file: it is waited for, and has done the work then. */
  async #uploadAlone(...input: UploadInput): Promise<string> {
    const [key, , , signal] = input;
    const {locks} = navigator as {locks?: LockManager};
    if (!locks) return this.#upload(...input);
    return locks.request(`serverless-upload ${key}`, {signal}, () => this.#upload(...input));
  }

  async #upload(...[key, file, name, signal, onProgress]: UploadInput): Promise<string> {
    const {client, endpoint} = this.#options;
    const known = this.#known.get(key);
    // A server may name what it has by its checksum; where it does not, it has no such upload.
    let url = known ?? `${endpoint.replace(/\/$/, '')}/${file.sha256}`;
    let offset = await this.#offset(url, file, signal, known !== null);
    if (offset === file.bytes) return url;
    if (offset === null) {
      url = await client.create(file, name, signal);
      this.#known.set(key, url);
      offset = 0;
    }
    try {
      await client.send(url, file, offset, signal, onProgress);
    } catch (error) {
      // Who interrupts wants nothing to stay; after a failure the upload can go on later.
      if (signal.aborted) {
        this.#known.delete(key);
        void client.terminate(url);
      }
      throw error;
    }
    return url;
  }

  async #offset(
    url: string,
    {bytes}: PackedFile,
    signal: AbortSignal,
    isKnown: boolean,
  ): Promise<number | null> {
    try {
      return await this.#options.client.offset(url, bytes, signal);
    } catch (error) {
      if (!isKnown && isRefusal(error)) return null;
      throw error;
    }
  }
}

/** Whether a server says no to an address that it does not have. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof ServiceError) || error.status === null) return false;
  return error.status < 500 && error.status !== 401 && !isPassing(error.status);
}
