import {execFile} from 'node:child_process';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before} from 'node:test';
import {promisify} from 'node:util';
import {chromium} from 'playwright-core';
import {chromeFlags, chromePath} from '../../scripts/chrome.mjs';
import {startPrefect} from '../../scripts/components/prefect.mjs';
import {startServer} from '../../scripts/serve.mjs';
import {startUploads} from '../servers/uploads.mjs';
import {cellsAreReady} from './notebook-page.mjs';

/**
 * @typedef {import('node:http').IncomingMessage} Request
 * @typedef {import('node:http').ServerResponse} Response
 * @typedef {(request: Request, response: Response) => boolean} Intercept
 */

/**
 * The built library, a real Prefect with its flow, a real server for uploads and a Chromium, for the
 * tests of one file. The page reaches both through its own server, or as other origins.
 */
export function useUploads() {
  /** @type {Awaited<ReturnType<typeof startPrefect>>} */
  let prefect;
  /** @type {Awaited<ReturnType<typeof startUploads>>} */
  let uploads;
  /** @type {Awaited<ReturnType<typeof startServer>>} */
  let server;
  /** @type {import('playwright-core').Browser} */
  let browser;
  /** @type {string} */
  let folder;
  /** @type {Intercept | null} */
  let intercept = null;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'serverless-pages-'));
    [prefect, uploads, browser] = await Promise.all([
      startPrefect(),
      startUploads({intercept: (...exchange) => intercept?.(...exchange) ?? false}),
      chromium.launch({executablePath: chromePath(), args: chromeFlags}),
    ]);
    server = await startServer({
      mounts: {'/pages/': folder},
      proxies: {'/uploads': uploads.url, '/prefect': prefect.url},
    });
  });
  after(async () => {
    await browser?.close();
    await Promise.all([prefect?.close(), uploads?.close(), server?.close()]);
    if (folder) await rm(folder, {recursive: true, force: true});
  });

  return {
    get prefect() {
      return prefect;
    },

    get uploads() {
      return uploads;
    },

    /** What is done with each request for an upload before the server sees it. */
    set intercept(/** @type {Intercept | null} */ value) {
      intercept = value;
    },

    /**
     * Opens a page with a connector and the cells, in a fresh profile.
     *
     * @param {string[]} cells their sources
     * @param {(page: import('playwright-core').Page) => Promise<void>} test
     * @param {{attributes?: Record<string, string>, notebook?: string}} [options] `attributes` are
     *   those of the connector that are not as usual
     */
    async visit(cells, test, {attributes = {}, notebook = ''} = {}) {
      const given = {
        'upload-url': '/uploads',
        jobs: 'prefect',
        'jobs-url': '/prefect/api',
        deployment: prefect.deployment,
        ...attributes,
      };
      const texts = Object.entries(given).map(([name, value]) => `${name}="${value}"`);
      const scripts = cells.map(
        (source) =>
          `<serverless-cell><script type="text/x-python">${source}</script></serverless-cell>`,
      );
      const name = `page-${Math.random().toString(36).slice(2)}.html`;
      await writeFile(
        join(folder, name),
        `<!doctype html>
        <link rel="icon" href="data:," />
        <script type="module" src="/dist/serverless-notebook.js"></script>
        <serverless-kernel pyodide-url="/pyodide/"></serverless-kernel>
        <serverless-notebook ${notebook}>
          <serverless-dataframe ${texts.join(' ')}></serverless-dataframe>
          ${scripts.join('\n')}
        </serverless-notebook>`,
      );
      const context = await browser.newContext();
      try {
        const page = await context.newPage();
        page.setDefaultTimeout(120_000);
        /** @type {Error[]} */
        const errors = [];
        page.on('pageerror', (error) => errors.push(error));
        await page.goto(`${server.url}/pages/${name}`);
        await cellsAreReady(page);
        await test(page);
        if (errors.length > 0) throw errors[0];
      } finally {
        intercept = null;
        await context.close();
      }
    },

    /**
     * Runs a program of Python beside the page, which can read the database.
     *
     * @param {string} code that prints JSON; `connect()` opens the database
     */
    async python(code) {
      const program = `import json, duckdb
def connect():
    connection = duckdb.connect(${JSON.stringify(prefect.database)})
    # It would stand in what is printed.
    connection.execute("SET enable_progress_bar = false")
    return connection
${code}`;
      const {stdout} = await promisify(execFile)(prefect.python, ['-c', program]);
      return stdout.trim() ? JSON.parse(stdout) : null;
    },

    /**
     * Which rows the database has.
     *
     * @param {string} sql
     */
    query(sql) {
      return this.python(
        `with connect() as c: print(json.dumps(c.execute(${JSON.stringify(sql)}).fetchall(), default=str))`,
      );
    },
  };
}

/** @param {import('playwright-core').Locator} cell */
export function cardOf(cell) {
  return cell.locator('serverless-job');
}

/**
 * Settles when the card of the cell says so.
 *
 * @param {import('playwright-core').Locator} cell
 * @param {string} state
 */
export async function jobIs(cell, state) {
  await cardOf(cell).getByRole('status').filter({hasText: state}).waitFor();
}
