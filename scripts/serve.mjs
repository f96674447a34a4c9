import {createServer} from 'node:http';
import {join} from 'node:path';
import {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {fileInFolder, fileResponse} from './file-response.mjs';
import {pureVendorFolder, root, vendorFolder} from './folders.mjs';
import {passOn} from './proxies.mjs';

/** Where each path of the site comes from. */
const mounts = {
  '/dist/': join(root, 'dist'),
  '/demo/': join(root, 'demo'),
  '/test/pages/': join(root, 'test/pages'),
  '/data/': join(root, 'node_modules/vega-datasets/data'),
  '/pyodide/': vendorFolder,
  '/pyodide-314/': pureVendorFolder,
};

/** These are isolated even on a site that is not, so that one gallery shows both kinds of page. */
const isolatedPages = new Set(['/demo/isolated.html']);

const isolation = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/**
 * Serves the built library, the demo, the test pages and the vendored Pyodide from one origin.
 *
 * @param {{
 *   port?: number,
 *   host?: string,
 *   isolated?: boolean,
 *   headers?: Record<string, string> | ((path: string) => Record<string, string>),
 *   mounts?: Record<string, string>,
 *   proxies?: import('./proxies.mjs').Proxies,
 * }} [options] `isolated` sends COOP and COEP with every page; `headers` are sent too, and win;
 *   `mounts` adds folders by their path, such as `{'/files/': '/tmp/files'}`, `proxies` servers.
 * @returns {Promise<{url: string, close: () => Promise<void>}>} `url` has no slash at its end.
 */
export async function startServer(options = {}) {
  const {port = 0, host = '127.0.0.1', isolated = false, headers = {}} = options;
  const folders = {...mounts, ...options.mounts};
  const isPassedOn = passOn(options.proxies ?? {});

  const server = createServer((request, response) => {
    if (isPassedOn(request, response)) return;
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const extra = typeof headers === 'function' ? headers(path) : headers;
    answer(request, response, path, folders, {...headersOf(path, isolated), ...extra}).catch(
      (error) => {
        // The browser went away in the middle, which is its right.
        if (error.code === 'ERR_STREAM_PREMATURE_CLOSE' || error.code === 'ECONNRESET') return;
        console.error(`${request.method} ${request.url}: ${error.stack}`);
        if (!response.headersSent) response.writeHead(500);
        response.end();
      },
    );
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(undefined));
  });
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {string} path
 * @param {boolean} isolated
 * @returns {Record<string, string>}
 */
function headersOf(path, isolated) {
  const isPage = path.endsWith('/') || path.endsWith('.html');
  return {
    'access-control-allow-origin': '*',
    'access-control-expose-headers': '*',
    'cross-origin-resource-policy': 'cross-origin',
    'timing-allow-origin': '*',
    'x-content-type-options': 'nosniff',
    // An isolated page starts a worker only if the worker's script asks for isolation itself.
    ...(/\.m?js$/.test(path) && {'cross-origin-embedder-policy': 'require-corp'}),
    ...(isPage && (isolated || isolatedPages.has(path)) && isolation),
  };
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {string} path
 * @param {Record<string, string>} folders
 * @param {Record<string, string>} headers
 */
async function answer(request, response, path, folders, headers) {
  if (request.method === 'OPTIONS') {
    response.writeHead(204, {
      ...headers,
      'access-control-allow-headers': '*',
      'access-control-allow-methods': 'GET, HEAD, OPTIONS',
    });
    response.end();
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, {...headers, allow: 'GET, HEAD, OPTIONS'}).end();
    return;
  }
  if (path === '/' || path === '/demo') {
    response.writeHead(302, {...headers, location: '/demo/'}).end();
    return;
  }
  const prefix = Object.keys(folders).find((each) => path.startsWith(each));
  const folder = prefix && folders[prefix];
  const file = folder && fileInFolder(folder, path.slice(prefix.length));
  const found = file
    ? await fileResponse(file, {method: request.method, headers: request.headers})
    : null;
  if (!found) {
    response.writeHead(404, {...headers, 'content-type': 'text/plain; charset=utf-8'});
    response.end(request.method === 'HEAD' ? undefined : `Not found: ${path}\n`);
    return;
  }
  response.writeHead(found.status, {...found.headers, ...headers});
  if (found.body instanceof Readable) await pipeline(found.body, response);
  else response.end(found.body ?? undefined);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const {values} = parseArgs({
    options: {
      port: {type: 'string', default: '8000'},
      host: {type: 'string', default: '127.0.0.1'},
      isolated: {type: 'boolean', default: false},
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    console.error(`--port ${values.port}: this is no port.`);
    process.exit(2);
  }
  try {
    const {url} = await startServer({port, host: values.host, isolated: values.isolated});
    console.log(`${url}/  the gallery${values.isolated ? ', cross-origin isolated' : ''}`);
  } catch (error) {
    console.error(`Cannot listen on ${values.host}:${port}: ${error.message}. Try another --port.`);
    process.exit(1);
  }
}
