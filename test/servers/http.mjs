/** A server that fails in all the ways in which servers fail, for tests of how that is told. */
import {createServer} from 'node:http';

/**
 * - `/status/N?retry-after=S&times=T&id=I`: answers with the status, T times for one id, then with 200
 * - `/secret?is=S`: 200 where `Authorization` or `X-Api-Key` is S, else 401 that quotes what it got
 * - `/headers`: the headers it got, as JSON
 * - `/short`: promises 1,000 bytes and closes after 10; `/reset`: closes at once
 * - `/html`, `/latin1`, `/empty`: bodies that are not what one asked for
 * - `/open/…`: any of these for pages of all origins
 *
 * @returns {Promise<{url: string, secrets: string[], stop(): Promise<void>}>} `secrets`: all that
 *   `/secret` got
 */
export async function startHttp() {
  /** @type {Map<string, number>} */
  const counts = new Map();
  /** @type {string[]} */
  const secrets = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    let {pathname} = url;
    if (pathname.startsWith('/open/')) {
      pathname = pathname.slice(5);
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader('Access-Control-Allow-Headers', 'authorization, x-api-key, content-type');
      response.setHeader('Access-Control-Expose-Headers', 'Retry-After');
      if (request.method === 'OPTIONS') return void response.writeHead(204).end();
    }
    const [, route, value] = pathname.split('/');
    switch (route) {
      case 'status': {
        const id = url.searchParams.get('id') ?? '';
        const count = (counts.get(id) ?? 0) + 1;
        counts.set(id, count);
        const over = count > Number(url.searchParams.get('times') ?? Infinity);
        const after = url.searchParams.get('retry-after');
        if (after && !over) response.setHeader('Retry-After', after);
        response.writeHead(over ? 200 : Number(value), {'Content-Type': 'application/json'});
        return void response.end(over ? JSON.stringify({count}) : '{"error":{"message":"No."}}');
      }
      case 'secret': {
        const got = request.headers.authorization ?? request.headers['x-api-key'] ?? '';
        secrets.push(String(got));
        const known = got === url.searchParams.get('is');
        response.writeHead(known ? 200 : 401, {'Content-Type': 'text/plain'});
        return void response.end(known ? 'welcome' : `I do not know ${got}`);
      }
      case 'headers':
        response.writeHead(200, {'Content-Type': 'application/json'});
        return void response.end(JSON.stringify(request.headers));
      case 'short':
        response.writeHead(200, {'Content-Type': 'application/json', 'Content-Length': 1000});
        response.write('[1,2,3,4,5');
        return void setTimeout(() => response.destroy(), 20);
      case 'reset':
        return void request.socket.destroy();
      case 'html':
        response.writeHead(200, {'Content-Type': 'text/html'});
        return void response.end('<!doctype html><title>Log in</title>');
      case 'latin1':
        response.writeHead(200, {'Content-Type': 'text/csv'});
        return void response.end(Buffer.from('caf\u00e9', 'latin1'));
      case 'empty':
        return void response.writeHead(200).end();
      case 'hang':
        // Never answers.
        return;
      default:
        response.writeHead(404, {'Content-Type': 'text/html'});
        return void response.end('<!doctype html><title>Nothing here</title>');
    }
  });
  return {...(await listen(server)), secrets};
}

/**
 * Starts a server on a free port of this machine.
 *
 * @param {import('node:http').Server} server
 */
export async function listen(server, port = 0) {
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(undefined));
  });
  // It ends with the process, where nobody stops it.
  server.unref();
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('The server has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
