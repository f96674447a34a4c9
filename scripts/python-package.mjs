import {readFile, readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const folder = fileURLToPath(new URL('../src/python/', import.meta.url));

/** The package that the page installs into any kernel; the rest is what the worker starts with. */
const dataPackage = /^serverless_data\//;

/**
 * The modules that hold Python as text, and which files of `src/python` are in each.
 *
 * @type {Record<string, (path: string) => boolean>}
 */
const modules = {
  'virtual:python-package': (path) => !dataPackage.test(path),
  'virtual:python-data': (path) => dataPackage.test(path),
};

export const pythonModuleNames = Object.keys(modules);

/**
 * JavaScript of a module whose default export maps files of `src/python` to their text.
 *
 * @param {string} [specifier]
 */
export async function pythonPackageModule(specifier = 'virtual:python-package') {
  const entries = await readdir(folder, {recursive: true});
  const names = entries
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.py') && !/(^|\/)(test_|conftest)/.test(name))
    .filter(modules[specifier])
    .sort();
  const files = await Promise.all(
    names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')]),
  );
  return `export default ${JSON.stringify(Object.fromEntries(files))};`;
}

/**
 * Serves the modules to the build.
 *
 * @returns {import('rollup').Plugin}
 */
export function pythonPackage() {
  return {
    name: 'python-package',
    resolveId: (id) => (id in modules ? `\0${id}` : null),
    load: (id) => (id.slice(1) in modules ? pythonPackageModule(id.slice(1)) : null),
  };
}
