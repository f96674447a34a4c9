import {readFileSync} from 'node:fs';
import {basename, dirname, resolve} from 'node:path';
import MagicString from 'magic-string';

/**
 * Makes a chunk of each module that the code names by `new URL('./x.js', import.meta.url)`, such as
 * a worker's entry, and puts the chunk's URL there; likewise an asset of each `.wasm`.
 *
 * @returns {import('rollup').Plugin}
 */
export function moduleUrls() {
  return {
    name: 'module-urls',
    transform(code, id) {
      const pattern = /new URL\(\s*(['"])(\.{1,2}\/[^'"]+)\.js\1,\s*import\.meta\.url,?\s*\)/g;
      const result = new MagicString(code);
      result.replace(pattern, (_, quote, path) => {
        const file = resolve(dirname(id), `${path}.ts`);
        const reference = this.emitFile({type: 'chunk', id: file});
        return `new URL(import.meta.ROLLUP_FILE_URL_${reference})`;
      });
      const wasm = /new URL\(\s*(['"])(\.{1,2}\/[^'"]+\.wasm)\1,\s*import\.meta\.url,?\s*\)/g;
      result.replace(wasm, (_, quote, path) => {
        const file = resolve(dirname(id), path);
        const asset = {type: 'asset', name: basename(file), source: readFileSync(file)};
        return `new URL(import.meta.ROLLUP_FILE_URL_${this.emitFile(asset)})`;
      });
      if (!result.hasChanged()) return null;
      return {code: result.toString(), map: result.generateMap({hires: true})};
    },
  };
}
