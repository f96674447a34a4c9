import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {useSite} from './browser.mjs';
import {demoPages} from './demo-pages.mjs';
import {cellsAreReady} from './notebook-page.mjs';

describe('at 320 pixels nothing scrolls sideways', () => {
  const site = useSite();

  for (const path of demoPages) {
    it(`on ${path}`, () =>
      site.visit(
        path,
        async (page) => {
          await cellsAreReady(page);
          const width = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(width <= 320, `the page is ${width} pixels wide`);
        },
        {viewport: {width: 320, height: 640}},
      ));
  }
});
