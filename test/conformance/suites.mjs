import {spawn} from 'node:child_process';
import {join} from 'node:path';

import {root} from '../../scripts/folders.mjs';

const folder = join(root, 'test/conformance');

/**
 * Runs a Python program of the suites to its end, with the bridge's kernel installed.
 *
 * @param {string} python the interpreter of the environment that test/requirements.txt describes
 * @param {string[]} args
 * @param {string} url the page with the kernel
 * @returns {Promise<{passed: number, failed: number}>} what its closing lines count
 */
export async function runPython(python, args, url) {
  const child = spawn(python, args, {
    env: {
      ...process.env,
      JUPYTER_PATH: join(folder, 'jupyter'),
      PYTHONPATH: folder,
      PYTHONDONTWRITEBYTECODE: '1',
      SERVERLESS_KERNEL_URL: url,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    output += text;
    process.stdout.write(text);
  });
  const code = await new Promise((resolve, reject) => {
    child.on('close', resolve).on('error', reject);
  });
  const end = output.slice(-2000);
  const count = (word) => Number(end.match(new RegExp(`(\\d+) ${word}`))?.[1] ?? 0);
  const passed = count('passed');
  // A test that was skipped has shown nothing, and a program that broke has counted nothing.
  const failed = count('failed') + count('errors?') + count('skipped');
  return {passed, failed: code !== 0 && failed === 0 ? 1 : failed};
}

/** Arguments that make `python` run pytest on these tests. */
export function pytest(...args) {
  return ['-m', 'pytest', '-q', '-c', join(folder, 'pytest.ini'), ...args];
}
