import assert from 'node:assert/strict';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {request} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {startServer} from '../../scripts/serve.mjs';

/** @type {Awaited<ReturnType<typeof startServer>>} */
let server;
/** @type {Awaited<ReturnType<typeof startServer>>} */
let isolated;
/** @type {string} */
let folder;
const text = 'digits 0123456789\n'.repeat(100);

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'serve-'));
  await writeFile(join(folder, 'text.txt'), text);
  await writeFile(join(folder, 'a page.html'), '<p>hello</p>');
  const mounts = {'/files/': folder};
  server = await startServer({mounts});
  isolated = await startServer({mounts, isolated: true, headers: {'x-extra': 'yes'}});
});
after(async () => {
  await Promise.all([server.close(), isolated.close()]);
  await rm(folder, {recursive: true});
});

/**
 * Asks for a path exactly as it is written, which `fetch` would tidy up.
 *
 * @param {string} path
 * @returns {Promise<number | undefined>} the status
 */
function statusOf(path) {
  return new Promise((resolve, reject) => {
    const {hostname, port} = new URL(server.url);
    const sent = request({hostname, port, path}, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject).end();
  });
}

describe('the server of demo and tests', () => {
  it('leads to the gallery', async () => {
    const response = await fetch(server.url, {redirect: 'manual'});
    assert.equal(response.headers.get('location'), '/demo/');
    assert.equal((await fetch(`${server.url}/demo/`)).status, 200);
  });

  it('serves Pyodide with the types that it needs', async () => {
    for (const [path, type] of [
      ['pyodide.mjs', 'text/javascript; charset=utf-8'],
      ['pyodide.asm.wasm', 'application/wasm'],
      ['pyodide-lock.json', 'application/json; charset=utf-8'],
      ['python_stdlib.zip', 'application/zip'],
    ]) {
      for (const distribution of ['pyodide', 'pyodide-314']) {
        const url = `${server.url}/${distribution}/${path}`;
        const response = await fetch(url, {method: 'HEAD'});
        assert.equal(response.status, 200, url);
        assert.equal(response.headers.get('content-type'), type);
      }
    }
  });

  it('serves the real data sets', async () => {
    const cars = await (await fetch(`${server.url}/data/cars.json`)).json();
    assert.ok(cars.length > 400);
  });

  it('lets pages of other sites use it', async () => {
    const response = await fetch(`${server.url}/files/text.txt`);
    assert.equal(response.headers.get('access-control-allow-origin'), '*');
    assert.equal(response.headers.get('cross-origin-resource-policy'), 'cross-origin');
    const preflight = await fetch(`${server.url}/files/text.txt`, {method: 'OPTIONS'});
    assert.equal(preflight.status, 204);
  });

  it('isolates all pages, or only those that are always isolated', async () => {
    const policy = async (url) => {
      const {headers} = await fetch(url);
      return headers.get('cross-origin-opener-policy');
    };
    assert.equal(await policy(`${isolated.url}/files/a%20page.html`), 'same-origin');
    assert.equal(await policy(`${server.url}/files/a%20page.html`), null);
    assert.equal(await policy(`${server.url}/demo/isolated.html`), 'same-origin');
    const {headers} = await fetch(`${isolated.url}/files/a%20page.html`);
    assert.equal(headers.get('cross-origin-embedder-policy'), 'require-corp');
    assert.equal(headers.get('x-extra'), 'yes');
  });

  it('answers with a part of a file when it is asked for one', async () => {
    const url = `${server.url}/files/text.txt`;
    const part = await fetch(url, {headers: {range: 'bytes=7-16'}});
    assert.equal(part.status, 206);
    assert.equal(part.headers.get('content-range'), `bytes 7-16/${text.length}`);
    assert.equal(await part.text(), '0123456789');
    const end = await fetch(url, {headers: {range: 'bytes=-3'}});
    assert.equal(await end.text(), '89\n');
    const beyond = await fetch(url, {headers: {range: `bytes=${text.length}-`}});
    assert.equal(beyond.status, 416);
  });

  it('compresses text, and sends nothing that the browser has', async () => {
    const url = `${server.url}/files/text.txt`;
    const first = await fetch(url, {headers: {'accept-encoding': 'gzip'}});
    assert.equal(first.headers.get('content-encoding'), 'gzip');
    assert.equal(await first.text(), text);
    const tag = String(first.headers.get('etag'));
    assert.equal((await fetch(url, {headers: {'if-none-match': tag}})).status, 304);
    const plain = await fetch(url, {headers: {'accept-encoding': 'identity'}});
    assert.equal(plain.headers.get('content-encoding'), null);
    await writeFile(join(folder, 'changed.txt'), text);
    const before = await (await fetch(`${server.url}/files/changed.txt`)).text();
    await writeFile(join(folder, 'changed.txt'), `${text}more`);
    const changed = await (await fetch(`${server.url}/files/changed.txt`)).text();
    assert.equal(changed, `${before}more`);
  });

  it('gives nothing from outside its folders', async () => {
    for (const path of [
      '/files/../package.json',
      '/files/%2e%2e/%2e%2e/etc/passwd',
      '/files/..%2f..%2f..%2fetc/passwd',
      '/files//etc/passwd',
      '/files/%00',
      '/files/%ff',
      '/files/..\\package.json',
      '/package.json',
      '/.git/config',
    ]) {
      assert.equal(await statusOf(path), 404, path);
    }
    const posted = await fetch(`${server.url}/files/text.txt`, {method: 'POST'});
    assert.equal(posted.status, 405);
  });

  it('says so when its port is taken', async () => {
    const port = Number(new URL(server.url).port);
    await assert.rejects(startServer({port}), {code: 'EADDRINUSE'});
  });
});
