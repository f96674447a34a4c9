import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {root} from './folders.mjs';
import {pythonEnvironment} from './python-environment.mjs';
import {run} from './run.mjs';

/** @param {string} path Of a program in `node_modules`. */
function script(path) {
  return [process.execPath, join(root, 'node_modules', path)];
}

/**
 * Runs every checker to its end.
 *
 * @param {{fix?: boolean}} [options] `fix` corrects what can be corrected by machine.
 * @returns {Promise<{all: string[], failed: string[]}>} their names, and those that found something
 */
export async function lint({fix = false} = {}) {
  const ruff = [await pythonEnvironment(), '-m', 'ruff'];
  const python = ['src/python', 'test'];
  const tsc = script('typescript/bin/tsc');
  const checks = {
    'tsc, the page': [...tsc, '-p', 'tsconfig.json'],
    'tsc, the worker': [...tsc, '-p', 'src/kernel/worker/tsconfig.json'],
    'tsc, the command line': [...tsc, '-p', 'src/cli/tsconfig.json'],
    eslint: [...script('eslint/bin/eslint.js'), '.', '--max-warnings=0', ...(fix ? ['--fix'] : [])],
    prettier: [
      ...script('prettier/bin/prettier.cjs'),
      fix ? '--write' : '--check',
      '--log-level=warn',
      '.',
    ],
    'ruff check': [...ruff, 'check', '--quiet', ...(fix ? ['--fix'] : []), ...python],
    'ruff format': [...ruff, 'format', '--quiet', ...(fix ? [] : ['--diff']), ...python],
  };
  const failed = [];
  for (const [name, [command, ...args]] of Object.entries(checks)) {
    try {
      await run(String(command), args, {cwd: root});
      console.log(`lint: ${name}: ok`);
    } catch {
      console.log(`lint: ${name}: FAILED`);
      failed.push(name);
    }
  }
  return {all: Object.keys(checks), failed};
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const {failed} = await lint({fix: process.argv.includes('--fix')});
  if (failed.length > 0) process.exit(1);
}
