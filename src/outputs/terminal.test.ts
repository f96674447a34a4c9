import {expect} from '@open-wc/testing';
import {linesToNodes} from './terminal-nodes.js';
import {Terminal} from './terminal.js';

function show(...texts: string[]): HTMLElement {
  const terminal = new Terminal();
  for (const text of texts) terminal.write(text);
  const element = document.createElement('pre');
  element.append(linesToNodes(terminal.lines, {open: true}));
  return element;
}

const shown = (...texts: string[]) => show(...texts).textContent;

describe('Terminal', () => {
  it('keeps lines, tabs and any letters', () => {
    expect(shown('a\tb\n\nžluťoučký 🐍\n')).to.equal('a\tb\n\nžluťoučký 🐍\n');
  });

  it('writes over a line after a carriage return', () => {
    expect(shown('  0%\r 50%\r100%\n')).to.equal('100%\n');
    expect(shown('hello\rJ')).to.equal('Jello');
  });

  it('takes Windows line ends as line ends', () => {
    expect(shown('a\r\nb\r\n')).to.equal('a\nb\n');
  });

  it('takes characters away at a backspace', () => {
    expect(shown('abc\b\bX')).to.equal('aX');
    expect(shown('a\n\bb')).to.equal('a\nb');
  });

  it('moves up for several progress bars', () => {
    expect(shown('one 0%\ntwo 0%\x1b[A\rone 9%\n\rtwo 9%')).to.equal('one 9%\ntwo 9%');
  });

  it('erases lines', () => {
    expect(shown('hello\r\x1b[Kx')).to.equal('x');
    expect(shown('hello\x1b[2K\rx')).to.equal('x');
  });

  it('colours with classes that suit light and dark pages', () => {
    const element = show('\x1b[31mred\x1b[0m \x1b[1;92mgreen\x1b[0m plain');
    expect(element.querySelector('.ansi-1')).to.have.text('red');
    expect(element.querySelector('.ansi-10.ansi-bold')).to.have.text('green');
    expect(element.lastChild).to.have.property('nodeType', Node.TEXT_NODE);
  });

  it('knows 256 colours and true colours', () => {
    const element = show('\x1b[38;5;208ma\x1b[0m\x1b[38;2;1;2;3mb\x1b[0m\x1b[38;5;9mc');
    const [indexed, exact, named] = element.querySelectorAll<HTMLElement>('span');
    expect(indexed!.style.getPropertyValue('--_color')).to.equal('#ff8700');
    expect(exact!.style.getPropertyValue('--_color')).to.equal('#010203');
    expect(named).to.have.class('ansi-9');
  });

  it('chooses a text colour that can be read on a coloured background', () => {
    const element = show('\x1b[43ma\x1b[0m\x1b[32;43mb\x1b[0m\x1b[44;97mc');
    const colors = Array.from(element.querySelectorAll('span'), ({style}) => style.color);
    expect(colors).to.deep.equal(['rgb(0, 0, 0)', 'rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
  });

  it('inverts, underlines, and ends each of it', () => {
    const element = show('\x1b[4mu\x1b[24m-\x1b[7mi\x1b[27m-');
    expect(element.querySelector('.ansi-underline')).to.have.text('u');
    expect(element.querySelector('.ansi-inverse')).to.have.text('i');
    expect(element.textContent).to.equal('u-i-');
  });

  it('reads escape sequences that come in two pieces', () => {
    const element = show('a\x1b', '[3', '1mred');
    expect(element.textContent).to.equal('ared');
    expect(element.querySelector('.ansi-1')).to.have.text('red');
  });

  it('drops sequences that it does not know', () => {
    expect(shown('\x1b[?25la\x1b]0;title\x07b\x1b(Bc\x07d\x00')).to.equal('abcd');
  });

  it('links addresses of the web, and no others', () => {
    const element = show('see https://example.com/a?b=1, or javascript:alert(1)');
    const [link, ...others] = element.querySelectorAll('a');
    expect(link).to.have.attribute('href', 'https://example.com/a?b=1');
    expect(link).to.have.attribute('rel', 'noopener noreferrer');
    expect(others).to.have.length(0);
  });

  it('follows hyperlink sequences to the web only', () => {
    const link = (url: string) => `\x1b]8;;${url}\x1b\\text\x1b]8;;\x1b\\`;
    expect(show(link('https://example.com/')).querySelector('a')).to.have.text('text');
    expect(show(link('javascript:alert(1)')).querySelectorAll('a').length).to.equal(0);
  });

  it('never makes elements of what is printed', () => {
    const element = show('<img src=x onerror=alert(1)>\x1b[31m<script>alert(1)</script>');
    expect(element.querySelectorAll('img, script').length).to.equal(0);
    expect(element.textContent).to.contain('<img src=x');
  });
});
