import type {CSSResult} from 'lit';
import {Marked, type TokenizerAndRendererExtension} from 'marked';
import {htmlStyles} from './html-styles.js';
import {markdownStyles} from './markdown-styles.js';
import type {RenderContext} from './registry.js';
import {sanitize} from './sanitize.js';
import {shadowHost} from './shadow-host.js';
import {type Formula, formulaAt} from './tex.js';

/** Markdown as Jupyter has it: GitHub's, with HTML and formulas. KaTeX loads if there is one. */
export async function renderMarkdown(
  data: unknown,
  _metadata: Readonly<Record<string, unknown>>,
  {attachments}: Pick<RenderContext, 'attachments'>,
): Promise<HTMLElement> {
  const source = marked.parse(withAttachments(String(data), attachments), {async: false});
  const {content, sheets} = sanitize(source);
  for (const image of content.querySelectorAll('img:not([alt])')) image.setAttribute('alt', '');
  for (const box of content.querySelectorAll('li > input[type="checkbox"]')) {
    box.setAttribute('aria-label', box.parentElement!.textContent.trim() || 'Task');
  }
  for (const table of content.querySelectorAll('table')) makeScrollable(table);
  const formulas = content.querySelectorAll<HTMLElement>('[data-serverless-tex]');
  const styles: (CSSResult | CSSStyleSheet)[] = [htmlStyles, markdownStyles, ...sheets];
  if (formulas.length > 0) {
    const {mathSheet, renderMath} = await import('./math.js');
    for (const formula of formulas) {
      const display = formula.dataset['serverlessTex'] === 'display';
      formula.replaceWith(renderMath(formula.textContent, display));
    }
    styles.push(mathSheet());
  }
  return shadowHost(styles, content);
}

function makeScrollable(table: HTMLTableElement): void {
  const scroll = document.createElement('div');
  scroll.className = 'scroll';
  scroll.tabIndex = 0;
  scroll.setAttribute('role', 'group');
  scroll.setAttribute('aria-label', 'Table');
  table.replaceWith(scroll);
  scroll.append(table);
}

const BLOCK_START = /^ {0,3}(?:\$\$|\\\[|\\begin\{)/m;

/** Formulas have to be found before Markdown changes their backslashes and underscores. */
const blockFormula: TokenizerAndRendererExtension = {
  name: 'blockFormula',
  level: 'block',
  start: (source) => BLOCK_START.exec(source)?.index,
  tokenizer(source) {
    const indent = /^ {0,3}/.exec(source)![0];
    const formula = formulaAt(source.slice(indent.length));
    if (!formula?.display) return undefined;
    const rest = /^[ \t]*(?:\n+|$)/.exec(source.slice(indent.length + formula.raw.length));
    if (!rest) return undefined;
    return {type: 'blockFormula', ...formula, raw: indent + formula.raw + rest[0]};
  },
  renderer: (token) => placeholder('div', token as unknown as Formula),
};

const inlineFormula: TokenizerAndRendererExtension = {
  name: 'inlineFormula',
  level: 'inline',
  start: (source) => {
    const index = source.search(/\$|\\\(|\\\[|\\begin\{/);
    return index < 0 ? undefined : index;
  },
  tokenizer(source) {
    const formula = formulaAt(source);
    return formula && {type: 'inlineFormula', ...formula};
  },
  renderer: (token) => placeholder('span', token as unknown as Formula),
};

const marked = new Marked({gfm: true}, {extensions: [blockFormula, inlineFormula]});

function placeholder(tag: string, {tex, display}: Formula): string {
  const text = tex.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  return `<${tag} data-serverless-tex="${display ? 'display' : 'inline'}">${text}</${tag}>`;
}

/** Puts the files of a cell where the text refers to them. */
function withAttachments(source: string, attachments: RenderContext['attachments']): string {
  return source.replace(/attachment:([^\s)"'>]+)/g, (reference, name: string) => {
    const bundle = attachments[name] ?? attachments[decodeName(name)];
    const [type, data] = Object.entries(bundle ?? {})[0] ?? [];
    if (!type?.startsWith('image/')) return reference;
    return `data:${type};base64,${[data].flat().join('').replace(/\s+/g, '')}`;
  });
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
