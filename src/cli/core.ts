import {createHash} from 'node:crypto';
import {readFile, rename, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {sha256} from './digest.js';
import type {Manifest} from './manifest.js';
import {downloadCore} from './npm.js';
import type {Progress} from './progress.js';

/**
 * Under this name a vendored folder keeps the lock as Pyodide published it; `pyodide-lock.json`,
 * which Pyodide reads, may name stand-ins.
 */
export const publishedLock = 'pyodide-lock.published.json';

/**
 * Puts Pyodide's core into a folder, unless all of it is there and unchanged, and gives the digest of
 * each of its files.
 */
export async function ensureCore(
  folder: string,
  version: string,
  earlier: Manifest | null,
  progress: Progress,
): Promise<Record<string, string>> {
  if (earlier?.pyodide === version && (await isWhole(folder, earlier.core))) return earlier.core;
  progress.say(`Pyodide ${version}: the core, from the npm package`);
  const digests: Record<string, string> = {};
  for (const [file, content] of await downloadCore(version)) {
    const name = file === 'pyodide-lock.json' ? publishedLock : file;
    digests[name] = createHash('sha256').update(content).digest('hex');
    await replaceFile(join(folder, name), content);
  }
  await replaceFile(join(folder, 'pyodide-lock.json'), await readFile(join(folder, publishedLock)));
  return digests;
}

/** Writes a file so that nobody ever sees half of it. */
export async function replaceFile(path: string, content: string | Buffer): Promise<void> {
  await writeFile(`${path}.part`, content);
  await rename(`${path}.part`, path);
}

async function isWhole(folder: string, core: Record<string, string>): Promise<boolean> {
  for (const [name, digest] of Object.entries(core)) {
    if ((await sha256(join(folder, name))) !== digest) return false;
  }
  return publishedLock in core;
}
