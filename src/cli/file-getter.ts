import {rename, rm, stat} from 'node:fs/promises';
import {join} from 'node:path';
import {sha256} from './digest.js';
import {reason} from './errors.js';
import type {Progress} from './progress.js';
import {size} from './progress.js';
import type {Source} from './sources.js';

/** A file that is wanted, and what it must be. */
export interface WantedFile {
  file_name: string;
  sha256: string;
}

/** What became of a wanted file: its source (null when it was there), or why no source gave it. */
export type Outcome = {got: true; from: string | null} | {got: false; causes: string[]};

/** Brings files into a folder from the first source that has the right bytes. */
export class FileGetter {
  readonly progress: Progress;
  readonly #folder: string;
  readonly #sources: readonly Source[];

  constructor(folder: string, sources: readonly Source[], progress: Progress) {
    this.#folder = folder;
    this.#sources = sources;
    this.progress = progress;
  }

  get sourceNames(): string[] {
    return this.#sources.map(({name}) => name);
  }

  /** A file that is already there and right is kept, a wrong one is replaced. */
  async get(file: WantedFile): Promise<Outcome> {
    const path = join(this.#folder, file.file_name);
    const part = `${path}.part`;
    if ((await sha256(path)) === file.sha256) {
      await rm(part, {force: true});
      return {got: true, from: null};
    }
    const causes: string[] = [];
    for (const source of this.#sources) {
      const cause = await this.#try(source, file, part);
      if (cause === null) {
        await rename(part, path);
        const {size: bytes} = await stat(path);
        this.progress.say(`  ${file.file_name}  ${size(bytes)}  from ${source.name}`);
        return {got: true, from: source.name};
      }
      causes.push(`${source.name}: ${cause}`);
    }
    return {got: false, causes};
  }

  /** Leaves the right file at `part` and answers null, or answers why the source has none. */
  async #try(source: Source, file: WantedFile, part: string): Promise<string | null> {
    const name = file.file_name;
    const load = async () => {
      await source.get(name, part, (bytes, total) => this.progress.update(name, bytes, total));
      return sha256(part);
    };
    try {
      const resumed = (await stat(part).catch(() => null)) !== null;
      let digest = await load();
      if (digest !== file.sha256 && resumed) {
        // What was there before may have been the start of other bytes.
        await rm(part, {force: true});
        digest = await load();
      }
      if (digest === file.sha256) return null;
      await rm(part, {force: true});
      this.progress.say(`  ${name}  refused from ${source.name}: its sha256 is not the lock's`);
      return `its sha256 is ${digest}, where the lock says ${file.sha256}`;
    } catch (error) {
      return reason(error);
    }
  }
}
