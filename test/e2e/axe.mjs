import {createRequire} from 'node:module';

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/**
 * What axe finds on a page as it stands, in words.
 *
 * @param {import('playwright-core').Page} page
 * @returns {Promise<string[]>}
 */
export async function violations(page) {
  await page.addScriptTag({path: axe});
  const found = await page.evaluate(async () => (await window.axe.run()).violations);
  return found.map(({id, nodes}) => {
    const where = nodes.map(({target, any}) => `${target.flat()} ${any[0]?.message ?? ''}`);
    return `${id}: ${where.join('; ')}`;
  });
}
