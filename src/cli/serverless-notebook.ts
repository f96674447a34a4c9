#!/usr/bin/env node
import {parseArgs} from 'node:util';
import {CommandError} from './errors.js';
import {help} from './help.js';
import {vendor} from './vendor.js';

/** Runs the command line; the exit code is 0, 1 when it failed, 2 when it was called wrongly. */
async function main(args: string[]): Promise<number> {
  let parsed;
  try {
    parsed = parseArgs({
      args,
      allowPositionals: true,
      options: {
        packages: {type: 'string', multiple: true, default: ['micropip,numpy,pandas,matplotlib']},
        pyodide: {type: 'string', default: '0.28.3'},
        source: {type: 'string', multiple: true, default: ['cdn']},
        help: {type: 'boolean', short: 'h', default: false},
      },
    });
  } catch (error) {
    return misuse((error as Error).message);
  }
  const {positionals, values} = parsed;
  const [command, folder, ...rest] = positionals;
  if (values.help || (command === 'help' && folder === undefined)) {
    process.stdout.write(help);
    return 0;
  }
  if (command === undefined) return misuse('no command was given');
  if (command !== 'vendor') return misuse(`there is no command "${command}"`);
  if (folder === undefined) return misuse('vendor needs the folder to fill');
  if (rest.length > 0) return misuse(`vendor takes one folder, not also "${rest.join('", "')}"`);

  const packages = values.packages.flatMap((list) => list.split(',')).map((name) => name.trim());
  try {
    await vendor({
      folder,
      pyodide: values.pyodide,
      packages: packages.filter((name) => name !== ''),
      sources: values.source,
    });
    return 0;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 1;
  }
}

function misuse(what: string): number {
  process.stderr.write(`serverless-notebook: ${what}.\n\n${help}`);
  return 2;
}

process.exitCode = await main(process.argv.slice(2));
