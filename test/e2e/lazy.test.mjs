import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {useSite} from './browser.mjs';
import {cellsAreReady, edit, cellAt, run} from './notebook-page.mjs';

const kernel = /pyodide|\.wasm|entry/;
const editor = /codemirror/;
const renderers = /katex|latex|markdown|html-|json-/;

describe('what is not needed', () => {
  const site = useSite();

  it('is not fetched for a page whose cells were not seen', () =>
    site.visit(
      '/demo/generated.html',
      async (page, log) => {
        await cellsAreReady(page);
        await page.waitForLoadState('networkidle');
        assert.deepEqual(log.asked(kernel), []);
        assert.deepEqual(log.asked(editor), []);
        assert.deepEqual(log.asked(renderers), []);

        await page.locator('serverless-cell').scrollIntoViewIfNeeded();
        await page.locator('.cm-content').waitFor();
        assert.equal(log.asked(editor).length, 1);
        assert.deepEqual(log.asked(kernel), []);

        await edit(cellAt(page, 0));
        await run(cellAt(page, 0));
        assert.notEqual(log.asked(kernel).length, 0);
        assert.deepEqual(log.asked(renderers), [], 'text needs no renderer');
        assert.deepEqual(log.asked(/\.whl/), [], 'no package is imported');
      },
      {
        html: `<!doctype html><title>One cell below the fold</title>
          <script type="module" src="/dist/serverless-notebook.js"></script>
          <serverless-kernel pyodide-url="/pyodide/"></serverless-kernel>
          <div style="height: 3000px"></div>
          <serverless-cell><script type="text/x-python">print(1)</script></serverless-cell>`,
      },
    ));
});
