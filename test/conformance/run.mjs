/**
 * Runs public conformance suites and the parity notebooks on the built library's kernel:
 * `node test/conformance/run.mjs [SUITE…]`, where a suite is one of the names below.
 *
 * It needs `dist/` (npm run build) and what `npm run setup` fetches.
 */
import {join} from 'node:path';

import {root} from '../../scripts/folders.mjs';
import {ipykernelTests, pythonEnvironment} from '../../scripts/python-environment.mjs';
import {startServer} from '../../scripts/serve.mjs';
import {pytest, runPython} from './suites.mjs';

const folder = join(root, 'test/conformance');
const page = '/test/pages/kernel-under-test.html';
const kernelTests = pytest(join(folder, 'test_kernel.py'));

const isolated = await startServer({isolated: true});
const plain = await startServer();
const python = await pythonEnvironment();

const suites = {
  jupyter_kernel_test: () => runPython(python, kernelTests, isolated.url + page),
  'jupyter_kernel_test, plain page': () => runPython(python, kernelTests, plain.url + page),
  'jupyter_kernel_test, plain page, polling': () =>
    runPython(python, kernelTests, `${plain.url}${page}?interrupt=poll`),
  'jupyter_kernel_test, Pyodide 314': () =>
    runPython(python, kernelTests, `${isolated.url}${page}?pyodide=/pyodide-314/`),
  'message spec': async () => {
    const tests = join(await ipykernelTests(), 'test_message_spec.py');
    return runPython(python, pytest('-p', 'message_spec', tests), isolated.url + page);
  },
  parity: () => runPython(python, [join(folder, 'parity.py')], isolated.url + page),
};

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(suites);
const total = {passed: 0, failed: 0};
for (const name of names) {
  const suite = suites[name];
  if (!suite)
    throw new Error(`No suite is named ${name}: there are ${Object.keys(suites).join('; ')}`);
  console.log(`\n${name}`);
  const start = performance.now();
  const {passed, failed} = await suite();
  total.passed += passed;
  total.failed += failed;
  const seconds = (performance.now() - start) / 1000;
  console.log(`${name}: ${passed} passed, ${failed} failed in ${seconds.toFixed(0)} s`);
}
await Promise.all([isolated.close(), plain.close()]);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
