import {htmlStyles} from './html-styles.js';
import {mathSheet, renderMath} from './math.js';
import {shadowHost} from './shadow-host.js';
import {splitFormulas} from './tex.js';

/** LaTeX: formulas between their signs, and the text around them. */
export function renderLatex(data: unknown): Node {
  const parts = splitFormulas(String(data).trim());
  // A lone command such as \frac{1}{2} can only be meant as a formula.
  const [first] = parts;
  const bare = parts.length === 1 && typeof first === 'string' && /^\\(?!begin)/.test(first);
  const nodes = bare
    ? [renderMath(first, true)]
    : parts.map((part) => (typeof part === 'string' ? text(part) : formula(part)));
  return shadowHost([htmlStyles, mathSheet()], ...nodes);
}

/** SymPy marks a formula that stands alone as `$\displaystyle …$`. */
const formula = ({tex, display}: {tex: string; display: boolean}) => renderMath(tex, display);

function text(source: string): HTMLElement {
  const element = document.createElement(source.includes('\\begin{') ? 'pre' : 'span');
  element.textContent = source;
  return element;
}
