import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync} from 'node:fs';
import {mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile} from 'node:fs/promises';
import {homedir, tmpdir} from 'node:os';
import {join} from 'node:path';
import {aptInstall} from './apt.mjs';
import {cacheFolder, root} from './folders.mjs';
import {locked} from './lock.mjs';
import {run} from './run.mjs';

const requirements = join(root, 'test/requirements.txt');

/**
 * The Python interpreter of an environment with `test/requirements.txt`, which is made when there is
 * none for just these requirements.
 */
export function pythonEnvironment() {
  return environmentOf(requirements, {name: 'python', purpose: 'Python packages of the tests'});
}

/**
 * The Python interpreter of an environment with the packages of a file, which is made when there is
 * none for just these.
 *
 * @param {string} file
 * @param {{name: string, purpose: string}} options `name` starts the name of its folder, `purpose`
 *   says to whoever waits what is installed
 */
export async function environmentOf(file, {name, purpose}) {
  const content = await readFile(file);
  const base = await basePython();
  const key = createHash('sha256').update(content).update(base.version).digest('hex').slice(0, 12);
  const folder = join(cacheFolder, `${name}-${key}`);
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const done = join(folder, 'complete');
  if (existsSync(done)) return python;
  return locked(folder, async () => {
    if (!existsSync(done)) await makeEnvironment();
    return python;
  });

  async function makeEnvironment() {
    console.log(`setup: ${purpose}, with ${base.version}, into ${folder}`);
    await rm(folder, {recursive: true, force: true});
    await mkdir(cacheFolder, {recursive: true});
    try {
      await run(base.command, ['-m', 'venv', folder]);
    } catch (error) {
      // Debian keeps the half of venv that installs pip in a package of its own.
      if (!(await aptInstall(['python3-venv', 'python3-pip']))) throw error;
      await rm(folder, {recursive: true, force: true});
      await run(base.command, ['-m', 'venv', folder]);
    }
    const flags = ['--quiet', '--disable-pip-version-check', '--prefer-binary'];
    await run(python, ['-m', 'pip', 'install', ...flags, '-r', file]);
    await writeFile(done, '');
  }
}

/** The folder of ipykernel's own tests, which only its source distribution has. */
export async function ipykernelTests() {
  const python = await pythonEnvironment();
  const pinned = /^ipykernel==(\S+)/m.exec(await readFile(requirements, 'utf8'));
  if (!pinned) throw new Error('test/requirements.txt names no version of ipykernel.');
  const name = `ipykernel-${pinned[1]}`;
  const folder = join(cacheFolder, name);
  if (!existsSync(join(folder, 'tests'))) {
    console.log(`setup: the tests of ${name}`);
    const temporary = await mkdtemp(join(tmpdir(), 'ipykernel-'));
    try {
      const flags = [
        '--quiet',
        '--disable-pip-version-check',
        '--no-deps',
        '--no-binary=ipykernel',
      ];
      await run(python, [
        '-m',
        'pip',
        'download',
        ...flags,
        '-d',
        temporary,
        `ipykernel==${pinned[1]}`,
      ]);
      const archive = (await readdir(temporary)).find((file) => file.endsWith('.tar.gz'));
      if (!archive) throw new Error(`pip downloaded no source distribution of ${name}.`);
      await run('tar', ['-xzf', join(temporary, archive), '-C', temporary]);
      await rm(folder, {recursive: true, force: true});
      // On another disk a folder cannot be renamed to here, so it is unpacked beside and then moved.
      await run('cp', ['-r', join(temporary, name), `${folder}.part`]);
      await rename(`${folder}.part`, folder);
    } finally {
      await rm(temporary, {recursive: true, force: true});
    }
  }
  return join(folder, 'tests');
}

/** The Python to build on: 3.13, which Pyodide 0.28 has too, where there is one. */
async function basePython() {
  // pyenv's own `python3.13` refuses to run unless that version is chosen.
  const versions = join(process.env['PYENV_ROOT'] ?? join(homedir(), '.pyenv'), 'versions');
  const installed = existsSync(versions) ? await readdir(versions) : [];
  const candidates = [
    process.env['PYTHON'],
    'python3.13',
    ...installed
      .filter((version) => version.startsWith('3.13.'))
      .map((version) => join(versions, version, 'bin/python3')),
    'python3',
    'python',
  ];
  for (const command of candidates) {
    if (!command) continue;
    const {status, stdout} = spawnSync(command, ['--version'], {encoding: 'utf8'});
    const version = /^Python 3\.(\d+)\.\d+/.exec(stdout ?? '');
    if (status === 0 && version && Number(version[1]) >= 11)
      return {command, version: stdout.trim()};
  }
  throw new Error('The tests need Python 3.11 or newer: install it, or set PYTHON to its path.');
}
