import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {useSite} from './browser.mjs';
import {pageWith} from './robustness-page.mjs';

const source = 'first line\nsecond line\ndef f():';

/**
 * What readers do while the editor is on its way, and the source with a bar where the caret then is.
 *
 * @type {Record<string, [(page: import('playwright-core').Page) => Promise<void>, string]>}
 */
const gestures = {
  'a click and typing': [
    async (page) => {
      await clickLine(page, 1);
      await page.keyboard.press('Home');
      await page.keyboard.type('my ');
    },
    'first line\nmy |second line\ndef f():',
  ],
  'a double click': [
    async (page) => {
      await clickLine(page, 1, {clickCount: 2, x: 30});
    },
    'first line\n| line\ndef f():',
  ],
  'new lines with their indentation': [
    async (page) => {
      await clickLine(page, 2);
      await page.keyboard.press('Enter');
      await page.keyboard.type('x = 1');
      await page.keyboard.press('Enter');
    },
    'first line\nsecond line\ndef f():\n    x = 1\n    |',
  ],
  'a source that replaces all': [
    async (page) => {
      await clickLine(page, 0);
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.insertText('new\n  text');
    },
    'new\n  text|',
  ],
  'deleting everything': [
    async (page) => {
      await clickLine(page, 0);
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.press('Delete');
    },
    '|',
  ],
};

/**
 * @param {import('playwright-core').Page} page
 * @param {number} line
 * @param {{clickCount?: number, x?: number}} [options]
 */
async function clickLine(page, line, {clickCount = 1, x = 300} = {}) {
  const preview = page.locator('serverless-editor pre');
  const y = await preview.evaluate((pre, index) => {
    const {lineHeight, paddingTop} = getComputedStyle(pre);
    return parseFloat(paddingTop) + parseFloat(lineHeight) * (index + 0.5);
  }, line);
  await preview.click({position: {x, y}, clickCount});
}

describe('An editor that is slow to come', () => {
  const site = useSite();
  const html = pageWith('<serverless-editor></serverless-editor>');

  for (const [what, [gesture, expected]] of Object.entries(gestures)) {
    it(`loses nothing of ${what}`, async () => {
      await site.visit(
        '/slow.html',
        async (page) => {
          /** @type {() => void} */
          let arrive = () => {};
          const arrived = new Promise((resolve) => (arrive = () => resolve(null)));
          await page.route('**/chunks/codemirror-*.js', async (route) => {
            await arrived;
            await route.continue();
          });
          await page.reload();
          const editor = page.locator('serverless-editor');
          await editor.evaluate((element, value) => Object.assign(element, {value}), source);
          await gesture(page);
          arrive();
          await editor.locator('.cm-content').waitFor();
          await page.keyboard.type('|');
          assert.equal(await editor.evaluate((element) => Reflect.get(element, 'value')), expected);
          await page.keyboard.press('Backspace');
          for (let i = 0; i < 9; i++) await page.keyboard.press('ControlOrMeta+z');
          assert.equal(await editor.evaluate((element) => Reflect.get(element, 'value')), source);
        },
        {html},
      );
    });
  }
});
