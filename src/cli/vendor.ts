import {mkdir, readFile} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import {ensureCore, publishedLock, replaceFile} from './core.js';
import {CommandError, reason} from './errors.js';
import {FileGetter} from './file-getter.js';
import {closure, parseLock} from './lock.js';
import type {Manifest} from './manifest.js';
import {readManifest, writeManifest} from './manifest.js';
import {PackageGetter} from './package-getter.js';
import {Progress} from './progress.js';
import {parseSource} from './sources.js';
import {vendoredLock} from './vendored-lock.js';

export interface VendorOptions {
  folder: string;
  /** The version of Pyodide. */
  pyodide: string;
  /** Names of the lock; `all` is every one. */
  packages: readonly string[];
  /** See `parseSource`; the first one that has the right file gives it. */
  sources: readonly string[];
  progress?: Progress;
}

/**
 * Fills a folder with what a site needs to serve Pyodide itself. Run again, it keeps what is right,
 * goes on where it was stopped, and adds packages to those that are there.
 */
export async function vendor(options: VendorOptions): Promise<void> {
  const progress = options.progress ?? new Progress();
  const folder = resolve(options.folder);
  const sources = options.sources.map((source) => parseSource(source, options.pyodide));
  try {
    await mkdir(folder, {recursive: true});
  } catch (error) {
    throw new CommandError(`${folder} cannot be made: ${reason(error)}.`);
  }

  const earlier = await readManifest(folder);
  const core = await ensureCore(folder, options.pyodide, earlier, progress);
  const path = join(folder, publishedLock);
  const lock = parseLock(await readFile(path, 'utf8'), path);
  const same = earlier?.pyodide === options.pyodide ? earlier : null;
  const asked = options.packages.includes('all') ? Object.keys(lock.packages) : options.packages;
  const wanted = closure(lock, [...asked, ...Object.keys(same?.packages ?? {})]);

  const manifest: Manifest = {pyodide: options.pyodide, core, packages: {}, without: {}};
  const files = new FileGetter(folder, sources, progress);
  const packages = new PackageGetter(lock, files, folder, manifest, same);
  const failures = await packages.getAll(wanted);

  // Also after a failure, so that what is there can be used and the next run need not fetch it.
  await replaceFile(
    join(folder, 'pyodide-lock.json'),
    `${JSON.stringify(vendoredLock(lock, manifest))}\n`,
  );
  await writeManifest(folder, manifest);
  for (const [name, tried] of Object.entries(manifest.without)) {
    progress.say(`  without ${name}, which is optional: not in ${tried.join(', ')}`);
  }
  if (failures.length > 0) throw new CommandError(failures.join('\n'));
  const count = Object.keys(manifest.packages).length;
  progress.say(
    `Pyodide ${options.pyodide} with ${count} ${count === 1 ? 'package' : 'packages'} is in ${folder}`,
  );
}
