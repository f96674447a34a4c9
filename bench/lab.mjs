import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {chromium} from 'playwright-core';
import {chromeFlags, chromePath} from '../scripts/chrome.mjs';
import {startServer} from '../scripts/serve.mjs';

const pages = fileURLToPath(new URL('pages/', import.meta.url));
const duckdb = fileURLToPath(new URL('../node_modules/@duckdb/duckdb-wasm/dist/', import.meta.url));

/** What runs in either page: resolves in the frame that shows the text, with the time since navigation. */
const watchOutput = (pattern) => {
  const expected = new RegExp(pattern);
  const text = (node) =>
    [node, ...node.querySelectorAll('*')]
      .map((each) => (each.shadowRoot ? text(each.shadowRoot) : ''))
      .join('') + (node.textContent ?? '');
  const outputs = (node, found = []) => {
    for (const each of node.querySelectorAll('*')) {
      if (each.matches('serverless-output, #output')) found.push(each);
      else if (each.shadowRoot) outputs(each.shadowRoot, found);
    }
    return found;
  };
  window.shown = (regexp = expected) =>
    new Promise((resolve) => {
      const timer = setInterval(() => {
        if (!outputs(document).some((each) => regexp.test(text(each)))) return;
        clearInterval(timer);
        requestAnimationFrame(() => resolve(performance.now()));
      }, 5);
    });
  window.firstShown = window.shown();
};

/** A server, a browser whose cache is empty in each visit, and one profile per subject that is not. */
export async function openLab() {
  const server = await startServer({mounts: {'/bench/': pages, '/duckdb/': duckdb}});
  const options = {executablePath: chromePath(), args: chromeFlags};
  const browser = await chromium.launch(options);
  const profiles = await mkdtemp(join(tmpdir(), 'serverless-bench-'));
  /** @type {Map<string, import('playwright-core').BrowserContext>} */
  const warm = new Map();

  return {
    /**
     * Opens a page and hands it to `measure`; `profile` names a profile that keeps its cache.
     *
     * @template T
     * @param {string} path
     * @param {{expect?: string, profile?: string}} how `expect`: a pattern of the first output
     * @param {(page: import('playwright-core').Page) => Promise<T>} measure
     */
    async visit(path, {expect = '.', profile}, measure) {
      let context = profile ? warm.get(profile) : await browser.newContext();
      if (!context) {
        context = await chromium.launchPersistentContext(join(profiles, profile), options);
        warm.set(profile, context);
      }
      const page = await context.newPage();
      try {
        await page.addInitScript(watchOutput, expect);
        await page.goto(server.url + path, {waitUntil: 'commit'});
        return await measure(page);
      } finally {
        await (profile ? page.close() : context.close());
      }
    },

    async close() {
      for (const context of warm.values()) await context.close();
      await browser.close();
      await server.close();
      await rm(profiles, {recursive: true, force: true});
    },
  };
}

/** @param {number[]} values */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Runs each subject n times, interleaved and in turns first, so that none has the quieter machine.
 *
 * @param {number} rounds
 * @param {Record<string, () => Promise<number>>} subjects
 * @returns {Promise<Record<string, number>>} the median of each
 */
export async function interleave(rounds, subjects) {
  const names = Object.keys(subjects);
  /** @type {Record<string, number[]>} */
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < names.length; i++) {
      const name = names[(round + i) % names.length];
      times[name].push(await subjects[name]());
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times[name])]));
}
