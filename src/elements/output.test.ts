import {expect, fixture, html} from '@open-wc/testing';
import {OutputList} from '../notebook/output-list.js';
import {createMessage} from '../protocol/messages.js';
import type {Output} from '../protocol/nbformat.js';
import {OutputElement} from './output.js';
import {until} from '../test-support.js';

customElements.get('serverless-output') ??
  customElements.define('serverless-output', OutputElement);

const stdout = (text: string) =>
  createMessage('stream', {name: 'stdout', text}, {session: 'kernel'});
const display = (data: Record<string, unknown>, id?: string) =>
  createMessage(
    'display_data',
    {data, metadata: {}, transient: id ? {display_id: id} : {}},
    {session: 'kernel'},
  );

const show = (outputs: readonly Output[]) =>
  fixture<OutputElement>(html`<serverless-output .outputs=${outputs}></serverless-output>`);
const follow = (list: OutputList) =>
  fixture<OutputElement>(html`<serverless-output .list=${list}></serverless-output>`);
const text = (text: string): Output => ({output_type: 'stream', name: 'stdout', text});
const data = (data: Record<string, unknown>): Output => ({
  output_type: 'display_data',
  data,
  metadata: {},
});
const find = <T extends HTMLElement>(element: OutputElement, selector: string) =>
  element.shadowRoot!.querySelector<T>(selector);
const numbers = (count: number) =>
  Array.from({length: count}, (_, index) => `line ${index}\n`).join('');

describe('<serverless-output>', () => {
  it('shows recorded outputs at once, in their order', async () => {
    const element = await show([
      {output_type: 'stream', name: 'stderr', text: ['a\n', 'b\n']},
      {output_type: 'error', ename: 'ValueError', evalue: 'no', traceback: ['ValueError: no']},
      data({'text/plain': 'plain', 'application/x-unknown': 1}),
    ]);
    const shown = Array.from(element.shadowRoot!.querySelectorAll('.output'), (output) => [
      output.getAttribute('part'),
      output.querySelector('.content')!.textContent,
    ]);
    expect(shown).to.deep.equal([
      ['output stream stderr', 'a\nb\n'],
      ['output error', 'ValueError: noCopy'],
      ['output data display', 'plain'],
    ]);
  });

  it('reads outputs from a script inside', async () => {
    const element = await fixture<OutputElement>(
      html`<serverless-output
        ><script type="application/json">
          [{"output_type": "stream", "name": "stdout", "text": "recorded"}]
        </script></serverless-output
      >`,
    );
    await until(() => find(element, 'pre')?.textContent === 'recorded');
  });

  it('says what is wrong with a script that it cannot read', async () => {
    const element = await fixture<OutputElement>(
      html`<serverless-output
        ><script type="application/json">
          {"a": 1}
        </script></serverless-output
      >`,
    );
    await until(() => find(element, '[role=alert]')?.textContent.includes('not a list'));
  });

  it('takes no space while it is empty', async () => {
    const element = await show([]);
    expect(element.offsetHeight).to.equal(0);
    expect(element.matches(':state(empty)')).to.equal(true);
  });

  it('names the types that it cannot show', async () => {
    const element = await show([data({'application/x-unknown': 1})]);
    expect(find(element, '.note')!.textContent).to.contain('application/x-unknown');
  });

  it('shows images with a name, a size and no scripts', async () => {
    const svg = '<svg><script>attacked()</script><rect width="5" height="5"/></svg>';
    const element = await show([data({'image/svg+xml': svg, 'text/plain': '<Figure 5x5>'})]);
    const image = find<HTMLImageElement>(element, 'img')!;
    expect(image.alt).to.equal('<Figure 5x5>');
    await image.decode();
    expect(element.shadowRoot!.querySelectorAll('svg, script').length).to.equal(0);
  });

  it('renders only what has changed', async () => {
    const list = new OutputList([data({'text/plain': 'one'})]);
    const element = await follow(list);
    const first = find(element, '.output pre');
    for (let index = 0; index < 50; index++) list.handle(stdout(`${index}\n`));
    await element.updateComplete;
    expect(find(element, '.output pre') === first).to.equal(true);
    const last = [...element.shadowRoot!.querySelectorAll('pre')].at(-1)!;
    expect(last.textContent.split('\n')).to.have.length(51);
  });

  it('shows an updated display in its place', async () => {
    const list = new OutputList();
    const element = await follow(list);
    list.handle(display({'text/plain': 'one'}, 'id'));
    list.handle(stdout('after'));
    await element.updateComplete;
    list.updateDisplay(display({'text/plain': 'two'}, 'id'));
    await element.updateComplete;
    const texts = Array.from(element.shadowRoot!.querySelectorAll('pre'), (pre) => pre.textContent);
    expect(texts).to.deep.equal(['two', 'after']);
  });

  it('folds long output, which can be focused and shown whole', async () => {
    const element = await show([text(numbers(500))]);
    await until(() => find(element, '.toggle'));
    const body = find(element, '.body')!;
    expect(body.tabIndex).to.equal(0);
    const folded = body.offsetHeight;
    find(element, '.toggle')!.click();
    expect(body.offsetHeight).to.be.greaterThan(folded * 2);
    expect(find(element, '.toggle')!.textContent).to.equal('Collapse');
    find(element, '.toggle')!.click();
    expect(body.offsetHeight).to.equal(folded);
  });

  it('keeps the newest text in sight until the reader scrolls up', async () => {
    const list = new OutputList();
    const element = await follow(list);
    const atEnd = () => {
      const {scrollTop, clientHeight, scrollHeight} = find(element, '.body')!;
      return scrollTop > 0 && scrollTop + clientHeight >= scrollHeight - 8;
    };
    list.handle(stdout(numbers(300)));
    await element.updateComplete;
    await until(atEnd);
    const scrolled = new Promise((resolve) =>
      find(element, '.body')!.addEventListener('scroll', resolve, {once: true}),
    );
    find(element, '.body')!.scrollTop = 0;
    await scrolled;
    list.handle(stdout(numbers(300)));
    await element.updateComplete;
    expect(find(element, '.body')!.scrollTop).to.equal(0);
  });

  it('shows 10,000 lines whole, and of 50 MB the two ends', async () => {
    const list = new OutputList([text(numbers(10_000))]);
    const element = await follow(list);
    expect(find(element, 'pre')!.textContent).to.equal(numbers(10_000));
    for (let count = 0; count < 50; count++) list.handle(stdout(`${'x'.repeat(1e6)}\n`));
    list.handle(stdout('the end\n'));
    await element.updateComplete;
    await until(() => find(element, 'pre')!.textContent.endsWith('the end\n'));
    expect(find(element, 'pre')!.textContent).to.match(/^line 0\nline 1\n/);
    expect(find(element, 'pre')!.textContent.length).to.be.lessThan(500_000);
    expect(find(element, '.gap')!.textContent).to.match(/ MB hidden Download full output/);
  });

  it('loads KaTeX only for a formula', async () => {
    const loaded = () =>
      performance.getEntriesByType('resource').some(({name}) => /katex\.mjs/.test(name));
    const element = await show([data({'text/html': '<i>x</i>'}), data({'text/markdown': '*x*'})]);
    await until(() => element.shadowRoot!.querySelectorAll('.contained').length === 2);
    expect(loaded()).to.equal(false);
    element.outputs = [data({'text/latex': '$x$'})];
    await until(() => find(element, '.contained')?.shadowRoot!.querySelector('.katex'));
    expect(loaded()).to.equal(true);
  });

  it('keeps what is fixed in its place', async () => {
    const cover = '<div style="position: fixed; inset: 0; z-index: 9999; height: 99px">x</div>';
    const element = await show([data({'text/html': `<p>a</p>${cover}`})]);
    await until(() => find(element, '.contained'));
    const box = find(element, '.body')!.getBoundingClientRect();
    const fixed = find(element, '.contained')!.shadowRoot!.querySelector('div')!;
    expect(fixed.getBoundingClientRect().top).to.be.at.least(Math.floor(box.top));
    expect(fixed.getBoundingClientRect().left).to.be.at.least(Math.floor(box.left));
  });

  for (const scheme of ['light', 'dark']) {
    it(`has nothing that axe objects to, in a ${scheme} page`, async () => {
      const element = await fixture<OutputElement>(
        html`<serverless-output
          style="color-scheme: ${scheme}; background: light-dark(#fff, #0d1117)"
          .outputs=${[
            text(
              `\x1b[31mred\x1b[0m \x1b[43mon yellow\x1b[0m https://example.com/\n${numbers(99)}`,
            ),
            {output_type: 'stream', name: 'stderr', text: 'careful'},
            {
              output_type: 'error',
              ename: 'E',
              evalue: 'v',
              traceback: ['\x1b[32mt\x1b[0m', 'E: v'],
            },
            data({'text/markdown': '*text* `code` $x^2$\n\n| a |\n|---|\n| 1 |\n'}),
            data({
              'text/html':
                '<table class="dataframe"><thead><tr><th></th><th>a</th></tr></thead><tbody><tr><th>0</th><td>1</td></tr></tbody></table>',
            }),
            data({'application/json': {a: [1, 'x', null]}}),
            data({
              'application/vnd.dataresource+json': {
                schema: {fields: [{name: 'a', type: 'integer'}]},
                data: [{a: 1}, {a: 2}],
              },
            }),
          ]}
        ></serverless-output>`,
      );
      await until(() => element.shadowRoot!.querySelectorAll('.contained').length === 4);
      await until(() =>
        [...element.shadowRoot!.querySelectorAll('.scrolls')].some((host) =>
          host.shadowRoot?.querySelector('[role=gridcell]'),
        ),
      );
      await expect(element).to.be.accessible();
    });
  }
});
