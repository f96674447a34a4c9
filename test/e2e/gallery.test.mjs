import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {violations} from './axe.mjs';
import {useSite} from './browser.mjs';
import {demoPages} from './demo-pages.mjs';
import {cellAt, cellsAreReady, ended, outputText, run} from './notebook-page.mjs';

describe('the gallery', () => {
  const site = useSite();

  it('leads from the start of the site to every page', () =>
    site.visit('/', async (page) => {
      await page.getByRole('heading', {name: 'Serverless Notebook', level: 1}).waitFor();
      const links = await page.locator('.cards a').evaluateAll((all) => all.map(({href}) => href));
      assert.equal(links.length, demoPages.length - 1);
      for (const link of links) assert.equal((await page.request.get(link)).status(), 200, link);
    }));

  it('runs the loose cells of the article on one kernel', () =>
    site.visit('/demo/article.html', async (page) => {
      await cellsAreReady(page);
      const count = await page.locator('serverless-cell').count();
      for (let i = 0; i < count; i++) assert.match(await run(cellAt(page, i)), /finished/);
      assert.match(await outputText(cellAt(page, 0)), /23 people, {2}253 pairs: {2}50\.73%/);
      assert.match(await outputText(cellAt(page, 1)), /'50\.0%': 23/);
      await cellAt(page, 2).getByRole('img').waitFor();
      assert.match(await outputText(cellAt(page, 3)), /simulated (49|5[0-2])\.\d%, exact 50\.7%/);
      assert.match(await outputText(cellAt(page, 4)), /32 bits: 77,163 identifiers/);
    }));

  it('runs the notebook on real data to its end', () =>
    site.visit('/demo/notebook.html', async (page) => {
      await cellsAreReady(page);
      await page.getByRole('button', {name: 'Run all', exact: true}).click();
      const code = page.locator('serverless-cell[type="code"]');
      const count = await code.count();
      for (let i = 0; i < count; i++) assert.match(await ended(code.nth(i)), /finished/);
      assert.match(await outputText(code.nth(1)), /1461 rows/);
      assert.match(
        await outputText(code.nth(3)),
        /20,000 flights, 220 airports, 01 Jan to 31 Mar 2001/,
      );
      assert.match(await outputText(code.nth(5)), /Dallas-Fort Worth/);
      assert.match(
        await outputText(code.nth(7)),
        /3,201 films, 2,131 with both ratings.*\n?r = 0\.75/,
      );
      for (const plot of [2, 4, 6, 8]) {
        const image = code.nth(plot).getByRole('img').first();
        await image.waitFor();
        const width = await image.evaluate((img) => img.naturalWidth);
        assert.ok(width > 300, `the plot of code cell ${plot} is ${width} pixels wide`);
      }
      for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
        await page.emulateMedia({colorScheme});
        assert.deepEqual(await violations(page), [], `${colorScheme}, with its outputs`);
      }
    }));

  it('keeps the kernels of two notebooks apart', () =>
    site.visit('/demo/two-kernels.html', async (page) => {
      await cellsAreReady(page);
      const [left, right] = [0, 1].map((i) => page.locator('serverless-notebook').nth(i));
      assert.match(await run(cellAt(left, 0)), /finished/);
      assert.match(await run(cellAt(right, 0)), /failed: NameError/);
      // While one is busy, the other runs.
      await cellAt(left, 1).getByRole('button', {name: 'Run', exact: true}).click();
      assert.match(await run(cellAt(right, 1)), /finished/);
      assert.equal(await outputText(cellAt(right, 1)), 'right');
      assert.equal(await cellAt(left, 1).evaluate((cell) => cell.state.is), 'running');
      assert.match(await ended(cellAt(left, 1)), /finished/);
      assert.match(await outputText(cellAt(left, 1)), /left 9$/);
    }));
});
