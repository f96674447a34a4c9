import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, rm} from 'node:fs/promises';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {root} from '../folders.mjs';
import {environmentOf} from '../python-environment.mjs';

const requirements = join(root, 'test/servers/prefect-requirements.txt');
const flow = join(root, 'test/servers/load_flow.py');
const deployment = 'load/dataframe';
const startWithinMs = 180_000;

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
  /** @type {ReturnType<typeof start>[]} */
  const processes = [];
  const close = async () => {
    for (const each of processes.reverse()) await each.stop();
    await rm(folder, {recursive: true, force: true, maxRetries: 5});
  };
  try {
    const {hostname, port: listening} = new URL(url);
    const server = ['-m', 'prefect', 'server', 'start', '--host', hostname, '--port', listening];
    processes.push(start(python, server, env));
    await until(`${api}/health`, processes[0]);
    processes.push(start(python, [flow, database], env));
    await until(`${api}/deployments/name/${deployment}`, processes[1]);
  } catch (error) {
    await close();
    throw error;
  }
  return {url, api, deployment, database, python, close};
}

/**
 * Starts a program in a group of its own, so that what it starts ends with it.
 *
 * @param {string} command @param {string[]} args @param {NodeJS.ProcessEnv} env
 */
function start(command, args, env) {
  const child = spawn(command, args, {
    env,
    cwd: env.PREFECT_HOME,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => (output = `${output}${chunk}`.slice(-8_000)));
  }
  const ended = once(child, 'exit');
  // A program that cannot be started is noticed by whoever waits for it.
  ended.catch((error) => (output += error.message));
  const signal = (name) => {
    try {
      process.kill(process.platform === 'win32' ? child.pid : -child.pid, name);
    } catch {
      // It has ended by itself.
    }
  };
  const onExit = () => signal('SIGKILL');
  process.once('exit', onExit);
  return {
    running: () => child.exitCode === null && child.signalCode === null && Boolean(child.pid),
    output: () => output,
    async stop() {
      process.off('exit', onExit);
      if (child.exitCode !== null || child.signalCode !== null || !child.pid) return;
      signal('SIGTERM');
      const timer = setTimeout(() => signal('SIGKILL'), 5_000);
      await ended;
      clearTimeout(timer);
      // What it has started may outlive it.
      signal('SIGKILL');
    },
  };
}

/** @param {string} url @param {ReturnType<typeof start>} program */
async function until(url, program) {
  const end = Date.now() + startWithinMs;
  for (;;) {
    const response = await fetch(url).catch(() => null);
    if (response?.ok) return;
    if (!program.running()) throw new Error(`Prefect has ended:\n${program.output()}`);
    if (Date.now() > end) {
      throw new Error(
        `${url} has not answered for ${startWithinMs / 1000} s:\n${program.output()}`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** @returns {Promise<number>} */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const {port} = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const {url, database} = await startPrefect({port: Number(process.argv[2]) || undefined});
  console.log(`${url}  Prefect, whose jobs load into ${database}`);
}
