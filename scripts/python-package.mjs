import {readFile, readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const folder = fileURLToPath(new URL('../src/python/', import.meta.url));
const specifier = 'virtual:python-package';

/** JavaScript of a module whose default export maps each file of `src/python` to its text. */
export async function pythonPackageModule() {
  const entries = await readdir(folder, {recursive: true});
  const names = entries
    .filter((name) => name.endsWith('.py') && !/(^|\/)(test_|conftest)/.test(name))
    .sort();
  const files = await Promise.all(
    names.map(async (name) => [
      name.replaceAll('\\', '/'),
      await readFile(join(folder, name), 'utf8'),
    ]),
  );
  return `export default ${JSON.stringify(Object.fromEntries(files))};`;
}

/**
 * Serves `virtual:python-package` to the build.
 *
 * @returns {import('rollup').Plugin}
 */
export function pythonPackage() {
  return {
    name: 'python-package',
    resolveId: (id) => (id === specifier ? `\0${specifier}` : null),
    load: (id) => (id === `\0${specifier}` ? pythonPackageModule() : null),
  };
}
