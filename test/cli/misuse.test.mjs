import assert from 'node:assert/strict';
import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {after, describe, it} from 'node:test';
import {cliFile} from '../../scripts/build-cli.mjs';
import {commandLine, Folders} from './command-line.mjs';

const folders = new Folders();
after(() => folders.remove());

describe('serverless-notebook', () => {
  it('can be started as a program', async () => {
    assert.match(await readFile(cliFile, 'utf8'), /^#!\/usr\/bin\/env node\n/);
  });

  it('explains itself', async () => {
    const {code, stdout} = await commandLine('--help');
    assert.equal(code, 0);
    assert.match(stdout, /vendor DIR \[--packages a,b\] \[--pyodide VERSION\] \[--source SOURCE\]/);
  });

  for (const [args, complaint] of /** @type {[string[], RegExp][]} */ ([
    [[], /no command was given/],
    [['vendro', 'x'], /there is no command "vendro"/],
    [['vendor'], /vendor needs the folder to fill/],
    [['vendor', 'a', 'b'], /vendor takes one folder, not also "b"/],
    [['vendor', 'a', '--pakages', 'numpy'], /'--pakages'/],
  ])) {
    it(`says what is wrong with "${args.join(' ')}", and how it is called`, async () => {
      const {code, stderr} = await commandLine(...args);
      assert.equal(code, 2);
      assert.match(stderr, complaint);
      assert.match(stderr, /^Usage: /m);
    });
  }

  it('wants a source that it can understand', async () => {
    const folder = await folders.empty();
    for (const source of ['ftp://example.com/', 'pypi:open-webui', '']) {
      const {code, stderr} = await commandLine('vendor', folder, '--source', source);
      assert.equal(code, 1);
      assert.match(stderr, /is no source: say/);
    }
  });

  it('names the version of Pyodide that does not exist', async () => {
    const {code, stderr} = await commandLine(
      'vendor',
      await folders.empty(),
      '--pyodide',
      '0.0.99',
    );
    assert.equal(code, 1);
    assert.match(stderr, /Could not get Pyodide's core, the npm package pyodide@0\.0\.99: /);
  });

  it('says so when the folder cannot be made', async () => {
    const file = join(await folders.empty(), 'file');
    await writeFile(file, '');
    const {code, stderr} = await commandLine('vendor', join(file, 'folder'));
    assert.equal(code, 1);
    assert.match(stderr, /folder cannot be made: /);
  });
});
