import assert from 'node:assert/strict';
import {cellAt, ended, outputText, run, write} from './notebook-page.mjs';

/**
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('playwright-core').Locator} Locator
 */

/**
 * A page that holds nothing but what a test is about.
 *
 * @param {string} body
 * @param {{script?: string, pyodide?: string, head?: string}} [options]
 */
export function pageWith(
  body,
  {script = '/dist/serverless-notebook.js', pyodide = '/pyodide/', head = ''} = {},
) {
  return `<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>Robustness</title>
        <link rel="icon" href="data:," />
        ${head}
        <script type="module" src="${script}"></script>
      </head>
      <body>
        <serverless-kernel pyodide-url="${pyodide}"></serverless-kernel>
        ${body}
      </body>
    </html>`;
}

/** @param {string[]} sources */
export function cells(...sources) {
  return sources
    .map(
      (source) =>
        `<serverless-cell><script type="text/x-python">\n${source}\n</script></serverless-cell>`,
    )
    .join('\n');
}

/**
 * Runs the first cell and edits the last, so that there is something to lose. The returned function
 * tells whether both are still there.
 *
 * @param {Page} page
 * @returns {Promise<() => Promise<void>>}
 */
export async function somethingToLose(page) {
  const last = page.locator('serverless-cell').last();
  await write(last, 'edited = "by the reader"');
  return async () => {
    assert.equal(await last.evaluate((cell) => cell.source), 'edited = "by the reader"');
  };
}

/**
 * Settles when the cell shows why it could not run, and gives the text.
 *
 * @param {Locator} cell
 */
export async function notice(cell) {
  const alert = cell.locator('[part~="notice"][role="alert"]');
  await alert.waitFor();
  return await alert.innerText();
}

/**
 * Presses Retry and tells how the run ended.
 *
 * @param {Locator} cell
 */
export async function retry(cell) {
  await cell.getByRole('button', {name: 'Retry'}).click();
  await cell.locator('[part~="cell"][aria-busy="true"]').waitFor();
  return await ended(cell);
}

/**
 * @param {Page} page
 * @param {number} index
 * @param {string | RegExp} expected
 */
export async function prints(page, index, expected) {
  const cell = cellAt(page, index);
  assert.match(await run(cell), /finished/);
  const text = await outputText(cell);
  if (typeof expected === 'string') assert.equal(text, expected);
  else assert.match(text, expected);
}
