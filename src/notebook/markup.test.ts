import {expect, fixture, html} from '@open-wc/testing';
import {dedent, impliedType, readSource} from './markup.js';

function cell(inner: string): HTMLElement {
  const element = document.createElement('div');
  element.innerHTML = inner;
  return element;
}

describe('readSource', () => {
  it('reads a script as it is written, with < and &', () => {
    const source = '\n  if a<b and c&1:\n    print("<b>")\n';
    expect(readSource(cell(`<script type="text/x-python">${source}</script>`))).to.equal(
      'if a<b and c&1:\n  print("<b>")',
    );
  });

  it('accepts bare text', async () => {
    const element = await fixture(html`<div>print(1)</div>`);
    expect(readSource(element)).to.equal('print(1)');
  });

  it('has no source to give where there is none', () => {
    expect(readSource(cell('\n  \n'))).to.equal(null);
  });

  it('lets authors write the end tag of a script', () => {
    const written = String.raw`<script type="text/x-python">html = "<\/script>"</script>`;
    expect(readSource(cell(written))).to.equal('html = "</script>"');
  });

  it('keeps an empty script as an empty source', () => {
    expect(readSource(cell('<script type="text/x-python"></script>'))).to.equal('');
  });

  it('takes the type of the cell from its script', () => {
    expect(impliedType(cell('<script type="text/markdown"># a</script>'))).to.equal('markdown');
    expect(impliedType(cell('<script type="text/x-python">a</script>'))).to.equal('code');
  });
});

describe('dedent', () => {
  it('removes the indentation that all lines share', () => {
    expect(dedent('\n    a\n      b\n\n    c\n  ')).to.equal('a\n  b\n\nc');
  });

  it('keeps what only some lines have', () => {
    expect(dedent('a\n  b')).to.equal('a\n  b');
  });

  it('does not mix tabs and spaces', () => {
    expect(dedent('\n\ta\n  b\n')).to.equal('\ta\n  b');
  });
});
