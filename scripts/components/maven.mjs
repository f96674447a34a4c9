import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {createReadStream} from 'node:fs';
import {mkdir, readdir, stat} from 'node:fs/promises';
import {basename, join} from 'node:path';
import {aptInstall} from '../apt.mjs';
import {run} from '../run.mjs';

const plugin = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy';

/**
 * @typedef {{group: string, name: string, version: string, type: string, sha256: string, bytes: number}} Artifact
 */

/**
 * Downloads a file of Maven Central by Maven itself, so that mirrors and proxies of its settings
 * hold, and checks it.
 *
 * @param {Artifact} artifact
 * @param {string} folder
 * @returns {Promise<string>} the path of the file
 */
export async function mavenFile(artifact, folder) {
  const {group, name, version, type, sha256, bytes} = artifact;
  const coordinates = `${group}:${name}:${version}:${type}`;
  const maven = await ensureMaven(coordinates);
  const repository = join(folder, 'repository');
  const file = join(folder, `${name}-${version}.${type}`);
  await mkdir(repository, {recursive: true});
  const megabytes = (/** @type {number} */ size) => (size / 1e6).toFixed(0);
  const timer = setInterval(async () => {
    const have = await sizeOf(repository, `${name}-${version}.${type}`).catch(() => 0);
    console.log(`setup: ${basename(file)}, ${megabytes(have)} of ${megabytes(bytes)} MB`);
  }, 3_000);
  try {
    await run(maven, [
      '--batch-mode',
      '--quiet',
      `-Dmaven.repo.local=${repository}`,
      plugin,
      `-Dartifact=${coordinates}`,
      `-DoutputDirectory=${folder}`,
    ]);
  } catch (error) {
    throw new Error(`${coordinates} cannot be downloaded from Maven Central: ${error.message}`);
  } finally {
    clearInterval(timer);
  }
  const found = await digest(file);
  if (found !== sha256) {
    throw new Error(`${basename(file)} has the sha256 ${found}, but should have ${sha256}.`);
  }
  return file;
}

/** @param {string} purpose */
async function ensureMaven(purpose) {
  const has = () => spawnSync('mvn', ['--version']).status === 0;
  if (has() || ((await aptInstall(['maven'])) && has())) return 'mvn';
  throw new Error(
    `Maven is needed to download ${purpose}: install it (Debian: apt-get install maven; macOS: brew install maven) so that "mvn" is on the PATH.`,
  );
}

/**
 * How much of a file has come, which Maven writes beside its place.
 *
 * @param {string} folder
 * @param {string} name
 */
async function sizeOf(folder, name) {
  const files = await readdir(folder, {recursive: true});
  const sizes = files
    .filter((each) => basename(each).startsWith(name))
    .map(async (each) => (await stat(join(folder, each))).size);
  return Math.max(0, ...(await Promise.all(sizes)));
}

/** @param {string} file */
async function digest(file) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}
