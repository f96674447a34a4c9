import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {useSite} from './browser.mjs';
import {
  cellAt,
  cellsAreReady,
  ended,
  outputText,
  run,
  start,
  underWay,
  write,
} from './notebook-page.mjs';

describe('interrupt and input', () => {
  const site = useSite();

  for (const path of ['/demo/plain.html', '/demo/isolated.html']) {
    it(`work on ${path}`, (test) =>
      site.visit(path, async (page) => {
        await cellsAreReady(page);
        assert.equal(await page.evaluate(() => crossOriginIsolated), path.includes('isolated'));
        const look = cellAt(page, 3);
        await write(look, 'kept = 42');
        assert.match(await run(look), /finished/);

        for (const [index, what] of ['an endless loop', 'nested work', 'a long sleep'].entries()) {
          const cell = cellAt(page, index);
          await start(cell);
          await underWay(cell);
          const pressed = performance.now();
          await cell.getByRole('button', {name: 'Interrupt'}).click();
          assert.match(await ended(cell), /failed: KeyboardInterrupt/, what);
          // Bound by the machine, so it is told and not asserted.
          test.diagnostic(
            `${what} stopped ${Math.round(performance.now() - pressed)} ms after the click`,
          );
        }
        await write(look, 'print(kept, count > 0, longest > 0)');
        assert.match(await run(look), /finished/);
        assert.equal(await outputText(look), '42 True True');

        const question = cellAt(page, 4);
        await start(question);
        await question.getByLabel('What is your name?').waitFor();
        await page.keyboard.type('Ada');
        await page.keyboard.press('Enter');
        assert.match(await ended(question), /finished/);
        assert.equal(await outputText(question), 'What is your name? Ada\nHello, Ada!');

        const secret = cellAt(page, 5);
        await start(secret);
        const field = secret.getByLabel('A secret:');
        await field.waitFor();
        assert.equal(await field.getAttribute('type'), 'password');
        await secret.getByRole('button', {name: 'Interrupt'}).click();
        assert.match(await ended(secret), /failed: KeyboardInterrupt/);
      }));
  }
});
