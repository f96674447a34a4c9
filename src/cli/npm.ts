import {readdir, readFile} from 'node:fs/promises';
import {basename, join} from 'node:path';
import {gunzipSync} from 'node:zlib';
import {CommandError, reason} from './errors.js';
import {runCommand} from './run-command.js';
import {tarFiles} from './tar.js';
import {withTemporaryFolder} from './temporary-folder.js';

/**
 * The files of Pyodide's core, by name, from the npm package `pyodide`. npm itself fetches it, so
 * that the registry and proxy of this machine apply, and checks the archive against the registry.
 */
export function downloadCore(version: string): Promise<Map<string, Buffer>> {
  return withTemporaryFolder(async (folder) => {
    const name = `pyodide@${version}`;
    try {
      await runCommand('npm', ['pack', name, '--silent', '--pack-destination', folder], folder);
      const [archive] = (await readdir(folder)).filter((each) => each.endsWith('.tgz'));
      if (!archive) throw new Error('npm pack left no archive');
      const files = new Map<string, Buffer>();
      for (const {name, content} of tarFiles(gunzipSync(await readFile(join(folder, archive))))) {
        if (isCore(name)) files.set(basename(name), content);
      }
      if (!files.has('pyodide-lock.json')) throw new Error('it has no pyodide-lock.json');
      return files;
    } catch (error) {
      throw new CommandError(
        `Could not get Pyodide's core, the npm package ${name}: ${reason(error)}. ` +
          'Is the version right ("npm view pyodide versions") and the registry reachable?',
      );
    }
  });
}

/** The consoles and source maps are of no use to a page. */
function isCore(name: string): boolean {
  return /^package\/[^/]+$/.test(name) && !/\.(html|map|md)$/.test(name);
}
