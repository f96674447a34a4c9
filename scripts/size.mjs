import {readFile} from 'node:fs/promises';
import {dirname, join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import {gzipSync} from 'node:zlib';
import {root} from './folders.mjs';

/** What a page loads before anything is asked of it, in bytes as sent. */
export const sizeLimit = 45_000;

/**
 * The gzipped size of a module and of all that it imports statically, by file.
 *
 * @param {string} entry
 * @returns {Promise<Map<string, number>>}
 */
export async function eagerSizes(entry) {
  /** @type {Map<string, number>} */
  const sizes = new Map();
  /** @param {string} file */
  const add = async (file) => {
    if (sizes.has(file)) return;
    const code = await readFile(file);
    sizes.set(file, gzipSync(code, {level: 9}).length);
    // As Rollup writes them: import{a}from"./x.js", import"./x.js", export*from"./x.js".
    const imports = code.toString('utf8').matchAll(/\b(?:from|import)\s*"(\.{1,2}\/[^"]+)"/g);
    for (const [, path] of imports) await add(join(dirname(file), String(path)));
  };
  await add(entry);
  return sizes;
}

/** Prints the sizes and says whether they are within the limit. */
export async function checkSize() {
  const dist = join(root, 'dist');
  const sizes = await eagerSizes(join(dist, 'serverless-notebook.js'));
  let total = 0;
  for (const [file, bytes] of sizes) {
    console.log(`${String(bytes).padStart(7)}  ${relative(dist, file)}`);
    total += bytes;
  }
  const verdict = total <= sizeLimit ? 'within' : 'MORE THAN';
  console.log(`${String(total).padStart(7)}  bytes gzip, ${verdict} the limit of ${sizeLimit}`);
  return total <= sizeLimit;
}

if (process.argv[1] === fileURLToPath(import.meta.url) && !(await checkSize())) process.exit(1);
