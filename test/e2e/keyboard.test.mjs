import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {useSite} from './browser.mjs';
import {demoPages} from './demo-pages.mjs';
import {cellsAreReady} from './notebook-page.mjs';

describe('with the keyboard alone', () => {
  const site = useSite();

  for (const path of demoPages) {
    it(`one gets through ${path}, and always sees where one is`, () =>
      site.visit(path, async (page) => {
        await cellsAreReady(page);
        await page.locator('.cm-content').first().waitFor();
        const seen = [];
        let stays = 0;
        for (let i = 0; i < 200; i++) {
          await page.keyboard.press('Tab');
          const stop = await page.evaluate(focused);
          if (!stop) break;
          assert.ok(stop.visible, `${stop.what} shows no focus`);
          assert.ok(stop.name, `${stop.what} has no name`);
          // Past the last stop, the browser takes the focus a moment later, or goes round.
          stays = stop.what === seen.at(-1) ? stays + 1 : 0;
          assert.ok(stays < 3, `the Tab key is trapped at ${stop.what}`);
          if (stays > 0) continue;
          if (stop.what === seen[0]) break;
          seen.push(stop.what);
          // In an editor Tab indents; Escape gives it back.
          if (stop.editor) await page.keyboard.press('Escape');
        }
        assert.ok(
          seen.length < 200,
          `no end after ${seen.length} stops, the last: ${seen.slice(-4)}`,
        );
        assert.ok(seen.length > 8, `only ${seen.length} stops`);
      }));
  }
});

/** Runs in the page: what has the focus, or null when that has left the content. */
function focused() {
  let element = document.activeElement;
  if (!element || element === document.body) return null;
  const path = [];
  for (;;) {
    path.push(element);
    if (!element.shadowRoot?.activeElement) break;
    element = element.shadowRoot.activeElement;
  }
  // The innermost element, or one around it, draws the ring.
  const frames = [element, element.parentElement, ...path];
  for (let up = element.parentElement; up; up = up.parentElement) frames.push(up);
  const visible = frames.some((each) => {
    if (!each) return false;
    const {outlineStyle, outlineWidth, boxShadow} = getComputedStyle(each);
    return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
  });
  const index = (each) => (each.parentNode ? [...each.parentNode.children].indexOf(each) : 0);
  const where = path.map((each) => `${each.localName}[${index(each)}]`).join(' ');
  const text = element.labels?.[0]?.textContent || element.textContent;
  const name = element.getAttribute('aria-label') ?? text?.trim() ?? '';
  return {
    what: `${where} "${name.slice(0, 40)}"`,
    name,
    visible,
    editor: element.getAttribute('role') === 'textbox',
  };
}
