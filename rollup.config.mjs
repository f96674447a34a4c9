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
export default {
  input: {
    'serverless-notebook': 'src/define.ts',
    index: 'src/index.ts',
    'define-connectors': 'src/define-connectors.ts',
  },
  output: {
    dir: 'dist',
    format: 'es',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    // In one file, which compresses better than the pieces that other entries share with it.
    manualChunks: (id, {getModuleInfo}) =>
      reachable('src/define.ts', getModuleInfo).has(id) ? 'core' : undefined,
    sourcemap: true,
  },
  plugins: [
    minifiedStyles(),
    moduleUrls(),
    pythonPackage(),
    katexStylesPlugin(),
    resolve({browser: true, exportConditions: ['production']}),
    // Of some libraries that connectors load.
    commonjs({include: /node_modules/}),
    esbuild({target: 'es2022', minify: true, tsconfig: 'tsconfig.base.json'}),
  ],
};

/** @type {Set<string> | undefined} */
let found;

/**
 * What a module imports, without what it imports when it needs it.
 *
 * @param {string} path
 * @param {import('rollup').GetModuleInfo} getModuleInfo
 */
function reachable(path, getModuleInfo) {
  if (found) return found;
  found = new Set();
  const waiting = [fileURLToPath(new URL(path, import.meta.url))];
  for (let id; (id = waiting.pop());) {
    if (found.has(id)) continue;
    found.add(id);
    waiting.push(...(getModuleInfo(id)?.importedIds ?? []));
  }
  found.delete(fileURLToPath(new URL(path, import.meta.url)));
  return found;
}
