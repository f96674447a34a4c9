/**
 * `npm run bench -- [NAME…] [--json FILE] [--rounds N]` measures the built library beside raw
 * Pyodide in a worker, interleaved on the same machine. Ratios are what to compare between machines.
 */
import {writeFile} from 'node:fs/promises';
import {parseArgs} from 'node:util';
import {cell} from './cell.mjs';
import {cells} from './cells.mjs';
import {openLab} from './lab.mjs';
import {output} from './output.mjs';
import {startup} from './startup.mjs';
import {tables} from './tables.mjs';

const benches = {startup, cell, cells, output, tables};

const {positionals, values} = parseArgs({
  allowPositionals: true,
  options: {json: {type: 'string'}, rounds: {type: 'string', default: '5'}},
});
const unknown = positionals.filter((name) => !(name in benches));
if (unknown.length) {
  console.error(
    `No bench named ${unknown.join(', ')}: choose of ${Object.keys(benches).join(', ')}.`,
  );
  process.exit(2);
}
const rounds = Number(values.rounds);
if (!Number.isInteger(rounds) || rounds < 1) {
  console.error(`--rounds ${values.rounds} is not a whole number above 0.`);
  process.exit(2);
}

/** @type {Record<string, number>} */
const result = {};
const lab = await openLab();
try {
  for (const name of positionals.length ? positionals : Object.keys(benches)) {
    const numbers = await benches[name](lab, rounds);
    for (const [key, value] of Object.entries(numbers)) {
      result[key] = Number(value.toPrecision(4));
      console.log(`${key.padEnd(40)} ${result[key]}`);
    }
  }
} finally {
  await lab.close();
}
if (values.json) await writeFile(values.json, JSON.stringify(result, null, 2) + '\n');
