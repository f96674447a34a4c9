import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {describe, it} from 'node:test';
import {useSite} from './browser.mjs';
import {cellAt, run} from './notebook-page.mjs';
import {validateNotebook} from './nbformat.mjs';

describe('Download as .ipynb', () => {
  const site = useSite();

  it('gives a valid notebook with the outputs of file and session', () =>
    site.visit('/demo/recorded.html', async (page) => {
      await page.getByText('ValueError').first().waitFor();
      assert.match(await run(cellAt(page, 1)), /finished/);
      const downloading = page.waitForEvent('download');
      await page.getByRole('button', {name: 'Download', exact: true}).click();
      const download = await downloading;
      assert.equal(download.suggestedFilename(), 'recorded.ipynb');
      const path = await download.path();
      const notebook = JSON.parse(await readFile(path, 'utf8'));
      assert.equal(notebook.nbformat, 4);
      assert.equal(notebook.nbformat_minor, 5);
      assert.equal(notebook.cells.length, 10);
      assert.deepEqual(notebook.cells[9].metadata.tags, ['raises-exception']);
      assert.match(notebook.cells[2].outputs[0].data['image/png'].slice(0, 10), /^iVBOR/);
      await validateNotebook(path);
    }));
});
