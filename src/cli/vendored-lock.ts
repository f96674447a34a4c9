import type {Lock} from './lock.js';
import {normalized} from './lock.js';
import type {Manifest} from './manifest.js';
import {standIn} from './pypi-wheels.js';

/**
 * The lock of a vendored folder: as published, but a package whose stand-in is there names that file
 * and its digest, and nothing depends on what no source had and its user does without.
 */
export function vendoredLock(published: Lock, manifest: Manifest): Lock {
  const lock = structuredClone(published);
  const absent = new Set(Object.keys(manifest.without).map(normalized));
  for (const [key, entry] of Object.entries(lock.packages)) {
    const vendored = manifest.packages[key];
    if (!vendored) continue;
    const wheel = standIn(entry);
    if (wheel && vendored.file === wheel.file && vendored.sha256 === wheel.sha256) {
      entry.file_name = wheel.file;
      entry.sha256 = wheel.sha256;
    }
    entry.depends = entry.depends.filter((name) => !absent.has(normalized(name)));
  }
  return lock;
}
