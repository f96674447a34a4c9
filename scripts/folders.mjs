import {homedir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Outside the checkout, so that a fresh clone finds what another one has downloaded. */
export const cacheFolder =
  process.env['SERVERLESS_NOTEBOOK_CACHE'] ??
  join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'serverless-notebook');

export const pyodideVersion = '0.28.3';

/** The Pyodide distribution that demo and tests use. */
export const vendorFolder = join(cacheFolder, `pyodide-${pyodideVersion}`);

/** A newer Pyodide without wheels: the kernel is tested on it too. */
export const newestPyodideVersion = '314.0.7';

export const pureVendorFolder = join(cacheFolder, `pyodide-${newestPyodideVersion}`);
