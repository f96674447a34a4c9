import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import {describe, it} from 'node:test';
import {useSite} from './browser.mjs';
import {demoPages} from './demo-pages.mjs';
import {cellsAreReady} from './notebook-page.mjs';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

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

/** @param {import('playwright-core').Page} page */
async function violations(page) {
  await page.addScriptTag({path: axe});
  const found = await page.evaluate(async () => (await window.axe.run()).violations);
  return found.map(
    ({id, nodes}) =>
      `${id}: ${nodes.map(({target, any}) => `${target.flat()} ${any[0]?.message ?? ''}`).join('; ')}`,
  );
}
