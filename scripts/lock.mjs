import {mkdir, readFile, rm, writeFile} from 'node:fs/promises';
import {dirname} from 'node:path';
import {setTimeout as pause} from 'node:timers/promises';

/**
 * Does something that only one process may do at a time, such as filling a folder of the cache.
 *
 * @template T
 * @param {string} path Of the thing; the lock is a file beside it, with the process that has it.
 * @param {() => Promise<T>} action
 * @returns {Promise<T>}
 */
export async function locked(path, action) {
  const file = `${path}.lock`;
  await mkdir(dirname(file), {recursive: true});
  for (let waits = 0; !(await take(file)); waits++) {
    if (waits === 0) console.log(`setup: waits for another process that makes ${path}`);
    await pause(500);
  }
  try {
    return await action();
  } finally {
    await rm(file, {force: true});
  }
}

/** @param {string} file */
async function take(file) {
  try {
    await writeFile(file, String(process.pid), {flag: 'wx'});
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const owner = Number(await readFile(file, 'utf8').catch(() => ''));
  // Nobody's: its process was ended in the middle. One that is being written has no number yet.
  if (owner && !isAlive(owner)) await rm(file, {force: true});
  return false;
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
