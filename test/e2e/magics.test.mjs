import assert from 'node:assert/strict';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import {chromium} from 'playwright-core';
import {chromeFlags, chromePath} from '../../scripts/chrome.mjs';
import {startDemoServers} from '../../scripts/demo-servers.mjs';
import {TOKEN} from '../servers/graphql.mjs';
import {SALES} from '../servers/sheets-data.mjs';
import {API_KEY} from '../servers/sheets.mjs';
import {validateNotebook} from './nbformat.mjs';

const connectors = `
  <serverless-sql>
    <serverless-table name="stocks" src="/data/stocks.csv"></serverless-table>
    <serverless-table name="movies" src="/data/movies.json"></serverless-table>
  </serverless-sql>
  <serverless-sql name="warehouse" engine="trino" url="/trino" catalog="tpch" schema="tiny"></serverless-sql>
  <serverless-googlesheet api-url="/sheets/" api-key="${API_KEY}"></serverless-googlesheet>
  <serverless-graphql url="/graphql" token="${TOKEN}"></serverless-graphql>
  <serverless-dataframe upload-url="/uploads" jobs="prefect" jobs-url="/prefect/api" deployment="load/dataframe"></serverless-dataframe>`;

const cells = [
  `evil = "'; DROP TABLE stocks; --"
symbol = "AAPL"
threshold = 7`,
  `%%sql
SELECT symbol, count(*) AS days, max(price) AS best, :evil AS evil
FROM stocks WHERE symbol = :symbol OR symbol = :evil GROUP BY symbol`,
  `%%sql nations = <<
SELECT count(*) AS n, :threshold AS t FROM stocks`,
  `%%sql warehouse
SELECT name, regionkey, :evil AS evil FROM nation WHERE regionkey < :threshold ORDER BY name`,
  `%%sql warehouse --out orders
SELECT orderkey, totalprice, orderdate FROM orders ORDER BY orderkey LIMIT 100`,
  `%%sql
SELECT count(*) AS n, sum(totalprice) AS total, min(orderdate) AS first FROM orders`,
  `%%googlesheet sheet ${SALES} --range "Sales 2024!A1:G5"`,
  `sheet`,
  `%%graphql customers = <<
{ customers(first: 3) { nodes { id name score address { city } } } }`,
  `%%graphql
{ nothing }`,
  `%%sql
SELECT * FROM no_such_table`,
  `%%dataframe upload orders --wait
table: orders
mode: replace`,
  `orders.dtypes, customers.shape, _i`,
];

describe('A notebook with all magics', () => {
  /** @type {Awaited<ReturnType<typeof startDemoServers>>} */
  let demo;
  /** @type {import('playwright-core').Browser} */
  let browser;
  /** @type {string} */
  let folder;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'magics-'));
    const said = [];
    demo = await startDemoServers({port: 0, say: (line) => said.push(line)});
    browser = await chromium.launch({executablePath: chromePath(), args: chromeFlags});
    assert.ok(await demo.ready, said.join('\n'));
  });
  after(async () => {
    await browser?.close();
    await demo?.close();
    await rm(folder, {recursive: true, force: true});
  });

  /**
   * Loads a notebook into a fresh page, runs it cell by cell, and gives it with what came of it.
   *
   * @param {object} file
   */
  async function execute(file) {
    const context = await browser.newContext();
    try {
      const page = await context.newPage();
      await page.route(`${demo.url}/all.html`, (route) =>
        route.fulfill({
          contentType: 'text/html',
          body: `<!doctype html>
            <script type="module" src="/dist/serverless-notebook.js"></script>
            <serverless-kernel pyodide-url="/pyodide/"></serverless-kernel>
            <serverless-notebook>${connectors}</serverless-notebook>`,
        }),
      );
      await page.goto(`${demo.url}/all.html`);
      return await page.evaluate(async (json) => {
        await customElements.whenDefined('serverless-notebook');
        const notebook = document.querySelector('serverless-notebook');
        notebook.load(json);
        await notebook.updateComplete;
        for (const cell of notebook.cells) await cell.run();
        return notebook.toJSON();
      }, file);
    } finally {
      await context.close();
    }
  }

  it('is saved as if a kernel had answered, and gives the same when it is executed again', async () => {
    const first = await execute({
      nbformat: 4,
      nbformat_minor: 5,
      metadata: {},
      cells: cells.map((source, index) => ({
        cell_type: 'code',
        id: `cell-${index}`,
        metadata: {},
        execution_count: null,
        outputs: [],
        source,
      })),
    });
    const texts = first.cells.map(({outputs}) => outputs.map(textOf).join('\n'));
    assert.match(texts[1], /AAPL\s+123\s+223\.02\s+'; DROP TABLE stocks; --/);
    assert.match(texts[2], /560\s+7/);
    assert.match(texts[3], /ALGERIA\s+0\s+'; DROP TABLE stocks; --/);
    assert.equal(texts[4], '');
    assert.match(texts[5], /100\s/);
    assert.match(texts[7], /Köln/);
    assert.match(texts[8], /C1\s+Customer 1/);
    assert.match(texts[9], /Cannot query field "nothing"/);
    assert.match(texts[10], /no_such_table/);
    assert.match(texts[11], /^Job load\/dataframe: table orders, 100 rows, replace/);
    assert.deepEqual(
      first.cells.map(({execution_count: count}) => count),
      cells.map((_, index) => index + 1),
    );
    const types = new Set(first.cells.flatMap(({outputs}) => outputs.map((o) => o.output_type)));
    assert.deepEqual([...types].sort(), ['display_data', 'error', 'execute_result']);

    const path = join(folder, 'all.ipynb');
    await writeFile(path, JSON.stringify(first));
    await validateNotebook(path);

    const second = await execute(first);
    assert.deepEqual(withoutProgress(second), withoutProgress(first));
  });
});

/** @param {any} output */
function textOf(output) {
  if (output.output_type === 'error') return `${output.ename}: ${output.evalue}`;
  return [output.text ?? output.data['text/plain']].flat().join('');
}

/** How a job went, and when, is metadata of its card. @param {any} notebook */
function withoutProgress({cells}) {
  return cells.map(({source, execution_count: count, outputs}) => ({
    source,
    count,
    outputs: outputs.map((output) => ({...output, metadata: null})),
  }));
}
