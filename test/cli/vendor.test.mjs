import assert from 'node:assert/strict';
import {readdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {after, describe, it} from 'node:test';
import {vendorFolder} from '../../scripts/folders.mjs';
import {commandLine, dateutil, digest, Folders, locked, rightBytes, six} from './command-line.mjs';
import {fileServer} from './file-server.mjs';

const folders = new Folders();
after(() => folders.remove());

/** A web server with the right files. */
const goodServer = () =>
  fileServer(async (_request, response, name) => {
    response.end(await rightBytes(name));
  });

const emptyServer = () => fileServer((_request, response) => void response.writeHead(404).end());

describe('serverless-notebook vendor', () => {
  it('puts the core and packages with what they need into a folder, as the lock has them', async () => {
    const folder = join(await folders.empty(), 'new/pyodide');
    const {url} = await goodServer();
    const options = ['--packages', 'python_dateutil', '--source', url];
    const {code, stderr} = await commandLine('vendor', folder, ...options);
    assert.equal(code, 0, stderr);
    const names = await readdir(folder);
    for (const name of ['pyodide.mjs', 'pyodide.asm.wasm', 'python_stdlib.zip', dateutil, six]) {
      assert.ok(names.includes(name), `${name} is in ${names.join(' ')}`);
    }
    assert.equal(await digest(folder, six), (await locked(folder, 'six')).sha256);
    assert.match(stderr, new RegExp(`${six}.*from ${url}`));
  });

  it('keeps what is right, and replaces what is not, when it is run again', async () => {
    const folder = await folders.core();
    const {url, requests} = await goodServer();
    const run = () =>
      commandLine('vendor', folder, '--packages', 'python-dateutil', '--source', url);
    assert.equal((await run()).code, 0);
    assert.deepEqual(requests.map(({name}) => name).sort(), [dateutil, six].sort());
    assert.equal((await run()).code, 0);
    assert.equal(requests.length, 2, 'nothing is fetched twice');

    await writeFile(join(folder, six), 'something else');
    await writeFile(join(folder, 'pyodide.mjs'), 'something else');
    assert.equal((await run()).code, 0);
    assert.deepEqual(requests.at(-1), {name: six, range: undefined});
    assert.equal(await digest(folder, six), (await locked(folder, 'six')).sha256);
    assert.match(await readFile(join(folder, 'pyodide.mjs'), 'utf8'), /loadPyodide/);
  });

  it('adds packages to those of an earlier run, from a folder of this machine', async () => {
    const folder = await folders.core();
    const add = (name) =>
      commandLine('vendor', folder, '--packages', name, '--source', vendorFolder);
    assert.equal((await add('six')).code, 0);
    assert.equal((await add('cycler')).code, 0);
    const {packages} = JSON.parse(await readFile(join(folder, 'vendored.json'), 'utf8'));
    assert.deepEqual(Object.keys(packages).sort(), ['cycler', 'six']);
    assert.equal(packages.six.source, vendorFolder);
  });

  it('refuses a file with another sha256, and asks the next source', async () => {
    const folder = await folders.core();
    const bad = await fileServer((_request, response) => void response.end('not this'));
    const good = await goodServer();
    const sources = ['--source', bad.url, '--source', good.url];
    const {code, stderr} = await commandLine('vendor', folder, '--packages', 'six', ...sources);
    assert.equal(code, 0, stderr);
    assert.match(stderr, new RegExp(`${six}.*refused from ${bad.url}`));
    assert.equal(await digest(folder, six), (await locked(folder, 'six')).sha256);
  });

  it('names the file, every source and why each one failed, and leaves nothing wrong behind', async () => {
    const folder = await folders.core();
    const bad = await fileServer((_request, response) => void response.end('not this'));
    const none = await emptyServer();
    const sources = ['/no/such/folder', none.url, bad.url, 'http://127.0.0.1:9/'];
    const flags = sources.flatMap((source) => ['--source', source]);
    const {code, stderr} = await commandLine('vendor', folder, '--packages', 'six', ...flags);
    assert.equal(code, 1);
    assert.match(stderr, new RegExp(`Could not get ${six} \\(six 1.17.0\\) from any source:`));
    assert.match(stderr, /\/no\/such\/folder: there is no such folder/);
    assert.ok(stderr.includes(`${none.url}: the server answered 404 Not Found`), stderr);
    assert.ok(stderr.includes(`${bad.url}: its sha256 is `), stderr);
    assert.match(stderr, /http:\/\/127.0.0.1:9\/: .*(ECONNREFUSED|bad port)/);
    assert.deepEqual(
      (await readdir(folder)).filter((name) => name.startsWith('six')),
      [],
    );
  });

  it('gets what it can before it fails, so that the next run has less to do', async () => {
    const folder = await folders.core();
    const half = await fileServer(async (_request, response, name) => {
      if (name === six) response.writeHead(404).end();
      else response.end(await rightBytes(name));
    });
    const options = ['--packages', 'python-dateutil', '--source', half.url];
    assert.equal((await commandLine('vendor', folder, ...options)).code, 1);
    const good = await goodServer();
    const again = await commandLine('vendor', folder, ...options, '--source', good.url);
    assert.equal(again.code, 0, again.stderr);
    assert.deepEqual(
      good.requests.map(({name}) => name),
      [six],
    );
  });

  it('knows no package that the lock does not name, asks no source for it, and says what is near', async () => {
    const folder = await folders.core();
    const {url, requests} = await goodServer();
    const options = ['--packages', 'six,sckit-learn,PIL', '--source', url];
    const {code, stderr} = await commandLine('vendor', folder, ...options);
    assert.equal(code, 1);
    assert.match(stderr, /no package "sckit-learn", "PIL".*Did you mean scikit-learn, pillow/);
    assert.deepEqual(requests, []);
  });
});
