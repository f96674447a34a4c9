import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {useSite} from './browser.mjs';
import {cellAt, cellsAreReady, edit, ended, outputText, sources} from './notebook-page.mjs';

describe("Jupyter's keys", () => {
  const site = useSite();

  /** @param {(page: import('playwright-core').Page, notebook: import('playwright-core').Locator) => Promise<void>} test */
  const inNotebook = (test) =>
    site.visit('/demo/two-kernels.html', async (page) => {
      await cellsAreReady(page);
      await test(page, page.locator('serverless-notebook').first());
    });

  /** @param {import('playwright-core').Locator} notebook */
  const activeCell = (notebook) =>
    notebook.evaluate((element) => element.cells.indexOf(element.activeCell));

  it('Shift+Enter runs the cell and selects the next one', () =>
    inNotebook(async (page, notebook) => {
      await edit(cellAt(notebook, 0));
      await page.keyboard.press('Shift+Enter');
      assert.equal(await activeCell(notebook), 1);
      assert.match(await ended(cellAt(notebook, 0)), /cell 1 of 2, finished/);
      assert.equal(await outputText(cellAt(notebook, 0)), "'left'");
    }));

  it('Ctrl+Enter runs the cell and stays, Alt+Enter goes on in a new cell', () =>
    inNotebook(async (page, notebook) => {
      await edit(cellAt(notebook, 0));
      await page.keyboard.press('Control+Enter');
      assert.match(await ended(cellAt(notebook, 0)), /finished/);
      assert.equal(await activeCell(notebook), 0);

      await page.keyboard.press('Enter');
      await page.keyboard.press('Alt+Enter');
      await page.keyboard.type('side * 2');
      await page.keyboard.press('Shift+Enter');
      assert.equal((await sources(notebook))[1], 'side * 2');
      assert.match(await ended(cellAt(notebook, 1)), /finished/);
      assert.equal(await outputText(cellAt(notebook, 1)), "'leftleft'");
    }));

  it('a, b, d d and z insert, delete and bring back', () =>
    inNotebook(async (page, notebook) => {
      const before = await sources(notebook);
      await edit(cellAt(notebook, 0));
      await page.keyboard.press('Escape');
      await page.keyboard.press('b');
      assert.deepEqual(await sources(notebook), [before[0], '', before[1]]);
      await page.keyboard.press('a');
      assert.deepEqual(await sources(notebook), [before[0], '', '', before[1]]);
      await page.keyboard.press('d');
      assert.equal((await sources(notebook)).length, 4, 'one d does nothing');
      await page.keyboard.press('d');
      await page.keyboard.press('d');
      await page.keyboard.press('d');
      assert.deepEqual(await sources(notebook), before);
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('d');
      await page.keyboard.press('d');
      assert.deepEqual(await sources(notebook), [before[1]]);
      await page.keyboard.press('z');
      assert.deepEqual(await sources(notebook), before);
    }));

  it('m and y change the type, arrows and j and k move, Enter edits', () =>
    inNotebook(async (page, notebook) => {
      await edit(cellAt(notebook, 0));
      await page.keyboard.press('Escape');
      await page.keyboard.press('m');
      assert.equal(await cellAt(notebook, 0).getAttribute('type'), 'markdown');
      await page.keyboard.press('y');
      assert.equal(await cellAt(notebook, 0).getAttribute('type'), 'code');

      await page.keyboard.press('ArrowDown');
      assert.equal(await activeCell(notebook), 1);
      await page.keyboard.press('k');
      assert.equal(await activeCell(notebook), 0);
      await page.keyboard.press('j');
      assert.equal(await activeCell(notebook), 1);

      await page.keyboard.press('Enter');
      await page.keyboard.press('ControlOrMeta+Home');
      await page.keyboard.type('# typed\n');
      assert.match((await sources(notebook))[1] ?? '', /^# typed\nimport time/);
    }));

  it('a text cell is rendered by Shift+Enter and edited by Enter', () =>
    inNotebook(async (page, notebook) => {
      await edit(cellAt(notebook, 0));
      await page.keyboard.press('Escape');
      await page.keyboard.press('b');
      await page.keyboard.press('m');
      await page.keyboard.press('Enter');
      await page.keyboard.type('## A *heading*');
      await page.keyboard.press('Shift+Enter');
      const heading = cellAt(notebook, 1).getByRole('heading', {name: 'A heading'});
      await heading.waitFor();
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Enter');
      await heading.waitFor({state: 'detached'});
    }));
});
