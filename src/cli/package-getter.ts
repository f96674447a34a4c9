import {join} from 'node:path';
import {sha256} from './digest.js';
import {reason} from './errors.js';
import type {FileGetter} from './file-getter.js';
import type {Lock, LockedPackage} from './lock.js';
import type {Manifest} from './manifest.js';
import type {PypiWheel} from './pypi-wheels.js';
import {downloadStandIns, standIn} from './pypi-wheels.js';

/** Packages that another one loads only if they are there. */
const optional = new Set([
  // IPython keeps its history in SQLite, or not at all.
  'sqlite3',
]);

/** How many files are fetched at a time. */
const lanes = 4;

interface Missing {
  key: string;
  entry: LockedPackage;
  causes: string[];
}

/** Brings packages of a lock into a folder and records them in its manifest. */
export class PackageGetter {
  readonly #lock: Lock;
  readonly #files: FileGetter;
  readonly #folder: string;
  readonly #manifest: Manifest;
  readonly #earlier: Manifest | null;

  constructor(
    lock: Lock,
    files: FileGetter,
    folder: string,
    manifest: Manifest,
    earlier: Manifest | null,
  ) {
    this.#lock = lock;
    this.#files = files;
    this.#folder = folder;
    this.#manifest = manifest;
    this.#earlier = earlier;
  }

  /** Gets all that can be had, and says of each other one what was tried. */
  async getAll(keys: readonly string[]): Promise<string[]> {
    const missing: Missing[] = [];
    const queue = [...keys];
    const lane = async () => {
      for (let key = queue.shift(); key !== undefined; key = queue.shift()) {
        const found = await this.#get(key);
        if (found) missing.push(found);
      }
    };
    await Promise.all(Array.from({length: lanes}, lane));
    return this.#substitute(missing);
  }

  async #get(key: string): Promise<Missing | null> {
    const entry = this.#lock.packages[key];
    if (!entry || this.#wasTried(key)) return null;
    const wheel = standIn(entry);
    if (wheel && (await this.#has(wheel))) {
      this.#record(key, wheel, this.#earlier?.packages[key]?.source ?? 'PyPI');
      return null;
    }
    const outcome = await this.#files.get(entry);
    if (!outcome.got) return {key, entry, causes: outcome.causes};
    const source = outcome.from ?? this.#earlier?.packages[key]?.source ?? 'found in the folder';
    this.#record(key, {file: entry.file_name, sha256: entry.sha256}, source);
    return null;
  }

  /** Whether these same sources had no such optional package in an earlier run. */
  #wasTried(key: string): boolean {
    const tried = this.#earlier?.without[key];
    if (!tried || !this.#files.sourceNames.every((name) => tried.includes(name))) return false;
    this.#manifest.without[key] = tried;
    return true;
  }

  async #substitute(missing: readonly Missing[]): Promise<string[]> {
    const failures: string[] = [];
    const replaced = missing.flatMap((each) => {
      const wheel = standIn(each.entry);
      return wheel ? [{...each, wheel}] : [];
    });
    if (replaced.length > 0) {
      try {
        await downloadStandIns(
          replaced.map(({wheel}) => wheel),
          this.#folder,
        );
        for (const {key, wheel} of replaced) {
          this.#record(key, wheel, 'PyPI');
          this.#files.progress.say(`  ${wheel.file}  from PyPI, pinned by this command`);
        }
      } catch (error) {
        const cause = `PyPI: ${reason(error)}`;
        failures.push(...replaced.map((each) => notFound(each.entry, [...each.causes, cause])));
      }
    }
    for (const {key, entry, causes} of missing) {
      if (standIn(entry)) continue;
      if (optional.has(key)) this.#manifest.without[key] = this.#files.sourceNames;
      else failures.push(notFound(entry, causes));
    }
    return failures;
  }

  async #has(wheel: PypiWheel): Promise<boolean> {
    return (await sha256(join(this.#folder, wheel.file))) === wheel.sha256;
  }

  #record(key: string, wheel: PypiWheel, source: string): void {
    this.#manifest.packages[key] = {file: wheel.file, sha256: wheel.sha256, source};
  }
}

function notFound(entry: LockedPackage, causes: readonly string[]): string {
  const list = causes.length > 0 ? causes : ['no source was given'];
  return [
    `Could not get ${entry.file_name} (${entry.name} ${entry.version}) from any source:`,
    ...list.map((cause) => `  ${cause}`),
  ].join('\n');
}
