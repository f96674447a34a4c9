import assert from 'node:assert/strict';
import {after, describe, it} from 'node:test';
import {vendorFolder} from '../../scripts/folders.mjs';
import {commandLine, digest, Folders, locked} from './command-line.mjs';

const folders = new Folders();
after(() => folders.remove());

const published = 'pyodide-lock.published.json';

describe('packages that no source has as Pyodide built them', () => {
  it('come from PyPI in the same version, and the lock says so', async () => {
    const folder = await folders.core();
    const options = ['--packages', 'decorator', '--source', await folders.empty()];
    const {code, stderr} = await commandLine('vendor', folder, ...options);
    assert.equal(code, 0, stderr);
    const entry = await locked(folder, 'decorator');
    const original = await locked(folder, 'decorator', published);
    assert.equal(entry.version, original.version);
    assert.notEqual(entry.sha256, original.sha256);
    assert.equal(await digest(folder, entry.file_name), entry.sha256);
    assert.match(stderr, new RegExp(`${entry.file_name}.*from PyPI`));
  });

  it('leave IPython without the SQLite that it can do without', async () => {
    const folder = await folders.core();
    const options = ['--packages', 'ipython', '--source', vendorFolder];
    const {code, stderr} = await commandLine('vendor', folder, ...options);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /without sqlite3, which is optional/);
    assert.ok((await locked(folder, 'ipython', published)).depends.includes('sqlite3'));
    assert.ok(!(await locked(folder, 'ipython')).depends.includes('sqlite3'));
  });

  it('are missed when they are needed and compiled', async () => {
    const folder = await folders.core();
    const options = ['--packages', 'h5py', '--source', vendorFolder];
    const {code, stderr} = await commandLine('vendor', folder, ...options);
    assert.equal(code, 1);
    assert.match(stderr, /Could not get h5py-\S+\.whl \(h5py \S+\) from any source:/);
    assert.ok(stderr.includes(`${vendorFolder}: the folder has no such file`), stderr);
  });
});
