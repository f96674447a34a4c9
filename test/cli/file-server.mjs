import {createServer} from 'node:http';
import {after} from 'node:test';

/**
 * A web server of one test file's making, which remembers what was asked of it.
 *
 * @param {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse, name: string) => void | Promise<void>} answer
 * @returns {Promise<{url: string, requests: {name: string, range: string | undefined}[]}>}
 */
export async function fileServer(answer) {
  /** @type {{name: string, range: string | undefined}[]} */
  const requests = [];
  const server = createServer((request, response) => {
    const name = decodeURIComponent(String(request.url).split('/').at(-1) ?? '');
    requests.push({name, range: request.headers.range});
    void answer(request, response, name);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  after(() => {
    server.close();
    server.closeAllConnections();
  });
  const {port} = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {url: `http://127.0.0.1:${port}/full/`, requests};
}
