import {existsSync} from 'node:fs';
import {readdir} from 'node:fs/promises';
import {join} from 'node:path';
import {build} from './build.mjs';
import {root} from './folders.mjs';
import {lint} from './lint.mjs';
import {checkManifest} from './manifest.mjs';
import {pythonEnvironment} from './python-environment.mjs';
import {runCounted} from './run-counted.mjs';
import {setup} from './setup.mjs';
import {checkSize} from './size.mjs';

/** @typedef {import('./run-counted.mjs').Count} Count */

/**
 * The steps of `npm test`, in their order. `npm test -- NAME…` runs only some.
 *
 * @type {Record<string, () => Promise<Count>>}
 */
const steps = {
  setup: () => once(setup),
  lint: async () => {
    const {failed, all} = await lint();
    return {passed: all.length - failed.length, failed: failed.length};
  },
  // Looked at before the build, which writes it.
  manifest: () => once(checkManifest),
  build: () => once(build),
  size: () => once(checkSize),
  python: async () => {
    const flags = ['-m', 'pytest', '-q', '-p', 'no:cacheprovider'];
    return runCounted('pytest', await pythonEnvironment(), [...flags, 'src/python'], {
      cwd: root,
      env: {...process.env, PYTHONPATH: join(root, 'src/python'), PYTHONDONTWRITEBYTECODE: '1'},
    });
  },
  unit: () => {
    const runner = join(root, 'node_modules/@web/test-runner/dist/bin.js');
    return runCounted('wtr', process.execPath, [runner], {cwd: root});
  },
  scripts: () => nodeTests('test/scripts', 2),
  cli: () => nodeTests('test/cli', 2),
  e2e: () => nodeTests('test/e2e', 2),
  conformance: () =>
    runCounted('plain', process.execPath, ['test/conformance/run.mjs'], {cwd: root}),
};

/**
 * Counts a step that is no runner of tests as one test.
 *
 * @param {() => Promise<boolean | void>} check
 * @returns {Promise<Count>}
 */
async function once(check) {
  return (await check()) === false ? {passed: 0, failed: 1} : {passed: 1, failed: 0};
}

/**
 * @param {string} folder
 * @param {number} lanes How many files are run at a time.
 */
async function nodeTests(folder, lanes) {
  const files = (await readdir(join(root, folder))).filter((name) => name.endsWith('.test.mjs'));
  const flags = ['--test', '--test-reporter=spec', `--test-concurrency=${lanes}`];
  const paths = files.sort().map((name) => join(folder, name));
  return runCounted('node', process.execPath, [...flags, '--test-timeout=600000', ...paths], {
    cwd: root,
  });
}

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in steps));
if (unknown.length > 0) {
  console.error(`No step "${unknown.join('", "')}": choose of ${Object.keys(steps).join(', ')}.`);
  process.exit(2);
}
const names = Object.keys(steps).filter((name) => asked.length === 0 || asked.includes(name));
// These test what was built.
const needBuild = ['size', 'cli', 'e2e', 'conformance'].some((name) => names.includes(name));
if (needBuild && !names.includes('build') && !existsSync(join(root, 'dist/index.js'))) {
  names.unshift('build');
}

const total = {passed: 0, failed: 0};
const summary = [];
for (const name of names) {
  console.log(`\n=== ${name}`);
  const start = performance.now();
  /** @type {Count} */
  let count;
  try {
    count = await steps[name]();
  } catch (error) {
    console.error(`${name}: ${error.message}`);
    count = {passed: 0, failed: 1};
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  total.passed += count.passed;
  total.failed += count.failed;
  summary.push(`${name.padEnd(12)} ${count.passed} ok, ${count.failed} not ok, ${seconds} s`);
}
console.log(`\n${summary.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
