import {readdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {unzipSync} from 'fflate';
import {CommandError, reason, SourceError} from './errors.js';
import {pip} from './run-command.js';
import type {Source} from './sources.js';
import {withTemporaryFolder} from './temporary-folder.js';

/**
 * A wheel of PyPI that carries a Pyodide distribution among its files, as `open-webui==0.9.6` does
 * for 0.28.3. For networks that reach a mirror of PyPI but not the CDN.
 */
export class PypiSource implements Source {
  readonly name: string;
  readonly #requirement: string;
  /** One download for all files. */
  #wheel: Promise<{bytes: Uint8Array; names: string[]}> | null = null;

  constructor(requirement: string) {
    if (!/^[\w.-]+==[\w.!+-]+$/.test(requirement)) {
      throw new CommandError(
        `"pypi:${requirement}" is no source: say the exact version, as in pypi:open-webui==0.9.6.`,
      );
    }
    this.name = `pypi:${requirement}`;
    this.#requirement = requirement;
  }

  async get(fileName: string, part: string): Promise<void> {
    this.#wheel ??= downloadWheel(this.#requirement);
    const {bytes, names} = await this.#wheel;
    const inner = names.find((name) => name === fileName || name.endsWith(`/${fileName}`));
    if (inner === undefined) throw new SourceError('the wheel has no such file inside');
    try {
      const content = unzipSync(bytes, {filter: ({name}) => name === inner})[inner];
      if (content) await writeFile(part, content);
    } catch (error) {
      throw new SourceError(`${inner} cannot be unpacked: ${reason(error)}`);
    }
  }
}

function downloadWheel(requirement: string): Promise<{bytes: Uint8Array; names: string[]}> {
  return withTemporaryFolder(async (folder) => {
    try {
      await pip(['download', '--quiet', '--no-deps', '--dest', folder, requirement]);
      const [wheel] = (await readdir(folder)).filter((name) => name.endsWith('.whl'));
      if (!wheel) throw new SourceError('pip downloaded no wheel');
      const bytes = await readFile(join(folder, wheel));
      const names: string[] = [];
      unzipSync(bytes, {filter: ({name}) => (names.push(name), false)});
      return {bytes, names};
    } catch (error) {
      throw error instanceof SourceError ? error : new SourceError(reason(error));
    }
  });
}
