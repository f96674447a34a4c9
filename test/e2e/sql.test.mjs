import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, describe, it} from 'node:test';
import {startServer} from '../../scripts/serve.mjs';
import {useSite} from './browser.mjs';

const pageOf = (cells, library = '/dist/serverless-notebook.js') => `<!doctype html>
  <title>SQL</title>
  <script type="module" src="${library}"></script>
  <serverless-kernel pyodide-url="/pyodide/"></serverless-kernel>
  <serverless-notebook>
    <serverless-sql>
      <serverless-table name="stocks" src="/data/stocks.csv"></serverless-table>
      <serverless-table name="flights" src="/data/flights-3m.parquet"></serverless-table>
      <serverless-table name="movies" src="/data/movies.json"></serverless-table>
      <serverless-table name="arrows" src="/data/flights-200k.arrow"></serverless-table>
    </serverless-sql>
    ${cells.map((cell) => `<serverless-cell><script type="text/x-python">${cell}</script></serverless-cell>`).join('\n')}
  </serverless-notebook>`;

/** Runs all cells, one after the other, and gives the text of their outputs. */
async function outputsOf(page) {
  await page.waitForFunction(() => document.querySelector('serverless-notebook')?.runAll);
  return page.evaluate(async () => {
    const notebook = document.querySelector('serverless-notebook');
    for (const cell of notebook.querySelectorAll('serverless-cell')) {
      await cell.run().catch(() => {});
    }
    return notebook
      .toJSON()
      .cells.map(({outputs}) =>
        outputs.map((output) =>
          String(output.data?.['text/plain'] ?? output.text ?? output.evalue),
        ),
      );
  });
}

describe('SQL in the page', () => {
  // A page that is only made up may not ask another local server.
  const folder = mkdtempSync(join(tmpdir(), 'sql-'));
  const site = useSite({mounts: {'/pages/': folder}});
  after(() => rmSync(folder, {recursive: true}));

  it('reads files of all kinds, each when a query names it', () =>
    site.visit(
      '/demo/generated.html',
      async (page, log) => {
        assert.deepEqual(log.asked(/duckdb|\/data\//), [], 'nothing is fetched before a query');
        const outputs = await outputsOf(page);
        assert.match(outputs[0][0], /AAPL\s+123/);
        assert.match(outputs[1][0], /3000000/);
        assert.match(outputs[2][0], /200000/);
        assert.match(outputs[3][0], /3201/);
        assert.deepEqual(log.asked(/\/data\//).length, 4);
      },
      {
        html: pageOf([
          "%%sql\nSELECT symbol, count(*) AS days FROM stocks WHERE symbol = 'AAPL' GROUP BY symbol",
          '%%sql\nSELECT count(*) AS n FROM flights',
          '%%sql\nSELECT count(*) AS n FROM arrows',
          '%%sql\nSELECT count(*) AS n FROM movies',
        ]),
      },
    ));

  // The site fails a test whose page asks any other.
  it('asks for nothing that the page does not name', () =>
    site.visit(
      '/demo/generated.html',
      async (page) => {
        const outputs = await outputsOf(page);
        for (const [message] of outputs.slice(1)) assert.match(message, /<serverless-table|Python/);
      },
      {
        html: pageOf([
          '%%sql\nSET autoinstall_known_extensions = true; SET autoload_known_extensions = true; SELECT 1',
          "%%sql\nFROM read_parquet('https://example.com/x.parquet')",
          "%%sql\nFROM 'https://example.com/x.csv'",
          '%%sql\nINSTALL spatial FROM community',
          "%%sql\nLOAD 'https://example.com/x.duckdb_extension.wasm'",
          `%%sql\nSELECT '{"a": 1}'::JSON`,
          "%%sql\nATTACH 'https://example.com/x.db' AS x",
        ]),
      },
    ));

  it('comes from another origin, with its worker', async () => {
    const other = await startServer({port: 0});
    const library = `${other.url}/dist/serverless-notebook.js`;
    writeFileSync(
      join(folder, 'foreign.html'),
      pageOf(['%%sql\nSELECT count(*) AS n FROM stocks'], library),
    );
    try {
      await site.visit('/pages/foreign.html', async (page, log) => {
        const outputs = await outputsOf(page);
        assert.match(outputs[0][0], /560/);
        const foreign = log.elsewhere.splice(0);
        assert.ok(foreign.every((url) => url.startsWith(other.url)));
        assert.ok(foreign.some((url) => /duckdb-eh.*\.wasm$/.test(url)));
      });
    } finally {
      await other.close();
    }
  });
});
