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
