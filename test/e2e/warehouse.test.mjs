import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {startTrino} from '../../scripts/components/trino.mjs';
import {useSite} from './browser.mjs';
import {cellAt, cellsAreReady, ended, outputText, run, start} from './notebook-page.mjs';

const cell = (/** @type {string} */ source) =>
  `<serverless-cell><script type="text/x-python">${source}</script></serverless-cell>`;

const html = `<!doctype html><meta charset="utf-8" /><title>Trino</title>
<script type="module" src="/dist/serverless-notebook.js"></script>
<serverless-kernel pyodide-url="/pyodide/"></serverless-kernel>
<serverless-notebook>
  <serverless-sql engine="trino" url="/trino" catalog="tpch" schema="tiny"></serverless-sql>
  ${cell(`who = "'; DROP TABLE x; --"`)}
  ${cell('%%sql found = <<\nSELECT name, :who AS who FROM nation ORDER BY 1 LIMIT 2')}
  ${cell('%%sql found <<\nSELECT count(*) FROM tpch.sf1000.lineitem a, tpch.sf1000.orders b WHERE a.comment = b.comment')}
  ${cell('print(found.shape, found.iloc[1, 0], found.iloc[0, 1])')}
</serverless-notebook>`;

describe('%%sql on Trino, in a page', () => {
  /** @type {Awaited<ReturnType<typeof startTrino>>} */
  let trino;
  const site = useSite({proxies: {'/trino/': () => trino?.url ?? null}});

  before(async () => {
    trino = await startTrino();
  });
  after(() => trino?.close());

  it('leaves variables as they were when the server dies in the middle of a query', () =>
    site.visit(
      '/index.html',
      async (page) => {
        await cellsAreReady(page);
        assert.match(await run(cellAt(page, 0)), /finished/);
        assert.match(await run(cellAt(page, 1)), /finished/);
        // The frame takes the place of the progress as soon as what renders it is loaded.
        await cellAt(page, 1).getByText('ALGERIA').waitFor();
        assert.match(await outputText(cellAt(page, 1)), /ALGERIA[\s\S]*DROP TABLE x/);
        const query = cellAt(page, 2);
        await start(query);
        await query.getByText('Running on Trino').first().waitFor();
        await trino.kill();
        assert.match(await ended(query), /failed/);
        assert.match(await outputText(query), /TrinoError[\s\S]*cannot be reached/);
        assert.match(await run(cellAt(page, 3)), /finished/);
        assert.match(await outputText(cellAt(page, 3)), /\(2, 2\) ARGENTINA '; DROP TABLE x; --/);
      },
      {html},
    ));
});
