import {fileURLToPath} from 'node:url';
import {aptInstall} from './apt.mjs';
import {buildCli, cliFile} from './build-cli.mjs';
import {chromePath} from './chrome.mjs';
import {ensurePrefect} from './components/prefect.mjs';
import {ensureTrino} from './components/trino.mjs';
import {newestPyodideVersion, pureVendorFolder, pyodideVersion, vendorFolder} from './folders.mjs';
import {ipykernelTests, pythonEnvironment} from './python-environment.mjs';
import {run} from './run.mjs';

const packages = [
  'numpy',
  'pandas',
  'matplotlib',
  'scipy',
  'scikit-learn',
  'sympy',
  'pillow',
  'micropip',
  'ipython',
  'jedi',
  'cloudpickle',
  'tzdata',
  'tqdm',
  'networkx',
  'pydantic',
  'requests',
  'regex',
  'beautifulsoup4',
];

/** A mirror of PyPI is reached from more networks than Pyodide's CDN, and every file is checked. */
const sources = ['pypi:open-webui==0.9.6', 'cdn'];

/** Fetches the Pyodide distributions of demo and tests by the command that users have. */
export async function ensurePyodide() {
  await buildCli();
  await vendor(vendorFolder, pyodideVersion, packages);
  await vendor(pureVendorFolder, newestPyodideVersion, []);
}

/** @param {string} folder @param {string} version @param {string[]} names */
function vendor(folder, version, names) {
  const from = sources.flatMap((source) => ['--source', source]);
  const options = ['--pyodide', version, '--packages', names.join(','), ...from];
  return run(process.execPath, [cliFile, 'vendor', folder, ...options]);
}

/** Finds a Chromium, or installs one where that can be done. */
export async function ensureChromium() {
  try {
    return chromePath();
  } catch (error) {
    if (!(await aptInstall(['chromium', 'fonts-dejavu-core']))) throw error;
    return chromePath();
  }
}

/** All that the tests need. What is there already is only looked at. */
export async function setup() {
  await ensurePyodide();
  const chrome = await ensureChromium();
  const python = await pythonEnvironment();
  await ipykernelTests();
  await ensurePrefect();
  await ensureTrino();
  console.log(`setup: ${chrome}, ${python}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await setup();
  } catch (error) {
    console.error(`setup: ${error.message}`);
    process.exit(1);
  }
}
