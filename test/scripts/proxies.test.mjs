import assert from 'node:assert/strict';
import {once} from 'node:events';
import {createServer} from 'node:http';
import {after, before, describe, it} from 'node:test';
import {startServer} from '../../scripts/serve.mjs';

describe('the proxies of the server', () => {
  /** @type {import('node:http').Server} */
  let behind;
  /** @type {Awaited<ReturnType<typeof startServer>>} */
  let site;
  /** @type {import('node:http').IncomingMessage[]} */
  const requests = [];
  /** @type {((value: unknown) => void)[]} */
  const closed = [];

  before(async () => {
    behind = createServer(async (request, response) => {
      requests.push(request);
      response.on('close', () => closed.shift()?.(response.writableFinished));
      if (request.url === '/base/stream') {
        response.writeHead(200, {'x-own': 'yes'});
        response.write('first');
        return;
      }
      let body = '';
      for await (const chunk of request) body += chunk;
      response.writeHead(201).end(`${request.method} ${request.url} ${body}`);
    }).listen(0, '127.0.0.1');
    await once(behind, 'listening');
    const {port} = /** @type {import('node:net').AddressInfo} */ (behind.address());
    const url = `http://127.0.0.1:${port}/base`;
    site = await startServer({
      proxies: {
        '/there/': url,
        '/exact': url,
        '/gone/': 'http://127.0.0.1:1',
        '/later/': () => null,
      },
    });
  });
  after(async () => {
    await site.close();
    behind.closeAllConnections();
    behind.close();
  });

  it('pass requests on with where they came from', async () => {
    const response = await fetch(`${site.url}/there/a/b?c=d%20e`, {method: 'PUT', body: 'text'});
    assert.equal(response.status, 201);
    assert.equal(await response.text(), 'PUT /base/a/b?c=d%20e text');
    const {headers} = /** @type {import('node:http').IncomingMessage} */ (requests.at(-1));
    assert.equal(headers['x-forwarded-host'], new URL(site.url).host);
    assert.equal(headers['x-forwarded-proto'], 'http');
    assert.equal(headers['x-forwarded-prefix'], '/there');
    assert.equal(await (await fetch(`${site.url}/exact`)).text(), 'GET /base ');
    assert.equal((await fetch(`${site.url}/exactly`)).status, 404);
  });

  it('pass on what comes as it comes, and that nobody waits for it any more', async () => {
    const isFinished = new Promise((resolve) => closed.push(resolve));
    const controller = new AbortController();
    const response = await fetch(`${site.url}/there/stream`, {signal: controller.signal});
    assert.equal(response.headers.get('x-own'), 'yes');
    const {value} = await response.body.getReader().read();
    assert.equal(new TextDecoder().decode(value), 'first');
    controller.abort();
    assert.equal(await isFinished, false);
  });

  it('say when there is nobody', async () => {
    const gone = await fetch(`${site.url}/gone/x`);
    assert.equal(gone.status, 502);
    assert.match(await gone.text(), /\/gone cannot be reached: ECONNREFUSED/);
    const later = await fetch(`${site.url}/later/x`);
    assert.equal(later.status, 503);
    assert.match(await later.text(), /npm run demo:servers/);
  });
});
