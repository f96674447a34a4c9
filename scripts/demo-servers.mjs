import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {build} from './build.mjs';
import {startServer} from './serve.mjs';
import {ensurePyodide} from './setup.mjs';

/** @typedef {{url: string, close?: () => Promise<void>, stop?: () => Promise<void>}} Running */

/**
 * What the pages of connectors ask, each by a path of the demo's own site, as it would be behind a
 * proxy of one's own.
 *
 * @type {{name: string, path: string, start: () => Promise<Running>}[]}
 */
const components = [
  {
    name: 'Google Sheets (a local server that answers as Google documents it)',
    path: '/sheets/',
    start: async () => (await import('../test/servers/sheets.mjs')).startSheets(),
  },
  {
    name: 'GraphQL Yoga',
    path: '/graphql',
    start: async () => (await import('../test/servers/graphql.mjs')).startGraphql(),
  },
  {
    name: 'Resumable uploads',
    path: '/uploads',
    start: async () => (await import('../test/servers/uploads.mjs')).startUploads(),
  },
  {
    name: 'Trino',
    path: '/trino/',
    start: async () => (await import('./components/trino.mjs')).startTrino(),
  },
  {
    name: 'Prefect',
    path: '/prefect/',
    start: async () => (await import('./components/prefect.mjs')).startPrefect(),
  },
];

/**
 * Serves the demo with everything that its pages ask.
 *
 * @param {{port: number, say?: (line: string) => void}} options
 * @returns {Promise<{url: string, ready: Promise<boolean>, close: () => Promise<void>}>} `ready` tells
 *   whether all have started
 */
export async function startDemoServers({port, say = console.log}) {
  /** @type {Map<string, Running>} */
  const running = new Map();
  const proxies = Object.fromEntries(
    components.map(({path}) => [path, () => running.get(path)?.url ?? null]),
  );
  const site = await startServer({port, proxies});
  let isClosing = false;
  const starting = components.map(async ({name, path, start}) => {
    const begun = performance.now();
    try {
      const server = await start();
      // It came too late.
      if (isClosing) return (await end(server), false);
      running.set(path, server);
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      say(`  ready    ${path.padEnd(10)} ${name}, after ${seconds} s`);
      return true;
    } catch (error) {
      if (!isClosing) say(`  FAILED   ${path.padEnd(10)} ${name}: ${error.message}`);
      return false;
    }
  });
  const ready = Promise.all(starting).then((all) => all.every(Boolean));
  return {
    url: site.url,
    ready,
    close: async () => {
      isClosing = true;
      await site.close();
      await Promise.all([...running.values()].map(end));
    },
  };
}

/** @param {Running} server */
const end = (server) => (server.close ?? server.stop)?.();

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const {values} = parseArgs({options: {port: {type: 'string', default: '8000'}}});
  try {
    await build();
    await ensurePyodide();
    const port = Number(values.port);
    const demo = await startDemoServers({port}).catch((error) => {
      if (error.code !== 'EADDRINUSE') throw error;
      console.log(`Port ${port} is taken, so another one is used.`);
      return startDemoServers({port: 0});
    });
    const stop = () => {
      console.log('\nStopping…');
      demo.close().then(() => process.exit(0));
      // Whoever presses it again does not want to wait.
      process.once('SIGINT', () => process.exit(130));
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    console.log(`\nThe demo gallery is at ${demo.url}/  (Ctrl+C stops it and all servers)`);
    for (const {name, path} of components) console.log(`  starting ${path.padEnd(10)} ${name}`);
    const isReady = await demo.ready;
    console.log(isReady ? 'All servers are ready.' : 'Pages that need what failed will say so.');
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
