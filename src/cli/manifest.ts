import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';

/** The record of a vendored folder: what is in it, what each file must be, where it came from. */
export interface Manifest {
  pyodide: string;
  /** sha256 of each file of the core, and of the lock as Pyodide published it. */
  core: Record<string, string>;
  /** Each package's file and its source. */
  packages: Record<string, {file: string; sha256: string; source: string}>;
  /** Packages that another one does without, and the sources that were tried for each. */
  without: Record<string, readonly string[]>;
}

const name = 'vendored.json';

/** The record of an earlier run, or null when the folder has none that can be read. */
export async function readManifest(folder: string): Promise<Manifest | null> {
  try {
    const value = JSON.parse(await readFile(join(folder, name), 'utf8')) as Partial<Manifest>;
    return value.pyodide && value.core && value.packages && value.without
      ? (value as Manifest)
      : null;
  } catch {
    return null;
  }
}

export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  await writeFile(join(folder, name), `${JSON.stringify(manifest, null, 2)}\n`);
}
