import {spawn} from 'node:child_process';
import {stripVTControlCharacters} from 'node:util';

/** @typedef {{passed: number, failed: number}} Count */

/**
 * How each runner says at its end what it has counted; the last place in the output holds.
 *
 * @type {Record<string, {passed: RegExp[], failed: RegExp[]}>}
 */
const closings = {
  // ℹ pass 12 … ℹ fail 0 … ℹ cancelled 0
  node: {passed: [/ℹ pass (\d+)/g], failed: [/ℹ fail (\d+)/g, /ℹ cancelled (\d+)/g]},
  // 12 passed, 1 failed, 2 errors in 3.4s
  pytest: {passed: [/(\d+) passed/g], failed: [/(\d+) failed/g, /(\d+) errors?\b/g]},
  // Chrome: |███| 3/3 test files | 20 passed, 0 failed
  wtr: {passed: [/test files \| (\d+) passed/g], failed: [/test files \|.*?(\d+) failed/g]},
  // 12 passed, 0 failed
  plain: {passed: [/^(\d+) passed, \d+ failed/gm], failed: [/^\d+ passed, (\d+) failed/gm]},
};

/**
 * Runs a test runner with its output shown here, and reads what it has counted. A runner that fails
 * without a count, or that ran nothing, has failed once.
 *
 * @param {keyof closings & string} runner
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<Count>}
 */
export async function runCounted(runner, command, args, options = {}) {
  const child = spawn(command, args, {stdio: ['ignore', 'pipe', 'pipe'], ...options});
  let output = '';
  const show = (/** @type {NodeJS.WriteStream} */ to) => (/** @type {string} */ text) => {
    output = (output + text).slice(-50_000);
    to.write(text);
  };
  child.stdout?.setEncoding('utf8').on('data', show(process.stdout));
  child.stderr?.setEncoding('utf8').on('data', show(process.stderr));
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      console.error(`${command} cannot be started: ${error.message}`);
      resolve(1);
    });
    child.on('close', resolve);
  });
  return counted(runner, stripVTControlCharacters(output), code);
}

/**
 * @param {string} runner
 * @param {string} output
 * @param {number} code
 * @returns {Count}
 */
export function counted(runner, output, code) {
  const sum = (/** @type {RegExp[]} */ patterns) =>
    patterns.reduce((total, pattern) => total + last(output, pattern), 0);
  const passed = sum(closings[runner].passed);
  const failed = sum(closings[runner].failed);
  return failed === 0 && (code !== 0 || passed === 0) ? {passed, failed: 1} : {passed, failed};
}

/** @param {string} output @param {RegExp} pattern */
function last(output, pattern) {
  const found = [...output.matchAll(pattern)].at(-1);
  return found ? Number(found[1]) : 0;
}
