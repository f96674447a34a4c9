/**
 * How the tests see a notebook: by roles, names and texts, as a reader does. Playwright's locators
 * look into shadow roots.
 *
 * @typedef {import('playwright-core').Page} Page
 * @typedef {import('playwright-core').Locator} Locator
 */

/**
 * Settles when every cell of the page shows its source.
 *
 * @param {Page} page
 */
export async function cellsAreReady(page) {
  await page.locator('serverless-cell').first().waitFor({state: 'attached'});
  await page.evaluate(async () => {
    await customElements.whenDefined('serverless-cell');
    const cells = [...document.querySelectorAll('serverless-cell')];
    await Promise.all(cells.map((cell) => cell.updateComplete));
  });
}

/**
 * The nth cell of the page, or of a part of it.
 *
 * @param {Page | Locator} where
 * @param {number} index
 */
export function cellAt(where, index) {
  return where.locator('serverless-cell').nth(index);
}

/**
 * Presses the cell's Run button, waits until the run is over and tells how it ended.
 *
 * @param {Locator} cell
 */
export async function run(cell) {
  await start(cell);
  return await ended(cell);
}

/** @param {Locator} cell */
export async function start(cell) {
  await cell.getByRole('button', {name: 'Run', exact: true}).click();
}

/**
 * Settles when the cell's run is over, and gives the name of the cell, which tells how it ended:
 * `Code cell 1 of 2, finished, 0.3 s`.
 *
 * @param {Locator} cell
 */
export async function ended(cell) {
  const over = ['finished', 'failed', 'not run', 'could not run'];
  const frame = cell.locator(
    over.map((word) => `[part~="cell"][aria-busy="false"][aria-label*="${word}"]`).join(),
  );
  await frame.waitFor();
  return String(await frame.getAttribute('aria-label'));
}

/**
 * Settles when Python runs the code of the cell.
 *
 * @param {Locator} cell
 */
export async function underWay(cell) {
  const page = cell.page();
  const element = await cell.elementHandle();
  await page.waitForFunction((it) => it.state.is === 'running' && it.state.since !== null, element);
}

/**
 * Everything that the cell's outputs say.
 *
 * @param {Locator} cell
 */
export async function outputText(cell) {
  return await cell.evaluate((element) => {
    /** @type {(node: Node) => string} */
    const textOf = (node) => {
      if (node.nodeType === Node.TEXT_NODE) return node.nodeValue ?? '';
      if (node instanceof Element && node.matches('style, script, [role="status"]')) return '';
      const root = node instanceof Element && node.shadowRoot ? node.shadowRoot : node;
      return [...root.childNodes].map(textOf).join('');
    };
    const outputs = element.shadowRoot?.querySelectorAll('serverless-output') ?? [];
    return [...outputs].map(textOf).join('\n').trim();
  });
}

/**
 * Puts the caret into the cell's source and gives the box that has it.
 *
 * @param {Locator} cell
 */
export async function edit(cell) {
  await cell.locator('serverless-editor').click();
  return cell.getByRole('textbox', {name: /^Source/});
}

/**
 * Writes code into the cell as a reader does: click, select all, type over it.
 *
 * @param {Locator} cell
 * @param {string} code
 */
export async function write(cell, code) {
  await edit(cell);
  await cell.page().keyboard.press('ControlOrMeta+a');
  await cell.page().keyboard.insertText(code);
}

/**
 * The sources of a notebook's cells, in their order.
 *
 * @param {Locator} notebook
 * @returns {Promise<string[]>}
 */
export async function sources(notebook) {
  return await notebook
    .locator('serverless-cell')
    .evaluateAll((cells) => cells.map((cell) => cell.source));
}
