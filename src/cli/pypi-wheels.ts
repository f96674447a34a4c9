import {copyFile, readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {sha256} from './digest.js';
import {SourceError} from './errors.js';
import type {LockedPackage} from './lock.js';
import {normalized} from './lock.js';
import table from './pypi-wheels.json' with {type: 'json'};
import {pip} from './run-command.js';
import {withTemporaryFolder} from './temporary-folder.js';

/** A wheel of PyPI, pinned by its digest. */
export interface PypiWheel {
  file: string;
  sha256: string;
}

/**
 * The wheel that stands in for a pure-Python package of the lock where no source holds the file
 * that Pyodide's project built: the same version as its authors published it on PyPI. Pyodide packs
 * these anew, so the bytes differ and the lock's digest cannot hold; ours is in `pypi-wheels.json`.
 */
export function standIn(entry: LockedPackage): PypiWheel | null {
  const wheels: Partial<Record<string, PypiWheel>> = table;
  return wheels[`${normalized(entry.name)}==${entry.version}`] ?? null;
}

/** Downloads stand-ins into a folder, each checked, with one call of pip. */
export function downloadStandIns(wheels: readonly PypiWheel[], folder: string): Promise<void> {
  return withTemporaryFolder(async (temporary) => {
    const requirements = wheels.map(({file}) => file.split('-').slice(0, 2).join('=='));
    const flags = ['--quiet', '--no-deps', '--only-binary=:all:', '--python-version=3.13'];
    await pip(['download', ...flags, '--dest', temporary, ...requirements]);
    const downloaded = new Set(await readdir(temporary));
    for (const wheel of wheels) {
      if (!downloaded.has(wheel.file)) throw new SourceError(`pip downloaded no ${wheel.file}`);
      const digest = await sha256(join(temporary, wheel.file));
      if (digest !== wheel.sha256) {
        throw new SourceError(
          `${wheel.file} of PyPI has the sha256 ${digest}, where ${wheel.sha256} is pinned`,
        );
      }
      await copyFile(join(temporary, wheel.file), join(folder, wheel.file));
    }
  });
}
