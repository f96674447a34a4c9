import MagicString from 'magic-string';
import ts from 'typescript';

/**
 * Takes comments and needless white space out of the literals that are tagged with `css`, which a
 * minifier of JavaScript leaves as they are.
 *
 * @returns {import('rollup').Plugin}
 */
export function minifiedStyles() {
  return {
    name: 'minified-styles',
    transform(code, id) {
      if (!id.endsWith('.ts') || !code.includes('css`')) return null;
      const source = ts.createSourceFile(id, code, ts.ScriptTarget.Latest, true);
      const result = new MagicString(code);
      /** @param {import('typescript').Node} node */
      const visit = (node) => {
        if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'css') {
          for (const literal of literals(node.template)) shorten(result, code, literal);
        }
        ts.forEachChild(node, visit);
      };
      visit(source);
      return {code: result.toString(), map: result.generateMap({hires: true})};
    },
  };
}

/** @param {import('typescript').TemplateLiteral} template */
function literals(template) {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return [template];
  return [template.head, ...template.templateSpans.map((span) => span.literal)];
}

/**
 * @param {MagicString} result
 * @param {string} code
 * @param {import('typescript').Node} literal
 */
function shorten(result, code, literal) {
  // A literal's text begins with ` or }, and ends with ` or ${.
  const start = literal.getStart() + 1;
  const end = literal.end - (code[literal.end - 1] === '`' ? 1 : 2);
  if (end > start) result.update(start, end, minified(code.slice(start, end)));
}

/** @param {string} css */
export function minified(css) {
  const parts = css.replace(/\/\*[^]*?\*\//g, '').split(/("[^"]*"|'[^']*')/);
  return parts
    .map((part, index) =>
      // What stands between quotes stays; a space before a colon matters to selectors.
      index % 2 === 1
        ? part
        : part
            .replace(/\s+/g, ' ')
            .replace(/ ?([{};,]) ?/g, '$1')
            .replace(/: /g, ':')
            .replace(/;}/g, '}'),
    )
    .join('');
}
