import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {useSite} from './browser.mjs';
import {sources} from './notebook-page.mjs';
import {notice, pageWith} from './robustness-page.mjs';

const notebook = (/** @type {unknown} */ cell) =>
  JSON.stringify({nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell]});

const good = notebook({
  id: 'a',
  cell_type: 'code',
  source: 'x = 1',
  metadata: {},
  outputs: [],
  execution_count: null,
});

/** What the file says, and what the reader is told. */
const faults = {
  'is not there': [{status: 404, body: 'Not found'}, /answered 404/],
  'is not JSON': [{body: '<!doctype html><title>Sign in</title>'}, /JSON/],
  'is empty': [{body: ''}, /JSON|empty/],
  'is another JSON': [{body: '[1, 2]'}, /notebook/i],
  'is of an old format': [
    {body: JSON.stringify({nbformat: 3, worksheets: []})},
    /nbformat|format|version/i,
  ],
  'has a broken cell': [{body: notebook({cell_type: 7})}, /cell/i],
};

describe('A notebook whose file cannot be had', () => {
  const site = useSite();
  const html = pageWith('<serverless-notebook src="/files/my.ipynb"></serverless-notebook>');

  for (const [what, [fault, expected]] of Object.entries(faults)) {
    it(`says what is wrong when it ${what}, and shows it once it is right`, async () => {
      await site.visit(
        '/source.html',
        async (page) => {
          let broken = true;
          await page.route('**/files/my.ipynb', (route) =>
            route.fulfill(broken ? fault : {body: good}),
          );
          await page.reload();
          const element = page.locator('serverless-notebook');
          const text = await notice(element);
          assert.match(text, /my\.ipynb/);
          assert.match(text, expected);
          broken = false;
          await element.getByRole('button', {name: 'Retry'}).click();
          await page.locator('serverless-cell').waitFor();
          assert.deepEqual(await sources(element), ['x = 1']);
        },
        {html},
      );
    });
  }
});
