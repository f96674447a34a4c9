import {describe, it} from 'node:test';
import assert from 'node:assert/strict';
import {createServer} from 'node:http';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {vendorFolder} from '../../scripts/folders.mjs';
import {useSite} from './browser.mjs';
import {cellAt, ended, outputText, run, start} from './notebook-page.mjs';
import {cells, notice, pageWith, retry, somethingToLose} from './robustness-page.mjs';

/** The boot of Python when its files are missing, broken or out of reach. */
describe('A page whose Python cannot be had', () => {
  const site = useSite();
  const html = pageWith(cells('print("hello")', 'x = 1'));

  it('names the folder that is missing, and starts once it is there', async () => {
    await site.visit(
      '/missing.html',
      async (page) => {
        let missing = true;
        await page
          .context()
          .route('**/pyodide/**', (route) =>
            missing ? route.fulfill({status: 404, body: 'Not found'}) : route.continue(),
          );
        const keeps = await somethingToLose(page);
        const cell = cellAt(page, 0);
        assert.match(await run(cell), /could not run/);
        assert.match(await notice(cell), /\/pyodide\/\S+ answered 404.*vendor/s);
        missing = false;
        assert.match(await retry(cell), /finished/);
        assert.equal(await outputText(cell), 'hello');
        await keeps();
      },
      {html},
    );
  });

  for (const file of [
    'pyodide-lock.json',
    'pyodide.mjs',
    'pyodide.asm.js',
    'pyodide.asm.wasm',
    'python_stdlib.zip',
  ]) {
    it(`names ${file} when it is corrupt, and starts once it is whole`, async () => {
      await site.visit(
        '/corrupt.html',
        async (page, log) => {
          const whole = await readFile(join(vendorFolder, file));
          let corrupt = true;
          await page
            .context()
            .route(`**/pyodide/${file}`, (route) =>
              corrupt
                ? route.fulfill({body: whole.subarray(0, whole.length / 2)})
                : route.continue(),
            );
          const keeps = await somethingToLose(page);
          const cell = cellAt(page, 0);
          assert.match(await run(cell), /could not run/);
          assert.ok((await notice(cell)).includes(file), await notice(cell));
          corrupt = false;
          assert.match(await retry(cell), /finished/);
          assert.equal(await outputText(cell), 'hello');
          await keeps();
          log.errors.length = 0;
        },
        {html},
      );
    });
  }

  it('says that the network is gone in the middle of the boot, and goes on when it is back', async () => {
    // A server that hangs up half-way through the file, as only a real one can.
    let gone = true;
    const server = createServer(async ({url = ''}, response) => {
      const body = await readFile(join(vendorFolder, url.split('/').at(-1) ?? ''));
      const type = url.endsWith('js') ? 'text/javascript' : 'application/octet-stream';
      response.writeHead(200, {
        'content-type': type,
        'content-length': body.length,
        'access-control-allow-origin': '*',
      });
      if (!gone || !url.endsWith('.wasm')) return response.end(body);
      response.write(body.subarray(0, body.length / 2), () => response.destroy());
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(null)));
    const address = server.address();
    assert.ok(address && typeof address === 'object');
    const pyodide = `http://127.0.0.1:${address.port}/`;
    try {
      await site.visit(
        '/gone.html',
        async (page, log) => {
          const keeps = await somethingToLose(page);
          const cell = cellAt(page, 0);
          assert.match(await run(cell), /could not run/);
          assert.match(await notice(cell), /pyodide\.asm\.wasm.*network/s);
          gone = false;
          assert.match(await retry(cell), /finished/);
          await keeps();
          log.elsewhere.length = 0;
        },
        {html: pageWith(cells('print("hello")', 'x = 1'), {pyodide})},
      );
    } finally {
      server.close();
    }
  });

  it('says so when the page is offline, and keeps plain editing without the editor', async () => {
    await site.visit(
      '/offline.html',
      async (page) => {
        await page.locator('serverless-cell').last().waitFor();
        await page.context().setOffline(true);
        const far = page.locator('serverless-cell').last();
        await far.scrollIntoViewIfNeeded();
        await far.locator('serverless-editor').click();
        await page.keyboard.type('y');
        await far.getByText('could not be loaded, so this is plain text').waitFor();
        await page.keyboard.type(' = 2');
        assert.equal(await far.evaluate((cell) => cell.source), 'y = 2');
        await start(far);
        assert.match(await notice(far), /network/);
        await page.context().setOffline(false);
        assert.match(await retry(far), /finished/);
        await far.getByRole('button', {name: 'Try again'}).click();
        await far.locator('.cm-content').waitFor();
        assert.equal(await far.evaluate((cell) => cell.source), 'y = 2');
      },
      {html: pageWith(`<div style="height: 300vh"></div>${cells('')}`)},
    );
  });
});

describe('A cell whose packages cannot be had', () => {
  const site = useSite();
  const code = 'import numpy\nprint(numpy.arange(3))';

  for (const [what, fault] of Object.entries({
    'whose hash is wrong': {body: 'not a wheel'},
    'that is missing': {status: 404, body: 'Not found'},
  })) {
    it(`names the wheel ${what}, and runs once it is right`, async () => {
      await site.visit(
        '/wheel.html',
        async (page) => {
          let wrong = true;
          await page
            .context()
            .route('**/pyodide/numpy-*.whl', (route) =>
              wrong ? route.fulfill(fault) : route.continue(),
            );
          const keeps = await somethingToLose(page);
          const cell = cellAt(page, 0);
          assert.match(await run(cell), /failed/);
          assert.match(await outputText(cell), /numpy-\S+\.whl/);
          wrong = false;
          assert.match(await run(cell), /finished/);
          assert.equal(await outputText(cell), '[0 1 2]');
          await keeps();
        },
        {html: pageWith(cells(code, 'x = 1'))},
      );
    });
  }

  it('says that a package does not exist', async () => {
    await site.visit(
      '/nonesuch.html',
      async (page, log) => {
        const cell = cellAt(page, 0);
        assert.match(await run(cell), /failed/);
        assert.match(await outputText(cell), /ModuleNotFoundError.*nonesuch_package/s);
        const install = cellAt(page, 1);
        await start(install);
        assert.match(await ended(install), /failed/);
        assert.match(await outputText(install), /nonesuch_package/);
        log.elsewhere.length = 0;
      },
      {html: pageWith(cells('import nonesuch_package', '%pip install nonesuch_package'))},
    );
  });

  it('says which package of the page does not exist', async () => {
    await site.visit(
      '/packages.html',
      async (page) => {
        const cell = cellAt(page, 0);
        assert.match(await run(cell), /could not run/);
        assert.match(await notice(cell), /nonesuch_package/);
      },
      {
        html: pageWith(
          `<serverless-kernel name="mine" pyodide-url="/pyodide/" packages="nonesuch_package">
            ${cells('print(1)')}
          </serverless-kernel>`,
        ),
      },
    );
  });
});
