import {execFile} from 'node:child_process';
import {createHash} from 'node:crypto';
import {cp, mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {cliFile} from '../../scripts/build-cli.mjs';
import {vendorFolder} from '../../scripts/folders.mjs';

/** The packages that the tests ask for; `npm run setup` has fetched them. */
export const dateutil = 'python_dateutil-2.9.0.post0-py2.py3-none-any.whl';
export const six = 'six-1.17.0-py2.py3-none-any.whl';

/**
 * Runs the built command line to its end.
 *
 * @param {...string} args
 * @returns {Promise<{code: number, stdout: string, stderr: string}>}
 */
export function commandLine(...args) {
  return new Promise((resolve) => {
    execFile(process.execPath, [cliFile, ...args], (error, stdout, stderr) => {
      resolve({code: error ? Number(error.code) : 0, stdout, stderr});
    });
  });
}

/** Folders for the tests of one file; the core of Pyodide is fetched once for all of them. */
export class Folders {
  /** @type {string[]} */
  #made = [];
  /** @type {Promise<string> | null} */
  #core = null;

  async empty() {
    const folder = await mkdtemp(join(tmpdir(), 'vendor-'));
    this.#made.push(folder);
    return folder;
  }

  /** A folder that was vendored with no package. */
  async core() {
    this.#core ??= this.#makeCore();
    const folder = await this.empty();
    await cp(await this.#core, folder, {recursive: true});
    return folder;
  }

  async remove() {
    await Promise.all(this.#made.map((folder) => rm(folder, {recursive: true})));
  }

  async #makeCore() {
    const folder = await this.empty();
    const {code, stderr} = await commandLine('vendor', folder, '--packages', '');
    if (code !== 0) throw new Error(stderr);
    return folder;
  }
}

/** @param {string} folder @param {string} name */
export async function digest(folder, name) {
  return createHash('sha256')
    .update(await readFile(join(folder, name)))
    .digest('hex');
}

/** The right bytes of a file, as `npm run setup` has fetched and checked them. */
export function rightBytes(/** @type {string} */ name) {
  return readFile(join(vendorFolder, name));
}

/** What the folder's lock says of a package. */
export async function locked(
  /** @type {string} */ folder,
  /** @type {string} */ name,
  lock = 'pyodide-lock.json',
) {
  return JSON.parse(await readFile(join(folder, lock), 'utf8')).packages[name];
}
