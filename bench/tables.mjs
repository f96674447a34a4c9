import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {median} from './lab.mjs';

const entry = fileURLToPath(new URL('pages/tables.js', import.meta.url));
const ROWS = 1_000_000;

/**
 * From a result of DuckDB-Wasm to a usable DataFrame: by our table, and by rows in JSON; the wasm
 * heap that ours takes, beside the table's own bytes; and the longest that the page was blocked.
 */
export async function tables(lab, rounds) {
  const {outputFiles} = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    write: false,
    plugins: [builtLibrary],
  });
  const script = outputFiles[0].text;
  const inPage = (measure) =>
    lab.visit('/bench/tables.html', {}, async (page) => {
      await page.waitForLoadState();
      await page.addScriptTag({content: script, type: 'module'});
      await page.waitForFunction(() => window.openTables);
      await page.evaluate(async (rows) => {
        window.bench = await window.openTables(rows);
      }, ROWS);
      return measure((name, ...rest) =>
        page.evaluate(([name, ...rest]) => window.bench[name](...rest), [name, ...rest]),
      );
    });

  // In a kernel of its own: a heap never shrinks.
  const fresh = await inPage((call) => call('measure', 'ours'));
  const times = {ours: [], json: []};
  let read = Infinity;
  let longestTask = fresh.longestTask;
  await inPage(async (call) => {
    for (let round = 0; round < rounds; round++) {
      for (const name of round % 2 ? ['json', 'ours'] : ['ours', 'json']) {
        const {ms, summary, longestTask: longest} = await call('measure', name);
        if (summary !== fresh.summary) {
          throw new Error(`The frames differ: ${summary} by ${name}, not ${fresh.summary}.`);
        }
        times[name].push(ms);
        if (name === 'ours') longestTask = Math.max(longestTask, longest);
      }
      read = Math.min(read, (await call('read')).ms);
    }
  });
  const ours = median(times.ours);
  const json = median(times.json);
  return {
    'tables.mixed1m.ours_ms': ours,
    'tables.mixed1m.json_ms': json,
    'tables.mixed1m.json_over_ours': json / ours,
    'tables.mixed1m.heap_over_bytes': fresh.grown / fresh.tableBytes,
    'tables.mixed1m.longest_task_ms': longestTask,
    'tables.mixed1m.read_ms': read,
  };
}

/** The built library is served, and not bundled again. */
const builtLibrary = {
  name: 'built-library',
  setup({onResolve}) {
    onResolve({filter: /^\/dist\//}, ({path}) => ({path, external: true}));
  },
};
