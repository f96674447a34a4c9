import {after, before, describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {startServer} from '../../scripts/serve.mjs';
import {useSite} from './browser.mjs';
import {cellAt} from './notebook-page.mjs';
import {cells, pageWith, prints} from './robustness-page.mjs';

const code = 'import sys\nprint(sys.platform)';

describe('The library in a page that is not its own', () => {
  // A page that is only made up has no address, and such a page may not ask a local server.
  const folder = mkdtempSync(join(tmpdir(), 'embedding-'));
  const site = useSite({mounts: {'/pages/': folder}});
  after(() => rmSync(folder, {recursive: true}));

  /** @type {Awaited<ReturnType<typeof startServer>>} */
  let other;
  before(async () => (other = await startServer({port: 0})));
  after(() => other.close());

  it('does no harm when its script tag is there twice', async () => {
    const again = '<script type="module" src="/dist/serverless-notebook.js?again"></script>'.repeat(
      2,
    );
    await site.visit('/twice.html', async (page) => prints(page, 0, 'emscripten'), {
      html: pageWith(cells(code), {head: again}),
    });
  });

  it('shares one kernel between two versions of itself', async () => {
    await site.visit(
      '/versions.html',
      async (page, log) => {
        // The second version is the same build under another address: nothing is shared by URL.
        await page
          .context()
          .route('**/other-version/**', (route) =>
            route.continue({url: route.request().url().replace('/other-version/', '/dist/')}),
          );
        await page.reload();
        await prints(page, 0, 'emscripten');
        await prints(page, 1, 'emscripten');
        assert.equal(page.workers().length, 1);
        assert.deepEqual(log.errors, []);
      },
      {
        html: pageWith(cells(code, 'print(sys.platform)'), {
          head: '<script type="module" src="/other-version/serverless-notebook.js"></script>',
        }),
      },
    );
  });

  it('comes from another origin, with its worker and Python', async () => {
    const html = pageWith(cells(`${code}\nimport numpy`), {
      script: `${other.url}/dist/serverless-notebook.js`,
      pyodide: `${other.url}/pyodide/`,
    });
    writeFileSync(join(folder, 'foreign.html'), html);
    await site.visit('/pages/foreign.html', async (page, log) => {
      await prints(page, 0, 'emscripten');
      await page.locator('.cm-content').waitFor();
      assert.deepEqual(log.asked(/dist|pyodide/), []);
      assert.ok(log.elsewhere.every((url) => url.startsWith(other.url)));
      log.elsewhere.length = 0;
    });
  });

  for (const isForeign of [false, true]) {
    const where = isForeign ? 'from another origin' : 'from its own origin';
    it(`works ${where} under a strict Content-Security-Policy`, async () => {
      const origin = isForeign ? other.url : '';
      const policy = `script-src 'self' ${origin} 'wasm-unsafe-eval'; worker-src 'self' blob:`;
      const html = pageWith(cells(`${code}\nimport numpy\nnumpy.array([42])`), {
        script: `${origin}/dist/serverless-notebook.js`,
        pyodide: `${origin}/pyodide/`,
        head: `<meta http-equiv="content-security-policy" content="${policy}" />`,
      });
      writeFileSync(join(folder, 'policy.html'), html);
      await site.visit('/pages/policy.html', async (page, log) => {
        await prints(page, 0, /emscripten[^]*42/);
        await cellAt(page, 0).locator('.cm-content').click();
        await page.keyboard.press('ControlOrMeta+f');
        await page.locator('.cm-search').waitFor();
        log.elsewhere.length = 0;
      });
    });
  }
});
