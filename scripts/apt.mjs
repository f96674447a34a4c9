import {existsSync} from 'node:fs';
import {run} from './run.mjs';

/**
 * Installs packages of Debian where that can be done without asking: by root.
 *
 * @param {string[]} packages
 * @returns {Promise<boolean>} false when it is not for this script to do
 */
export async function aptInstall(packages) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  console.log(`setup: apt-get install ${packages.join(' ')}`);
  const env = {...process.env, DEBIAN_FRONTEND: 'noninteractive'};
  await run('apt-get', ['update', '-qq'], {env});
  const flags = ['install', '-y', '-qq', '--no-install-recommends'];
  await run('apt-get', [...flags, ...packages], {env, stdio: ['ignore', 'ignore', 'inherit']});
  return true;
}
