import type {Progress} from './api.js';
import {download} from './download.js';
import {WorkerError, lastLine, toFailure} from './failure.js';
import type {LockFile, PyodideModule} from './pyodide-types.js';

const files = {
  'pyodide-lock.json': 'the list of packages',
  'pyodide.asm.wasm': 'Python',
  'python_stdlib.zip': 'the standard library',
};

const remedy =
  'The folder must hold one whole Pyodide distribution; "npx serverless-notebook vendor" makes one.';

/**
 * Watches what Pyodide fetches while it boots: tells how many bytes have come, and why it failed,
 * which Pyodide itself would only write to the console before it waits for ever.
 */
export class BootWatch {
  /** Rejects when the boot cannot succeed any more. */
  readonly failed: Promise<never>;
  #folder: string;
  #report: (progress: Progress) => void;
  #bytes = new Map<string, {loaded: number; total: number | undefined}>();
  #reject!: (error: unknown) => void;
  #original = {fetch: self.fetch, instantiateStreaming: WebAssembly.instantiateStreaming};

  constructor(folder: string, report: (progress: Progress) => void) {
    this.#folder = folder;
    this.#report = report;
    this.failed = new Promise((_, reject) => {
      this.#reject = reject;
    });
    this.failed.catch(() => {});
    self.fetch = (input, init) => {
      const name = this.#nameOf(input);
      return name
        ? this.#watched(this.#download(name))
        : this.#original.fetch.call(self, input, init);
    };
    WebAssembly.instantiateStreaming = async (source, imports) => {
      try {
        return await this.#original.instantiateStreaming.call(WebAssembly, source, imports);
      } catch (error) {
        throw this.#fail(explain(error, `${folder}pyodide.asm.wasm`));
      }
    };
  }

  /** Puts back what was replaced. */
  stop(): void {
    self.fetch = this.#original.fetch;
    WebAssembly.instantiateStreaming = this.#original.instantiateStreaming;
  }

  /** The lock file, which is also what tells a Pyodide folder from any other. */
  async lockFile(): Promise<LockFile> {
    const text = await (await this.#download('pyodide-lock.json')).text();
    try {
      const lock = JSON.parse(text) as Partial<LockFile>;
      if (!lock.info || !lock.packages) throw new Error('it is something else');
      return lock as LockFile;
    } catch (error) {
      const cause = toFailure(error).message;
      throw new WorkerError(
        `${this.#folder} is not a Pyodide folder: its pyodide-lock.json is not what Pyodide writes (${cause}). ${remedy}`,
      );
    }
  }

  /** The module that boots Python. */
  async module(): Promise<PyodideModule> {
    const url = `${this.#folder}pyodide.mjs`;
    try {
      return (await import(/* @vite-ignore */ url)) as PyodideModule;
    } catch (error) {
      // The import tells no cause; a request does.
      await download(url, {remedy});
      throw new WorkerError(
        `${url} could not be loaded as a module (${toFailure(error).message}). ${remedy}`,
      );
    }
  }

  /** What it means that Python itself stops while it starts. */
  explain(error: unknown): unknown {
    if (error instanceof WorkerError) return error;
    return new WorkerError(
      `Python from ${this.#folder} does not start (${lastLine(error)}): its pyodide.asm.js, ` +
        `pyodide.asm.wasm or python_stdlib.zip is corrupt, or they do not belong together. ${remedy}`,
    );
  }

  #nameOf(input: RequestInfo | URL): keyof typeof files | undefined {
    const url = input instanceof Request ? input.url : new URL(input, self.location.href).href;
    const name = url.startsWith(this.#folder) ? url.slice(this.#folder.length) : '';
    return name in files ? (name as keyof typeof files) : undefined;
  }

  async #download(name: keyof typeof files): Promise<Response> {
    const onBytes = (loaded: number, total: number | undefined) => {
      this.#bytes.set(name, {loaded, total});
      this.#tell(name);
    };
    const response = await download(this.#folder + name, {
      remedy,
      onBytes,
      // The compiler of WebAssembly would blame the file.
      onBreak: (error) => this.#fail(error),
    });
    if (!name.endsWith('.wasm')) return response;
    // Some servers do not know the type, without which a browser does not compile it.
    return new Response(response.body, {headers: {'content-type': 'application/wasm'}});
  }

  #tell(name: keyof typeof files): void {
    const all = [...this.#bytes.values()];
    const isTotalKnown = all.every(({total}) => total !== undefined);
    this.#report({
      phase: `Downloading ${files[name]}`,
      loadedBytes: all.reduce((sum, {loaded}) => sum + loaded, 0),
      totalBytes: isTotalKnown ? all.reduce((sum, {total}) => sum + total!, 0) : undefined,
    });
  }

  /** Failures of what Pyodide itself awaits, also of a body that breaks off. */
  async #watched(promise: Promise<Response>): Promise<Response> {
    try {
      const response = await promise;
      const read = response.arrayBuffer.bind(response);
      response.arrayBuffer = () =>
        read().catch((error: unknown) => {
          throw this.#fail(error);
        });
      return response;
    } catch (error) {
      throw this.#fail(error);
    }
  }

  #fail(error: unknown): unknown {
    this.#reject(error);
    return error;
  }
}

function explain(error: unknown, file: string): unknown {
  if (error instanceof WorkerError) return error;
  const {message} = toFailure(error);
  if (/unsafe-eval|Content Security Policy|disallowed by embedder/i.test(message)) {
    return new WorkerError(
      `The page's Content-Security-Policy does not allow WebAssembly (${message}): ` +
        `add 'wasm-unsafe-eval' to its script-src.`,
    );
  }
  return new WorkerError(
    `${file} is corrupt or does not belong to this Pyodide (${message}). ${remedy}`,
  );
}
