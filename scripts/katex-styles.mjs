import {readFile} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';

const specifier = 'virtual:katex-styles';
const folder = dirname(createRequire(import.meta.url).resolve('katex/dist/katex.min.css'));

/**
 * KaTeX's stylesheet in two parts, since a shadow root takes the rules but fonts have to be given
 * to the document.
 */
async function katexStyles() {
  const css = await readFile(join(folder, 'katex.min.css'), 'utf8');
  const fonts = [];
  const rules = css.replace(/@font-face\{([^}]*)\}/g, (_, body) => {
    const value = (name) => new RegExp(`(?:^|;)${name}:([^;]*)`).exec(body)?.[1] ?? '';
    fonts.push({
      family: value('font-family').replaceAll('"', ''),
      style: value('font-style'),
      weight: value('font-weight'),
      file: /fonts\/[^)]*\.woff2/.exec(body)[0],
    });
    return '';
  });
  return {rules, fonts};
}

function moduleText(rules, fonts, urlOf) {
  const list = fonts.map(({file, ...font}) => `{...${JSON.stringify(font)}, url: ${urlOf(file)}}`);
  return `export const rules = ${JSON.stringify(rules)};\nexport const fonts = [${list.join(',')}];`;
}

/** The module for the test runner, whose server has the fonts in `node_modules`. */
export async function katexStylesModule() {
  const {rules, fonts} = await katexStyles();
  return moduleText(rules, fonts, (file) => JSON.stringify(`/node_modules/katex/dist/${file}`));
}

/**
 * Serves `virtual:katex-styles` to the build, with the fonts as files of their own.
 *
 * @returns {import('rollup').Plugin}
 */
export function katexStylesPlugin() {
  return {
    name: 'katex-styles',
    resolveId: (id) => (id === specifier ? `\0${specifier}` : null),
    async load(id) {
      if (id !== `\0${specifier}`) return null;
      const {rules, fonts} = await katexStyles();
      const references = new Map();
      for (const {file} of fonts) {
        const source = await readFile(join(folder, file));
        const name = file.replace('fonts/', '');
        references.set(file, this.emitFile({type: 'asset', name, source}));
      }
      return moduleText(
        rules,
        fonts,
        (file) => `import.meta.ROLLUP_FILE_URL_${references.get(file)}`,
      );
    },
  };
}
