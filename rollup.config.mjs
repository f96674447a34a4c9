import {fileURLToPath} from 'node:url';
import esbuild from 'rollup-plugin-esbuild';
import commonjs from '@rollup/plugin-commonjs';
import resolve from '@rollup/plugin-node-resolve';
import {katexStylesPlugin} from './scripts/katex-styles.mjs';
import {pythonPackage} from './scripts/python-package.mjs';
import {moduleUrls} from './scripts/rollup-module-urls.mjs';
import {minifiedStyles} from './scripts/rollup-styles.mjs';

/**
 * `serverless-notebook.js` is for the script tag and fetches `define-connectors.js` when the page has
 * a connector; `index.js` is for bundlers. All share the chunks.
 */
const input = {
  'serverless-notebook': 'src/define.ts',
  index: 'src/index.ts',
  'define-connectors': 'src/define-connectors.ts',
};

/** The script of DuckDB-Wasm, which our worker loads for what it does. */
const duckdbWorker = /duckdb-browser-eh\.worker\.js$/;

export default {
  input,
  // It has an `eval` that only its extensions would need, which are not loaded here.
  onLog: (level, log, handle) => {
    if (log.code !== 'EVAL' || !duckdbWorker.test(log.id ?? '')) handle(level, log);
  },
  output: {
    dir: 'dist',
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    // In one file, which compresses better than the pieces that other entries share with it.
    manualChunks: (id, modules) => (chunks ??= chunkNames(modules)).get(id),
  },
  plugins: [
    minifiedStyles(),
    moduleUrls(),
    pythonPackage(),
    katexStylesPlugin(),
    resolve({browser: true, exportConditions: ['production']}),
    // Of some libraries that connectors load.
    commonjs({include: /node_modules/, exclude: duckdbWorker}),
    {
      name: 'worker-effects',
      // Its package says that it has none.
      transform: (code, id) =>
        duckdbWorker.test(id) ? {code, map: null, moduleSideEffects: true} : null,
    },
    esbuild({target: 'es2022', minify: true, tsconfig: 'tsconfig.base.json'}),
  ],
};

/** @type {Map<string, string> | undefined} */
let chunks;

/**
 * The chunks of what a page needs that only shows notebooks: `shared` with workers, which have no
 * DOM, and the rest.
 *
 * @param {import('rollup').ManualChunkMeta} modules
 */
function chunkNames(modules) {
  const entries = [...modules.getModuleIds()].filter((id) => modules.getModuleInfo(id)?.isEntry);
  const workers = entries.filter((id) => !Object.values(input).some((path) => id.endsWith(path)));
  const needed = workers.map((id) => reachable(id, modules, {later: true}));
  const ids = [...reachable(fileOf(input['serverless-notebook']), modules)];
  return new Map(
    ids
      .filter((id) => !entries.includes(id))
      .map((id) => [id, needed.some((found) => found.has(id)) ? 'shared' : 'core']),
  );
}

/**
 * What a module imports from the start, and `later`.
 *
 * @param {string} entry
 * @param {import('rollup').ManualChunkMeta} modules
 */
function reachable(entry, {getModuleInfo}, {later = false} = {}) {
  const found = new Set();
  const waiting = [entry];
  for (let id; (id = waiting.pop());) {
    if (found.has(id)) continue;
    found.add(id);
    const {importedIds = [], dynamicallyImportedIds = []} = getModuleInfo(id) ?? {};
    waiting.push(...importedIds, ...(later ? dynamicallyImportedIds : []));
  }
  return found;
}

/** @param {string} path */
function fileOf(path) {
  return fileURLToPath(new URL(path, import.meta.url));
}
