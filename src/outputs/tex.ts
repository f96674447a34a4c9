/** A formula, with what stands around it in the source. */
export interface Formula {
  readonly raw: string;
  readonly tex: string;
  readonly display: boolean;
}

const DISPLAY = [
  /^\$\$([^]+?)\$\$/,
  /^\\\[([^]+?)\\\]/,
  /^(\\begin\{((?:equation|align|gather|alignat|multline|eqnarray|flalign|math|displaymath|CD)\*?)\}[^]+?\\end\{\2\})/,
];
// As in Pandoc, a dollar sign is no formula where a space follows it or a digit comes after it.
const INLINE = [/^\$(?![\s$])((?:\\[^]|[^$\\])+?)(?<!\s)\$(?!\d)/, /^\\\(([^]+?)\\\)/];

/** The formula at the start of a text, if there is one. */
export function formulaAt(text: string, {display = true} = {}): Formula | undefined {
  for (const pattern of display ? [...DISPLAY, ...INLINE] : INLINE) {
    const match = pattern.exec(text);
    if (match)
      return {raw: match[0], tex: supported(match[1]!), display: DISPLAY.includes(pattern)};
  }
  return undefined;
}

/** Cuts a text into formulas and what stands between them. */
export function splitFormulas(text: string): (string | Formula)[] {
  const parts: (string | Formula)[] = [];
  let plain = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character !== '$' && character !== '\\') continue;
    const formula = formulaAt(text.slice(at));
    if (formula) {
      if (at > plain) parts.push(text.slice(plain, at));
      parts.push(formula);
      plain = at + formula.raw.length;
      at = plain - 1;
    } else if (character === '\\') {
      at++;
    }
  }
  if (plain < text.length) parts.push(text.slice(plain));
  return parts;
}

/** Environments that KaTeX knows by another name. */
function supported(tex: string): string {
  return tex
    .replace(/\\(?:begin|end)\{(?:math|displaymath)\}/g, '')
    .replace(/\{(?:eqnarray|flalign)(\*?)\}/g, '{align$1}')
    .replace(/\{multline(\*?)\}/g, '{gather$1}');
}
