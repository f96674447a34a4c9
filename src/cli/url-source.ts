import {open, rm, stat} from 'node:fs/promises';
import {reason, SourceError} from './errors.js';
import type {Source} from './sources.js';

const tries = 3;

/** How long a server may be silent, not how long a download may take. */
const silenceMs = 60_000;

/** A folder on a web server. */
export class UrlSource implements Source {
  readonly name: string;
  readonly #url: string;
  /** Once no connection can be made, the other files need not wait for it too. */
  #unreachable: SourceError | null = null;

  constructor(url: string) {
    this.name = url;
    this.#url = url.endsWith('/') ? url : `${url}/`;
  }

  async get(
    fileName: string,
    part: string,
    progress: (bytes: number, total: number) => void,
  ): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      if (this.#unreachable) throw this.#unreachable;
      try {
        await this.#download(this.#url + encodeURIComponent(fileName), part, progress);
        return;
      } catch (error) {
        if (error instanceof SourceError) throw error;
        // What has come so far is kept, so the next try, or the next run, goes on from there.
        if (attempt < tries && !isUnreachable(error)) continue;
        const failure = new SourceError(reason(error));
        if (isUnreachable(error)) this.#unreachable = failure;
        throw failure;
      }
    }
  }

  async #download(
    url: string,
    part: string,
    progress: (bytes: number, total: number) => void,
  ): Promise<void> {
    const have = (await stat(part).catch(() => null))?.size ?? 0;
    const silence = new AbortController();
    const wake = () => silence.abort(new Error(`no byte came for ${silenceMs / 1000} s`));
    const timer = setTimeout(wake, silenceMs);
    try {
      const response = await fetch(url, {
        // A compressed answer could not be continued at a byte of the file.
        headers: {'accept-encoding': 'identity', ...(have > 0 && {range: `bytes=${have}-`})},
        signal: silence.signal,
      });
      if (response.status === 416) {
        await response.body?.cancel();
        await rm(part, {force: true});
        await this.#download(url, part, progress);
        return;
      }
      if (response.status >= 500) {
        throw new Error(`the server answered ${response.status} ${response.statusText}`);
      }
      if (!response.ok || !response.body) {
        throw new SourceError(`the server answered ${response.status} ${response.statusText}`);
      }
      const resumed = response.status === 206;
      const total = Number(response.headers.get('content-length') ?? 0) + (resumed ? have : 0);
      let bytes = resumed ? have : 0;
      const file = await open(part, resumed ? 'a' : 'w');
      try {
        // Each chunk is written before the next one is read: when the connection breaks, none is lost.
        for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
          timer.refresh();
          await file.writeFile(chunk);
          bytes += chunk.length;
          progress(bytes, total);
        }
      } finally {
        await file.close();
      }
      if (total > 0 && bytes < total) throw new Error(`only ${bytes} of ${total} bytes came`);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Where Pyodide's own project publishes each of its versions. */
export class CdnSource extends UrlSource {
  constructor(pyodideVersion: string) {
    super(`https://cdn.jsdelivr.net/pyodide/v${pyodideVersion}/full/`);
  }
}

function isUnreachable(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause as NodeJS.ErrnoException | undefined) : null;
  const codes = ['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH'];
  return codes.includes(cause?.code ?? '') || cause?.code === 'UND_ERR_CONNECT_TIMEOUT';
}
