import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {useSite} from './browser.mjs';
import {cellAt, ended, outputText, start, underWay} from './notebook-page.mjs';
import {cells, notice, pageWith, prints, retry, somethingToLose} from './robustness-page.mjs';

/** Code that fails in ways that a kernel must survive, and what its output says. */
const failures = {
  'a syntax error': ['def f(:\n  pass', /SyntaxError/],
  'an unclosed string': ['print("', /SyntaxError/],
  'wrong indentation': ['if True:\nprint(1)', /IndentationError/],
  'endless recursion': ['def f(n):\n  return f(n + 1)\nf(0)', /RecursionError/],
  'endless recursion with the limit lifted': [
    'import sys\nsys.setrecursionlimit(10**5)\ndef g(n):\n  return g(n + 1)\ng(0)',
    /RecursionError/,
  ],
  'recursion inside compiled code': [
    'x = []\nfor _ in range(100_000):\n  x = [x]\nrepr(x)',
    /RecursionError|Python has died/,
  ],
  'more memory than there is': ['b = bytearray(10 ** 10)', /MemoryError|OverflowError/],
  'memory that runs out': [
    'hoard = []\nwhile True:\n  hoard.append(bytearray(2 ** 28))',
    /MemoryError|Python has died/,
  ],
  'an exit': ['raise SystemExit(3)', /SystemExit|exit/],
  'a null character': ['x = 1\0', /SyntaxError|ValueError|null/],
};

describe('A cell whose code goes wrong', () => {
  const site = useSite();

  for (const [what, [code, expected]] of Object.entries(failures)) {
    it(`shows ${what} in place, and the page goes on`, async () => {
      await site.visit(
        '/failure.html',
        async (page, log) => {
          await prints(page, 0, 'before');
          const keeps = await somethingToLose(page);
          const cell = cellAt(page, 1);
          await cell.evaluate((element, source) => (element.source = source), code);
          await start(cell);
          const how = await ended(cell);
          assert.doesNotMatch(how, /finished/);
          const died = /could not run/.test(how);
          assert.match(died ? await notice(cell) : await outputText(cell), expected);
          assert.equal(await outputText(cellAt(page, 0)), 'before');
          await keeps();
          await prints(page, 0, 'before');
          // The browser reports what Python died of.
          if (died) log.errors.length = 0;
        },
        {html: pageWith(cells('print("before")', 'pass', 'y = 2'))},
      );
    });
  }

  it('shows 200 MB of output, and stays usable', async () => {
    await site.visit(
      '/output.html',
      async (page) => {
        await prints(page, 0, 'before');
        const keeps = await somethingToLose(page);
        const cell = cellAt(page, 1);
        await start(cell);
        // The page answers while the output comes in.
        await underWay(cell);
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
        assert.match(await ended(cell), /finished/);
        assert.match(await outputText(cell), /the end/);
        assert.equal(await outputText(cellAt(page, 0)), 'before');
        await keeps();
        await prints(page, 0, 'before');
      },
      {
        html: pageWith(
          cells(
            'print("before")',
            'for i in range(2_000_000):\n  print(f"{i:099d}")\nprint("the end")',
            'y = 2',
          ),
        ),
      },
    );
  });

  it('says that the worker was killed, keeps outputs, and runs again in a new one', async () => {
    await site.visit(
      '/killed.html',
      async (page) => {
        await prints(page, 0, 'before');
        const keeps = await somethingToLose(page);
        const cell = cellAt(page, 1);
        await start(cell);
        await underWay(cell);
        await cell.locator('serverless-output').getByText('half').waitFor();
        await kill(page);
        assert.match(await ended(cell), /could not run/);
        assert.match(await notice(cell), /worker/);
        assert.match(await outputText(cell), /half/);
        assert.equal(await outputText(cellAt(page, 0)), 'before');
        await keeps();
        await cell.evaluate((element) => (element.source = 'print("again")'));
        assert.match(await retry(cell), /finished/);
        assert.match(await outputText(cell), /again/);
      },
      {
        html: pageWith(
          cells(
            'print("before")',
            'import asyncio\nprint("half", flush=True)\nawait asyncio.sleep(600)',
            'y = 2',
          ),
        ),
      },
    );
  });
});

/**
 * Ends the worker as the browser does when it needs the memory.
 *
 * @param {import('playwright-core').Page} page
 */
async function kill(page) {
  const worker = page.workers()[0];
  assert.ok(worker);
  await worker.evaluate(() => close());
}

describe('An element that is taken away while it runs', () => {
  const site = useSite();
  const code = 'import asyncio\nfor i in range(20):\n  print(i)\n  await asyncio.sleep(0.05)';

  it('shows all of its output after it was moved', async () => {
    await site.visit(
      '/moved.html',
      async (page) => {
        const cell = cellAt(page, 0);
        await start(cell);
        await underWay(cell);
        await page.evaluate(() => {
          const element = document.querySelector('serverless-cell');
          if (element) document.body.append(element);
        });
        const moved = page.locator('serverless-cell').last();
        assert.match(await ended(moved), /finished/);
        assert.equal(await outputText(moved), Array.from({length: 20}, (_, i) => i).join('\n'));
      },
      {html: pageWith(cells(code, 'y = 2'))},
    );
  });

  it('shows all of its output when it is put back later', async () => {
    await site.visit(
      '/removed.html',
      async (page) => {
        await start(cellAt(page, 0));
        await underWay(cellAt(page, 0));
        await page.evaluate(() => {
          const element = document.querySelector('serverless-cell');
          Object.assign(window, {taken: element});
          element?.remove();
        });
        // Runs after the first one, on the same kernel.
        await prints(page, 0, 'other');
        await page.evaluate(() => document.body.append(Reflect.get(window, 'taken')));
        const back = page.locator('serverless-cell').last();
        assert.match(await ended(back), /finished/);
        assert.equal(await outputText(back), Array.from({length: 20}, (_, i) => i).join('\n'));
      },
      {html: pageWith(cells(code, 'print("other")'))},
    );
  });

  it('stops for good with its notebook, and the page goes on', async () => {
    await site.visit(
      '/gone.html',
      async (page) => {
        const cell = cellAt(page.locator('serverless-notebook'), 0);
        await start(cell);
        await underWay(cell);
        await page.evaluate(() => document.querySelector('serverless-notebook')?.remove());
        await prints(page, 0, 'other');
      },
      {
        html: pageWith(
          `<serverless-notebook>${cells(code)}</serverless-notebook>${cells('print("other")')}`,
        ),
      },
    );
  });
});
