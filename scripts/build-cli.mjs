import {chmod} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {root} from './folders.mjs';

export const cliFile = join(root, 'dist/cli/serverless-notebook.js');

/** Builds the command line into one file without dependencies. */
export async function buildCli() {
  await build({
    entryPoints: [join(root, 'src/cli/serverless-notebook.ts')],
    outfile: cliFile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    logLevel: 'warning',
  });
  await chmod(cliFile, 0o755);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildCli();
