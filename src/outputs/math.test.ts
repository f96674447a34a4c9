import {expect} from '@open-wc/testing';
import {renderLatex} from './latex.js';
import {renderMarkdown} from './markdown.js';
import {splitFormulas} from './tex.js';

const markdown = async (source: string, attachments = {}) =>
  (await renderMarkdown(source, {}, {attachments})).shadowRoot!;
const latex = (source: string) => (renderLatex(source) as HTMLElement).shadowRoot!;
const texOf = (root: ParentNode) =>
  Array.from(root.querySelectorAll('annotation'), ({textContent}) => textContent);

describe('formulas', () => {
  it('are found between their signs', () => {
    const tex = (text: string) =>
      splitFormulas(text).map((part) =>
        typeof part === 'string' ? part : [part.tex, part.display],
      );
    expect(tex('a $x$ b')).to.deep.equal(['a ', ['x', false], ' b']);
    expect(tex('$$x$$')).to.deep.equal([['x', true]]);
    expect(tex('\\(x\\) \\[y\\]')).to.deep.equal([['x', false], ' ', ['y', true]]);
    expect(tex('\\begin{equation}x\\end{equation}')).to.deep.equal([
      ['\\begin{equation}x\\end{equation}', true],
    ]);
    expect(tex('from $5 to $6, or \\$7')).to.deep.equal(['from $5 to $6, or \\$7']);
    expect(tex('$a \\$ b$')).to.deep.equal([['a \\$ b', false]]);
  });
});

describe('LaTeX output', () => {
  it('shows what SymPy makes', () => {
    const root = latex('$\\displaystyle \\int \\sqrt{\\frac{1}{x}}\\, dx$');
    expect(texOf(root)).to.deep.equal(['\\displaystyle \\int \\sqrt{\\frac{1}{x}}\\, dx']);
  });

  it('shows environments and text around formulas', () => {
    expect(texOf(latex('\\begin{align}a &= b\\\\c &= d\\end{align}'))).to.have.length(1);
    expect(latex('Let $x$ be.').textContent).to.contain('Let ');
  });

  it('shows TeX that it cannot read as it is', () => {
    const root = latex('$\\unknowncommand{x}$');
    expect(root.querySelector('code')).to.have.text('\\unknowncommand{x}');
    expect(latex('\\begin{tabular}{ll}a\\end{tabular}').querySelector('pre')).to.contain.text(
      'tabular',
    );
  });

  it('follows no link and includes no file of a formula', () => {
    const root = latex(
      '$\\href{javascript:alert(1)}{x} \\includegraphics{https://example.com/x.png}$',
    );
    expect(root.querySelectorAll('a, img').length).to.equal(0);
  });

  it('gives the fonts to the document', () => {
    latex('$x$');
    expect(Array.from(document.fonts, ({family}) => family)).to.include('KaTeX_Math');
  });
});

describe('Markdown output', () => {
  it('shows headings, lists, tables, code and links', async () => {
    const root = await markdown(
      '# T\n\n- a\n- b\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\n<b>\n```\n\n[x](https://example.com)',
    );
    expect(root.querySelector('h1')).to.have.text('T');
    expect(root.querySelectorAll('li')).to.have.length(2);
    expect(root.querySelectorAll('td')).to.have.length(2);
    expect(root.querySelector('pre')).to.contain.text('<b>');
    expect(root.querySelector('a')).to.have.attribute('rel', 'noopener noreferrer');
  });

  it('keeps Markdown out of formulas, and formulas out of code', async () => {
    const root = await markdown(
      '$a_1 * b_2 * c_3$ and `$x$`\n\n$$\\begin{matrix}a & b\\\\c & d\\end{matrix}$$\n\n    $y$\n',
    );
    expect(texOf(root)).to.deep.equal([
      'a_1 * b_2 * c_3',
      '\\begin{matrix}a & b\\\\c & d\\end{matrix}',
    ]);
    expect(
      Array.from(root.querySelectorAll('code'), ({textContent}) => textContent.trim()),
    ).to.deep.equal(['$x$', '$y$']);
  });

  it('takes an environment for a formula, and a price for a price', async () => {
    const root = await markdown(
      'It costs $5 or $6.\n\n\\begin{align}\na &= b \\\\\nc &= d\n\\end{align}\n',
    );
    expect(texOf(root)).to.have.length(1);
    expect(root.textContent).to.contain('It costs $5 or $6.');
  });

  it('sanitises HTML in it', async () => {
    const root = await markdown(
      '<img src=x onerror=alert(1)> [x](javascript:alert(1)) <script>alert(1)</script>',
    );
    expect(root.querySelector('img')).to.not.have.attribute('onerror');
    expect(root.querySelectorAll('a[href]').length).to.equal(0);
    expect(root.querySelectorAll('script').length).to.equal(0);
  });

  it('shows the attachments of its cell', async () => {
    const attachments = {'my plot.png': {'image/png': 'AAAA'}};
    const root = await markdown('![plot](attachment:my%20plot.png)', attachments);
    expect(root.querySelector('img')).to.have.attribute('src', 'data:image/png;base64,AAAA');
    expect(root.querySelector('img')).to.have.attribute('alt', 'plot');
  });
});
