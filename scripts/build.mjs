import {rm, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {buildCli} from './build-cli.mjs';
import {editorData} from './editor-data.mjs';
import {root} from './folders.mjs';
import {makeManifest, manifestFile} from './manifest.mjs';
import {run} from './run.mjs';

const dist = join(root, 'dist');

/** Builds all that is published: the library, its types, its manifest and the command line. */
export async function build() {
  await rm(dist, {recursive: true, force: true});
  const rollup = join(root, 'node_modules/rollup/dist/bin/rollup');
  await run(process.execPath, [rollup, '-c'], {cwd: root});
  await buildCli();
  const manifest = await makeManifest();
  await writeFile(manifestFile, manifest);
  await writeFile(join(dist, 'vscode.html-custom-data.json'), editorData(manifest));
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  await run(process.execPath, [compiler, '-p', 'tsconfig.types.json'], {cwd: root});
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await build();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
