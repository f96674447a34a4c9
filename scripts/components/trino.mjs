import {existsSync, rmSync} from 'node:fs';
import {mkdir, mkdtemp, readFile, rename, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {unzipSync} from 'fflate';
import {cacheFolder} from '../folders.mjs';
import {run} from '../run.mjs';
import {ensureJava} from './java.mjs';
import {mavenFile} from './maven.mjs';
import {freePort, startProgram, untilReady} from './program.mjs';

const version = '476';
const javaNeeded = 24;

/** Trino without its connectors, which are many, and the two that tests and demo use. */
const server = {
  group: 'io.trino',
  name: 'trino-server-core',
  version,
  type: 'tar.gz',
  bytes: 194_358_953,
  sha256: '0f388f9967c177ae70a47c099082fc95387f0c3cb96d8000d1d41fc3a5223158',
};
const connectors = {
  tpch: {
    group: 'io.trino',
    name: 'trino-tpch',
    version,
    type: 'zip',
    bytes: 14_562_172,
    sha256: 'd83467efe864b1e77013208c293835e197bc3135318c2895521c1efbb7f232bd',
  },
  memory: {
    group: 'io.trino',
    name: 'trino-memory',
    version,
    type: 'zip',
    bytes: 14_380_277,
    sha256: 'bade81c52e2f7177a7b867aee1b10fae48fefda9c38f3ec6aeb006fdde5f0378',
  },
};

/** Plugins of the server that are not needed here and would only make it start later. */
const unneeded = [
  'exchange-filesystem',
  'functions-python',
  'geospatial',
  'resource-group-managers',
  'session-property-managers',
  'spooling-filesystem',
];

/**
 * Finds Trino and a Java that runs it, or downloads what is missing.
 *
 * @returns {Promise<{folder: string, java: string}>}
 */
export async function ensureTrino() {
  const java = await ensureJava(javaNeeded).catch((error) => {
    throw new Error(`Trino ${version}: ${error.message}`);
  });
  const folder = join(cacheFolder, `trino-${version}`);
  if (existsSync(join(folder, 'complete'))) return {folder, java};

  console.log(`setup: Trino ${version}, into ${folder}`);
  await mkdir(cacheFolder, {recursive: true});
  const part = await mkdtemp(`${folder}.part-`);
  try {
    const downloads = join(part, 'downloads');
    const home = join(part, 'home');
    await mkdir(home);
    const archive = await mavenFile(server, downloads);
    await run('tar', ['-xzf', archive, '-C', home, '--strip-components=1']);
    for (const name of unneeded) await rm(join(home, 'plugin', name), {recursive: true});
    for (const [name, artifact] of Object.entries(connectors)) {
      await unzip(await mavenFile(artifact, downloads), downloads);
      await rename(join(downloads, `${artifact.name}-${version}`), join(home, 'plugin', name));
    }
    await writeFile(join(home, 'complete'), '');
    await rm(folder, {recursive: true, force: true});
    await rename(home, folder);
  } finally {
    await rm(part, {recursive: true, force: true});
  }
  return {folder, java};
}

/** @param {string} archive @param {string} folder */
async function unzip(archive, folder) {
  for (const [name, content] of Object.entries(unzipSync(await readFile(archive)))) {
    if (name.endsWith('/')) await mkdir(join(folder, name), {recursive: true});
    else await writeFile(join(folder, name), content);
  }
}

/**
 * Starts Trino with the catalogues `tpch` and `memory`, with all that it stores in a temporary
 * folder.
 *
 * @param {{
 *   port?: number,
 *   properties?: Record<string, string>,
 *   catalogs?: Record<string, Record<string, string>>,
 * }} [options] `properties` are added to those of `config.properties`, `catalogs` to the two
 * @returns {Promise<{
 *   url: string,
 *   close: () => Promise<void>,
 *   kill: () => Promise<void>,
 * }>} `kill` ends it as a crash would
 */
export async function startTrino({port, properties = {}, catalogs = {}} = {}) {
  const {folder, java} = await ensureTrino();
  const data = await mkdtemp(join(tmpdir(), 'serverless-trino-'));
  const catalogFolder = join(data, 'catalog');
  const config = join(data, 'config.properties');
  const listening = port ?? (await freePort());
  const url = `http://127.0.0.1:${listening}`;
  await mkdir(catalogFolder);
  await writeProperties(config, {
    coordinator: 'true',
    'node-scheduler.include-coordinator': 'true',
    'node.internal-address': '127.0.0.1',
    'node.bind-ip': '127.0.0.1',
    'http-server.http.port': String(listening),
    'discovery.uri': url,
    // So that the addresses it sends are those of the proxy that a page reaches it by.
    'http-server.process-forwarded': 'true',
    'plugin.dir': join(folder, 'plugin'),
    'catalog.config-dir': catalogFolder,
    // A query that nobody asks for any more ends soon.
    'query.client.timeout': '30s',
    ...properties,
  });
  const own = Object.keys(connectors).map((name) => [name, {'connector.name': name}]);
  for (const [name, catalog] of [...own, ...Object.entries(catalogs)]) {
    await writeProperties(join(catalogFolder, `${name}.properties`), catalog);
  }
  const program = startProgram(
    java,
    [
      '-Xmx1G',
      // It is used for seconds or minutes, in which the second compiler only takes time.
      '-XX:TieredStopAtLevel=1',
      '-XX:-UsePerfData',
      '-Djdk.attach.allowAttachSelf=true',
      '-Dnode.environment=test',
      `-Dnode.data-dir=${data}`,
      `-Dconfig=${config}`,
      '-cp',
      join(folder, 'lib', '*'),
      'io.trino.server.TrinoServer',
    ],
    {cwd: data},
  );
  const onExit = () => rmSync(data, {recursive: true, force: true});
  process.once('exit', onExit);
  /** @param {'stop' | 'kill'} how */
  const end = async (how) => {
    process.off('exit', onExit);
    await program[how]();
    await rm(data, {recursive: true, force: true, maxRetries: 5});
  };
  try {
    const ready = async (/** @type {Response} */ response) =>
      response.ok && (await response.json()).starting === false;
    await untilReady(`${url}/v1/info`, {name: 'Trino', program, ready});
    await untilNodes(url);
  } catch (error) {
    await end('kill');
    throw error;
  }
  return {url, close: () => end('stop'), kill: () => end('kill')};
}

/**
 * Waits until a query can run: shortly after the start, no node is known to take work.
 *
 * @param {string} url
 */
async function untilNodes(url) {
  for (let tries = 0; tries < 100; tries++) {
    let page = await post(url, 'SELECT count(*) FROM tpch.tiny.region');
    while (page.nextUri) page = await (await fetch(page.nextUri)).json();
    if (!page.error) return;
    if (
      page.error.errorName !== 'NO_NODES_AVAILABLE' &&
      page.error.errorName !== 'SERVER_STARTING_UP'
    )
      throw new Error(`Trino cannot run queries: ${page.error.message}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** @param {string} url @param {string} body */
async function post(url, body) {
  const headers = {'x-trino-user': 'setup'};
  return (await fetch(`${url}/v1/statement`, {method: 'POST', headers, body})).json();
}

/** @param {string} file @param {Record<string, string>} properties */
async function writeProperties(file, properties) {
  const lines = Object.entries(properties).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(file, lines.join(''));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const {url, close} = await startTrino({port: Number(process.argv[2]) || undefined});
  process.once('SIGINT', close);
  console.log(`${url}  Trino, with the catalogues ${Object.keys(connectors).join(' and ')}`);
}
