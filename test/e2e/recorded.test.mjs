import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {useSite} from './browser.mjs';
import {cellAt, cellsAreReady, ended, outputText, run, write} from './notebook-page.mjs';

describe('a notebook file with recorded outputs', () => {
  const site = useSite();

  it('shows them before any byte of the kernel is fetched', () =>
    site.visit('/demo/recorded.html', async (page, log) => {
      await page.getByText('ValueError').first().waitFor();
      await cellsAreReady(page);
      assert.match(await outputText(cellAt(page, 1)), /201 rows × 2 columns/);
      await cellAt(page, 2).getByRole('img').first().waitFor();
      assert.equal(await page.locator('.katex').first().isVisible(), true);
      assert.deepEqual(log.asked(/pyodide|\.wasm|\.whl|entry|worker/), []);
      assert.equal(page.workers().length, 0);
    }));

  it('runs like any other, and a restart keeps edits and outputs', () =>
    site.visit('/demo/recorded.html', async (page) => {
      const notebook = page.locator('serverless-notebook');
      await page.getByText('ValueError').first().waitFor();
      await write(cellAt(notebook, 5), 'print("edited")');
      assert.match(await run(cellAt(notebook, 5)), /finished/);
      assert.equal(await outputText(cellAt(notebook, 5)), 'edited');

      await page.getByRole('button', {name: 'Restart', exact: true}).click();
      await page.getByRole('dialog').getByRole('button', {name: 'Restart Python'}).click();
      await page.waitForFunction(
        (element) => element.kernel.status === 'idle',
        await notebook.elementHandle(),
      );
      assert.equal(await outputText(cellAt(notebook, 5)), 'edited');
      assert.match(await outputText(cellAt(notebook, 1)), /201 rows × 2 columns/);
      assert.equal(await cellAt(notebook, 5).evaluate((cell) => cell.source), 'print("edited")');

      await write(cellAt(notebook, 5), 'measured');
      assert.match(await run(cellAt(notebook, 5)), /failed: NameError/);
    }));

  it('runs to its end, where the last cell fails as recorded', () =>
    site.visit('/demo/recorded.html', async (page) => {
      await page.getByText('ValueError').first().waitFor();
      await page.getByRole('button', {name: 'Run all', exact: true}).click();
      const code = page.locator('serverless-cell[type="code"]');
      const count = await code.count();
      assert.match(await ended(code.nth(count - 1)), /failed: ValueError/);
      for (let i = 0; i < count - 1; i++) assert.match(await ended(code.nth(i)), /finished/);
      assert.match(await outputText(code.nth(2)), /step {2}9: squared error {4}0\.997/);
    }));
});
