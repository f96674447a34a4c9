import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {useSite} from './browser.mjs';

/** A notebook of `count` cells that notes when all of them are ready. */
const notebook = (count) => `<!doctype html><title>${count} cells</title>
  <serverless-notebook>${Array.from(
    {length: count},
    (_, i) => `<serverless-cell>
    <script type="text/x-python">x${i} = ${i}\nprint(x${i} ** 2)</script>
  </serverless-cell>`,
  ).join('')}</serverless-notebook>
  <script type="module">
    const start = performance.now();
    await import('/dist/serverless-notebook.js');
    await Promise.all([...document.querySelectorAll('serverless-cell')].map((cell) => cell.updateComplete));
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    window.readyMs = performance.now() - start;
  </script>`;

describe('300 cells', () => {
  const site = useSite();

  /** @param {number} count */
  const readyMs = async (count) => {
    let ms = NaN;
    await site.visit(
      '/demo/generated.html',
      async (page) => {
        await page.waitForFunction(() => window.readyMs);
        ms = await page.evaluate(() => window.readyMs);
      },
      {html: notebook(count)},
    );
    return ms;
  };

  it('take no longer for each than 30 do', async (test) => {
    const rounds = [];
    for (let i = 0; i < 3; i++) rounds.push([await readyMs(30), await readyMs(300)]);
    const [few, many] = [0, 1].map((i) => Math.min(...rounds.map((round) => round[i])));
    const ratio = many / 300 / (few / 30);
    test.diagnostic(
      `30: ${few.toFixed(0)} ms, 300: ${many.toFixed(0)} ms, ${ratio.toFixed(2)} per cell`,
    );
    assert.ok(ratio < 1.5, `${ratio} times the time per cell`);
  });

  it('have editors only where they were seen', () =>
    site.visit(
      '/demo/generated.html',
      async (page) => {
        const editors = page.locator('.cm-editor');
        await editors.first().waitFor();
        await page.waitForFunction(() => window.readyMs);
        const first = await editors.count();
        assert.ok(first < 60, `${first} editors for the first screen`);
        await page.locator('serverless-cell').nth(299).scrollIntoViewIfNeeded();
        await page.locator('serverless-cell').nth(299).locator('.cm-editor').waitFor();
        const both = await editors.count();
        assert.ok(both < 120, `${both} editors for the first and the last screen`);
        assert.equal(
          await page.locator('serverless-cell').nth(150).locator('.cm-editor').count(),
          0,
        );
      },
      {html: notebook(300)},
    ));
});
