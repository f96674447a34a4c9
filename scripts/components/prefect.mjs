import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {root} from '../folders.mjs';
import {environmentOf} from '../python-environment.mjs';
import {freePort, startProgram, untilReady} from './program.mjs';

const requirements = join(root, 'test/servers/prefect-requirements.txt');
const flow = join(root, 'test/servers/load_flow.py');
const deployment = 'load/dataframe';

/** The Python interpreter of an environment with Prefect, which is made when there is none. */
export function ensurePrefect() {
  return environmentOf(requirements, {name: 'prefect', purpose: 'Prefect, for upload jobs'});
}

/**
 * Starts a Prefect server and serves the flow of `test/servers/load_flow.py`, with all that they
 * store in a temporary folder.
 *
 * @param {{port?: number}} [options]
 * @returns {Promise<{
 *   url: string,
 *   api: string,
 *   deployment: string,
 *   database: string,
 *   python: string,
 *   close: () => Promise<void>,
 * }>} `database` is the DuckDB file that the flow loads into, `python` can read it
 */
export async function startPrefect({port} = {}) {
  const python = await ensurePrefect();
  const folder = await mkdtemp(join(tmpdir(), 'serverless-prefect-'));
  const url = `http://127.0.0.1:${port ?? (await freePort())}`;
  const api = `${url}/api`;
  const database = join(folder, 'warehouse.duckdb');
  const env = {
    ...process.env,
    PREFECT_HOME: folder,
    PREFECT_API_URL: api,
    PREFECT_SERVER_DATABASE_CONNECTION_URL: `sqlite+aiosqlite:///${join(folder, 'prefect.db')}`,
    PREFECT_SERVER_ANALYTICS_ENABLED: 'false',
    PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS: 'false',
    DO_NOT_TRACK: '1',
    PREFECT_LOGGING_TO_API_BATCH_INTERVAL: '0.3',
    PREFECT_RUNNER_POLL_FREQUENCY: '1',
    PREFECT_LOGGING_COLORS: 'false',
    LOAD_DATABASE: database,
  };
  /** @type {import('./program.mjs').Program[]} */
  const processes = [];
  const close = async () => {
    for (const each of processes.reverse()) await each.stop();
    await rm(folder, {recursive: true, force: true, maxRetries: 5});
  };
  try {
    const {hostname, port: listening} = new URL(url);
    const server = ['-m', 'prefect', 'server', 'start', '--host', hostname, '--port', listening];
    const program = startProgram(python, server, {env, cwd: folder});
    processes.push(program);
    await untilReady(`${api}/health`, {name: 'Prefect', program});
    const runner = startProgram(python, [flow, database], {env, cwd: folder});
    processes.push(runner);
    await untilReady(`${api}/deployments/name/${deployment}`, {name: flow, program: runner});
  } catch (error) {
    await close();
    throw error;
  }
  return {url, api, deployment, database, python, close};
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const {url, database, close} = await startPrefect({port: Number(process.argv[2]) || undefined});
  console.log(`${url}  Prefect, whose jobs load into ${database}`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void close());
}
