import {after, before} from 'node:test';
import assert from 'node:assert/strict';
import {chromium} from 'playwright-core';
import {chromeFlags, chromePath} from '../../scripts/chrome.mjs';
import {startServer} from '../../scripts/serve.mjs';

/**
 * The built library behind the real server, and a Chromium, for the tests of one file.
 *
 * @param {{isolated?: boolean}} [options]
 */
export function useSite(options = {}) {
  /** @type {Awaited<ReturnType<typeof startServer>>} */
  let server;
  /** @type {import('playwright-core').Browser} */
  let browser;

  before(async () => {
    server = await startServer({port: 0, ...options});
    browser = await chromium.launch({executablePath: chromePath(), args: chromeFlags});
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  return {
    get url() {
      return server.url;
    },

    /**
     * Opens a page in a fresh profile, hands it to the test and closes it. Fails on an uncaught error
     * of the page and on a request to anywhere but the site.
     *
     * `html` stands for a page that the gallery does not have: it is served at `path`.
     *
     * @param {string} path
     * @param {(page: import('playwright-core').Page, log: Log) => Promise<void>} test
     * @param {import('playwright-core').BrowserContextOptions & {html?: string}} [options]
     */
    async visit(path, test, {html, ...contextOptions} = {}) {
      const context = await browser.newContext(contextOptions);
      const log = new Log(context, server.url);
      try {
        const page = await context.newPage();
        page.setDefaultTimeout(120_000);
        page.on('pageerror', (error) => log.errors.push(String(error.stack ?? error)));
        if (html) {
          await page.route(server.url + path, (route) =>
            route.fulfill({contentType: 'text/html', body: html}),
          );
        }
        await page.goto(server.url + path);
        await test(page, log);
        assert.deepEqual(log.errors, [], 'uncaught errors of the page');
        assert.deepEqual(log.elsewhere, [], 'requests to other sites');
      } finally {
        await context.close();
      }
    },
  };
}

/** What a page asked for, workers included. */
export class Log {
  /** @type {string[]} */
  errors = [];
  /** @type {string[]} Paths on the site. */
  paths = [];
  /** @type {string[]} Whole URLs on other sites. */
  elsewhere = [];

  /**
   * @param {import('playwright-core').BrowserContext} context
   * @param {string} site
   */
  constructor(context, site) {
    context.on('request', (request) => {
      const url = new URL(request.url());
      if (url.origin === site) this.paths.push(url.pathname);
      else if (url.protocol !== 'blob:' && url.protocol !== 'data:') this.elsewhere.push(url.href);
    });
  }

  /** @param {RegExp} pattern */
  asked(pattern) {
    return this.paths.filter((path) => pattern.test(path));
  }
}
