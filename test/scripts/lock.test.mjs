import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {locked} from '../../scripts/lock.mjs';

describe('The lock of a folder of the cache', () => {
  /** @type {string} */
  let folder;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lock-'));
  });
  after(() => rm(folder, {recursive: true}));

  it('lets one at a time do its work', async () => {
    const path = join(folder, 'one');
    const done = [];
    const work = (/** @type {string} */ name) =>
      locked(path, async () => {
        done.push(`${name} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        done.push(`${name} ends`);
      });
    await Promise.all([work('a'), work('b')]);
    assert.deepEqual(done, ['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('is given up when the work fails', async () => {
    const path = join(folder, 'failing');
    await assert.rejects(
      locked(path, () => Promise.reject(new Error('no network'))),
      /no network/,
    );
    assert.equal(existsSync(`${path}.lock`), false);
  });

  it('is taken from a process that was ended', async () => {
    const path = join(folder, 'ended');
    const {pid} = spawnSync(process.execPath, ['--version']);
    await writeFile(`${path}.lock`, String(pid));
    assert.equal(await locked(path, () => Promise.resolve('mine')), 'mine');
  });
});
