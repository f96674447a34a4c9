import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {violations} from './axe.mjs';
import {useSite} from './browser.mjs';
import {demoPages} from './demo-pages.mjs';
import {cellsAreReady} from './notebook-page.mjs';

describe('axe finds nothing', () => {
  const site = useSite();

  for (const path of demoPages) {
    for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
      it(`on ${path}, ${colorScheme}`, () =>
        site.visit(
          path,
          async (page) => {
            await cellsAreReady(page);
            assert.deepEqual(await violations(page), []);
            // With an editor in place of the source, and the focus in it.
            await page.locator('serverless-cell').first().click();
            await page.getByRole('textbox').first().waitFor();
            assert.deepEqual(await violations(page), [], 'with an editor');
          },
          {colorScheme},
        ));
    }
  }
});
