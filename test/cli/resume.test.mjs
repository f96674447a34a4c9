import assert from 'node:assert/strict';
import {readdir, stat, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {after, describe, it} from 'node:test';
import {commandLine, dateutil, digest, Folders, locked, rightBytes} from './command-line.mjs';
import {fileServer} from './file-server.mjs';

const folders = new Folders();
after(() => folders.remove());

/**
 * @param {import('node:http').ServerResponse} response
 * @param {Buffer} bytes
 * @param {string | undefined} range
 */
function answerRange(response, bytes, range) {
  const start = Number(/bytes=(\d+)-/.exec(range ?? '')?.[1] ?? 0);
  const rest = bytes.subarray(start);
  response.writeHead(start > 0 ? 206 : 200, {'content-length': rest.length});
  response.end(rest);
}

/**
 * Sends a third of a file, and breaks off when that has been written down.
 *
 * @param {import('node:http').ServerResponse} response
 * @param {Buffer} bytes
 * @param {string} part Where it is written.
 */
function breakOff(response, bytes, part) {
  const third = bytes.subarray(0, bytes.length / 3);
  response.writeHead(200, {'content-length': bytes.length});
  response.write(third);
  const look = setInterval(async () => {
    const info = await stat(part).catch(() => null);
    if (info?.size !== third.length) return;
    clearInterval(look);
    response.destroy();
  }, 5);
}

/** @param {string} folder @param {...string} sources */
function getDateutil(folder, ...sources) {
  const flags = sources.flatMap((source) => ['--source', source]);
  return commandLine('vendor', folder, '--packages', 'python-dateutil', ...flags);
}

/** @param {string} folder */
async function assertWhole(folder) {
  const {sha256} = await locked(folder, 'python-dateutil');
  assert.equal(await digest(folder, dateutil), sha256);
  const parts = (await readdir(folder)).filter((name) => name.endsWith('.part'));
  assert.deepEqual(parts, []);
}

describe('a download that is cut off', () => {
  it('goes on from where it was, in the same run', async () => {
    const folder = await folders.core();
    const part = join(folder, `${dateutil}.part`);
    let asked = 0;
    const server = await fileServer(async (request, response, name) => {
      const bytes = await rightBytes(name);
      if (name === dateutil && asked++ === 0) breakOff(response, bytes, part);
      else answerRange(response, bytes, request.headers.range);
    });
    const {code, stderr} = await getDateutil(folder, server.url);
    assert.equal(code, 0, stderr);
    await assertWhole(folder);
    const ranges = server.requests.filter(({name}) => name === dateutil).map(({range}) => range);
    assert.equal(ranges.length, 2);
    assert.match(String(ranges[1]), /^bytes=\d+-$/);
  });

  it('goes on in the next run, after the server was gone', async () => {
    const folder = await folders.core();
    const part = join(folder, `${dateutil}.part`);
    let asked = 0;
    const broken = await fileServer(async (_request, response, name) => {
      if (name === dateutil && asked++ === 0) breakOff(response, await rightBytes(name), part);
      else response.destroy();
    });
    const first = await getDateutil(folder, broken.url);
    assert.equal(first.code, 1);
    assert.ok(first.stderr.includes(`${broken.url}: `), first.stderr);
    const server = await fileServer(async (request, response, name) => {
      answerRange(response, await rightBytes(name), request.headers.range);
    });
    const second = await getDateutil(folder, server.url);
    assert.equal(second.code, 0, second.stderr);
    await assertWhole(folder);
    const range = server.requests.find(({name}) => name === dateutil)?.range;
    assert.match(String(range), /^bytes=[1-9]\d*-$/);
  });

  it('begins anew where the server cannot continue', async () => {
    const folder = await folders.core();
    await writeFile(
      join(folder, `${dateutil}.part`),
      (await rightBytes(dateutil)).subarray(0, 999),
    );
    const server = await fileServer(async (_request, response, name) => {
      response.end(await rightBytes(name));
    });
    const {code, stderr} = await getDateutil(folder, server.url);
    assert.equal(code, 0, stderr);
    await assertWhole(folder);
  });

  it('begins anew when what was there is the start of something else', async () => {
    const folder = await folders.core();
    await writeFile(join(folder, `${dateutil}.part`), 'the start of something else');
    const server = await fileServer(async (request, response, name) => {
      answerRange(response, await rightBytes(name), request.headers.range);
    });
    const {code, stderr} = await getDateutil(folder, server.url);
    assert.equal(code, 0, stderr);
    await assertWhole(folder);
  });

  it('is tried again when the server is at fault for a moment', async () => {
    const folder = await folders.core();
    let asked = 0;
    const server = await fileServer(async (_request, response, name) => {
      if (name === dateutil && asked++ < 2) response.writeHead(503).end();
      else response.end(await rightBytes(name));
    });
    const {code, stderr} = await getDateutil(folder, server.url);
    assert.equal(code, 0, stderr);
    await assertWhole(folder);
  });
});
