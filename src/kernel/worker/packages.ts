import type {Progress} from './api.js';
import {download} from './download.js';
import {WorkerError} from './failure.js';
import type {LockFile, LockedPackage, Pyodide} from './pyodide-types.js';

/** How far the packages of one cell have come: what the shell shows in the cell. */
export interface PackageReport {
  packages: {name: string; bytes: number}[];
  loadedBytes: number;
  totalBytes?: number;
}

/**
 * The packages of a Pyodide distribution, as its lock file lists them.
 *
 * Every wheel is downloaded and checked here before Pyodide installs it: Pyodide itself does not
 * tell how far it is, and goes on without the package when one cannot be had.
 */
export class Packages {
  #pyodide: Pyodide;
  #lock: LockFile;
  #folder: string;
  #byImport = new Map<string, string>();
  #onProgress: (progress: Progress | null) => void;

  constructor(
    pyodide: Pyodide,
    lock: LockFile,
    folder: string,
    onProgress: (progress: Progress | null) => void,
  ) {
    this.#pyodide = pyodide;
    this.#lock = lock;
    this.#folder = folder;
    this.#onProgress = onProgress;
    for (const [key, {imports}] of Object.entries(lock.packages)) {
      for (const name of imports) this.#byImport.set(name, key);
    }
  }

  /** Loads what the lock file has for these imports. What it does not have is left to Python. */
  async loadImports(imports: readonly string[], report: (json: string) => void): Promise<void> {
    const keys = imports.flatMap((name) => this.#byImport.get(name) ?? this.#parentOf(name) ?? []);
    await this.#load(keys, (progress) => report(JSON.stringify(progress)));
  }

  /** Loads packages by name. */
  async load(names: readonly string[]): Promise<void> {
    const keys = names.map((name) => {
      const key = normalize(name);
      if (!(key in this.#lock.packages)) {
        throw new WorkerError(
          `The package ${name} is not in this Pyodide distribution (${this.#folder}): ` +
            `install it in a cell by "%pip install ${name}".`,
        );
      }
      return key;
    });
    await this.#load(keys, () => {});
  }

  /** A namespace such as `google.protobuf` is listed with its dots. */
  #parentOf(name: string): string | undefined {
    const end = name.lastIndexOf('.');
    if (end < 0) return undefined;
    const parent = name.slice(0, end);
    return this.#byImport.get(parent) ?? this.#parentOf(parent);
  }

  async #load(keys: readonly string[], report: (report: PackageReport) => void): Promise<void> {
    const packages = this.#withDependencies(keys);
    if (packages.length === 0) return;
    const names = packages.map(({name}) => name).join(', ');
    try {
      const files = await this.#download(packages, names, report);
      this.#onProgress({
        phase: `Installing ${names}`,
        loadedBytes: sum(files),
        totalBytes: sum(files),
      });
      await this.#install(packages, files);
    } finally {
      this.#onProgress(null);
    }
  }

  #withDependencies(keys: readonly string[]): LockedPackage[] {
    const found = new Map<string, LockedPackage>();
    const visit = (key: string) => {
      const locked = this.#lock.packages[key];
      if (!locked || found.has(key) || locked.name in this.#pyodide.loadedPackages) return;
      found.set(key, locked);
      locked.depends.forEach((name) => visit(normalize(name)));
    };
    keys.forEach(visit);
    return [...found.values()];
  }

  async #download(
    packages: readonly LockedPackage[],
    names: string,
    report: (report: PackageReport) => void,
  ): Promise<Map<string, ArrayBuffer>> {
    const bytes = new Map(packages.map(({name}) => [name, {loaded: 0, total: 0}]));
    const tell = () => {
      const all = [...bytes.values()];
      const loadedBytes = all.reduce((sum, {loaded}) => sum + loaded, 0);
      const total = all.reduce((sum, {total}) => sum + total, 0);
      const totalBytes = all.every(({total}) => total > 0) ? total : undefined;
      this.#onProgress({phase: `Loading ${names}`, loadedBytes, totalBytes});
      report({
        packages: [...bytes].map(([name, {loaded, total}]) => ({name, bytes: total || loaded})),
        loadedBytes,
        totalBytes,
      });
    };
    const files = await Promise.all(
      packages.map(async (locked) => {
        const url = this.#urlOf(locked);
        const data = await fetchWheel(url, locked, (loaded, total) => {
          bytes.set(locked.name, {loaded, total: total ?? 0});
          tell();
        });
        return [url, data] as const;
      }),
    );
    return new Map(files);
  }

  /** Gives Pyodide the files when it asks for them. */
  async #install(
    packages: readonly LockedPackage[],
    files: Map<string, ArrayBuffer>,
  ): Promise<void> {
    const originalFetch = self.fetch;
    self.fetch = (input, init) => {
      const url = input instanceof Request ? input.url : new URL(input, self.location.href).href;
      const file = files.get(url);
      return file ? Promise.resolve(new Response(file)) : originalFetch.call(self, input, init);
    };
    const errors: string[] = [];
    try {
      await this.#pyodide.loadPackage(
        packages.map(({name}) => name),
        {messageCallback() {}, errorCallback: (text) => errors.push(text)},
      );
    } finally {
      self.fetch = originalFetch;
    }
    const missing = packages.filter(({name}) => !(name in this.#pyodide.loadedPackages));
    if (missing.length > 0) {
      const which = missing.map(({file_name}) => file_name).join(', ');
      throw new WorkerError(`${which} could not be installed: ${errors.join(' ')}`);
    }
  }

  #urlOf({file_name}: LockedPackage): string {
    return new URL(file_name, this.#folder).href;
  }
}

async function fetchWheel(
  url: string,
  {name, sha256}: LockedPackage,
  onBytes: (loaded: number, total: number | undefined) => void,
): Promise<ArrayBuffer> {
  const remedy = `It is the wheel of ${name}; run the cell again to try once more.`;
  // Without HTTPS there is no `crypto.subtle`; then the browser checks, and tells no progress.
  const integrity = crypto.subtle ? undefined : `sha256-${base64(sha256)}`;
  const response = await download(url, {onBytes, remedy, integrity});
  const data = await response.arrayBuffer();
  if (crypto.subtle) {
    const found = hex(await crypto.subtle.digest('SHA-256', data));
    if (found !== sha256) {
      throw new WorkerError(
        `${url} has the sha256 ${found} where Pyodide's lock file says ${sha256}: the file is ` +
          `corrupt or of another version. ${remedy}`,
      );
    }
  }
  return data;
}

function hex(buffer: ArrayBuffer): string {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function base64(hexadecimal: string): string {
  const bytes = hexadecimal.match(/../g)!.map((byte) => parseInt(byte, 16));
  return btoa(String.fromCharCode(...bytes));
}

/** A package's name as lock files write it. */
function normalize(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

function sum(files: Map<string, ArrayBuffer>): number {
  return [...files.values()].reduce((bytes, {byteLength}) => bytes + byteLength, 0);
}
