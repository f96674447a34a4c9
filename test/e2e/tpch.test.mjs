import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {mkdtempSync} from 'node:fs';
import {rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {promisify} from 'node:util';
import {startTrino} from '../../scripts/components/trino.mjs';
import {root} from '../../scripts/folders.mjs';
import {pythonEnvironment} from '../../scripts/python-environment.mjs';
import {useSite} from './browser.mjs';
import {cellsAreReady, ended, outputText} from './notebook-page.mjs';

const tables = [
  ...['customer', 'lineitem', 'nation', 'orders'],
  ...['part', 'partsupp', 'region', 'supplier'],
];
const folder = mkdtempSync(join(tmpdir(), 'serverless-tpch-'));

/** @typedef {{columns: string[], rows: unknown[][]}} Result */
/** @typedef {Result & {dtypes: string[]}} Frame */

describe('TPC-H queries 1 to 10', () => {
  /** @type {Awaited<ReturnType<typeof startTrino>>} */
  let trino;
  /** What native DuckDB says @type {Record<string, Result & {sql: string}>} */
  let expected;
  const site = useSite({
    proxies: {'/trino/': () => trino?.url ?? null},
    mounts: {'/tpch/': folder},
  });

  before(async () => {
    // With the names of the specification, as DuckDB's own queries have them.
    const standard = {'connector.name': 'tpch', 'tpch.column-naming': 'STANDARD'};
    trino = await startTrino({catalogs: {spec: standard}});
    for (const table of tables) await save(trino.url, table);
    const python = await pythonEnvironment();
    const files = ['native.py', 'queries.sql'].map((name) => join(root, 'test/tpch', name));
    const {stdout} = await promisify(execFile)(python, [files[0], folder, files[1]], {
      maxBuffer: 2 ** 26,
    });
    expected = JSON.parse(stdout);
  });
  after(async () => {
    await trino?.close();
    await rm(folder, {recursive: true, force: true});
  });

  it('give the same frames from DuckDB in the page, from Trino, and from native DuckDB', () =>
    site.visit('/index.html', compare, {
      get html() {
        return pageOf(expected);
      },
    }));

  /** @param {import('playwright-core').Page} page */
  async function compare(page) {
    await cellsAreReady(page);
    await page.getByRole('button', {name: 'Run all', exact: true}).click();
    const cells = page.locator('serverless-cell');
    const count = await cells.count();
    for (let i = 0; i < count; i++) {
      assert.match(await ended(cells.nth(i)), /finished/, await outputText(cells.nth(i)));
    }
    const text = await outputText(cells.nth(count - 1));
    /** @type {Record<string, Frame>} */
    const frames = JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1));
    const names = Object.keys(expected);
    assert.equal(names.length, 10);
    for (const name of names) {
      const [duck, distant] = [frames[`${name}_duckdb`], frames[`${name}_trino`]];
      assert.ok(expected[name].rows.length > 0, name);
      assert.deepEqual(duck.dtypes, distant.dtypes, name);
      for (const frame of [duck, distant]) {
        assert.deepEqual(frame.columns, expected[name].columns, name);
        assert.deepEqual(rounded(frame.rows), rounded(expected[name].rows), name);
      }
    }
  }
});

/**
 * Sums of floating point numbers depend on their order, which is each engine's own, in the last digits.
 *
 * @param {unknown[][]} rows
 */
function rounded(rows) {
  return rows.map((row) =>
    row.map((value) => (typeof value === 'number' ? Number(value.toPrecision(12)) : value)),
  );
}

/**
 * Writes a table as Trino has it, with its types, one row a line.
 *
 * @param {string} url @param {string} table
 */
async function save(url, table) {
  const headers = {'x-trino-user': 'tests'};
  const body = `SELECT * FROM spec.tiny.${table}`;
  let page = await (await fetch(`${url}/v1/statement`, {method: 'POST', headers, body})).json();
  let columns;
  const lines = [];
  for (;;) {
    assert.equal(page.error, undefined);
    columns ??= page.columns?.map(({name, type}) => [name, type]);
    for (const row of page.data ?? []) lines.push(JSON.stringify(row));
    if (!page.nextUri) break;
    page = await (await fetch(page.nextUri)).json();
  }
  const first = JSON.stringify({columns});
  await writeFile(join(folder, `${table}.json`), [first, ...lines].join('\n'));
}

/** @param {Record<string, {sql: string}>} queries */
function pageOf(queries) {
  const names = Object.keys(queries);
  const cell = (source) =>
    `<serverless-cell><script type="text/x-python">${source}</script></serverless-cell>`;
  const sources = tables.map(
    (table) => `<serverless-table name="${table}" src="/tpch/${table}.parquet"></serverless-table>`,
  );
  const cells = names.flatMap((name) => [
    cell(`%%sql ${name}_duckdb <<\n${queries[name].sql}`),
    cell(`%%sql warehouse ${name}_trino <<\n${queries[name].sql}`),
  ]);
  const report = `import json
def plain(value):
    return value.item() if hasattr(value, "item") else value
def report(frame):
    rows = [[plain(value) for value in row] for row in frame.itertuples(index=False, name=None)]
    return {"columns": list(frame.columns), "dtypes": [str(each) for each in frame.dtypes], "rows": rows}
names = [name + suffix for name in ${JSON.stringify(names)} for suffix in ("_duckdb", "_trino")]
print(json.dumps({name: report(globals()[name]) for name in names}, default=lambda value: str(value)[:10]))`;
  return `<!doctype html><meta charset="utf-8" /><title>TPC-H</title>
<script type="module" src="/dist/serverless-notebook.js"></script>
<serverless-kernel pyodide-url="/pyodide/"></serverless-kernel>
<serverless-notebook>
  <serverless-sql>${sources.join('')}</serverless-sql>
  <serverless-sql name="warehouse" engine="trino" url="/trino" catalog="spec" schema="tiny"></serverless-sql>
  ${cells.join('')}
  ${cell(report)}
</serverless-notebook>`;
}
