import {expect} from '@open-wc/testing';
import {isDataFrame, showDataFrame} from './dataframe.js';
import {renderDataResource} from './data-resource.js';
import {inPlace} from './html.js';
import {HtmlTableSource} from './html-table-source.js';
import {toTsv} from './table-copy.js';
import {RowScale} from './table-layout.js';
import {orderOf} from './table-source.js';
import {until} from '../test-support.js';

const ROWS = 100_000;
const names = Array.from({length: 20}, (_, index) => `c${index}`);

function bigResource() {
  const data = Array.from({length: ROWS}, (_, row) => {
    const record: Record<string, unknown> = {index: row};
    names.forEach((name, column) => (record[name] = (row * 7919 + column) % 100_003));
    return record;
  });
  const fields = ['index', ...names].map((name) => ({name, type: 'integer'}));
  return {schema: {fields, primaryKey: ['index']}, data};
}

function show(node: Node): HTMLElement {
  const host = node as HTMLElement;
  document.body.append(host);
  return host;
}

const gridOf = (host: HTMLElement) => host.shadowRoot!.querySelector<HTMLElement>('[role="grid"]')!;
const rowsOf = (grid: HTMLElement) => [
  ...grid.querySelectorAll<HTMLElement>('[role="rowgroup"] [role="row"]'),
];
const press = (grid: HTMLElement, key: string, options = {}) =>
  grid.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, ...options}));
const active = (grid: HTMLElement) => grid.querySelector('.active')?.textContent;

function pandasHtml(rows: readonly string[], head = '<th></th><th>a</th><th>b</th>'): string {
  return `<div>\n<style scoped>\n.dataframe tbody tr th {vertical-align: top;}\n</style>\n<table border="1" class="dataframe">\n<thead>\n<tr style="text-align: right;">${head}</tr>\n</thead>\n<tbody>\n${rows.map((row) => `<tr>${row}</tr>`).join('\n')}\n</tbody>\n</table>\n</div>`;
}

describe('a table of 100,000 rows', () => {
  let host: HTMLElement;
  before(async () => {
    host = show(renderDataResource(bigResource()));
    await until(() => rowsOf(gridOf(host)).length);
  });
  after(() => host.remove());

  it('has only what is seen in the page', () => {
    const grid = gridOf(host);
    expect(rowsOf(grid).length).to.be.within(10, 60);
    expect(grid).to.have.attribute('aria-rowcount', '100001');
    expect(grid).to.have.attribute('aria-colcount', '21');
    expect(host.shadowRoot!.textContent).to.contain('100,000 rows × 21 columns');
  });

  it('is one stop of the Tab key, and the keys reach each end', async () => {
    const grid = gridOf(host);
    expect(host.shadowRoot!.querySelectorAll('[tabindex]')).to.have.length(1);
    grid.focus();
    press(grid, 'End', {ctrlKey: true});
    await until(() => active(grid) === String(((ROWS - 1) * 7919 + 19) % 100_003));
    expect(grid.querySelector(`#${grid.getAttribute('aria-activedescendant')!}`)).to.have.class(
      'active',
    );
    press(grid, 'ArrowUp');
    press(grid, 'Home');
    await until(() => active(grid) === String(ROWS - 2));
    press(grid, 'Home', {ctrlKey: true});
    await until(() => active(grid) === '0');
    press(grid, 'PageDown');
    await until(() => Number(active(grid)) > 5);
  });

  it('sorts by the heading, down and up and as it was', async () => {
    const grid = gridOf(host);
    press(grid, 'Home', {ctrlKey: true});
    press(grid, 'ArrowRight');
    press(grid, 'ArrowUp');
    await until(() => active(grid) === 'c0');
    const first = () => rowsOf(grid)[0]!.children[1]!.textContent;
    const heading = () => grid.querySelectorAll('[role="columnheader"]')[1]!;
    press(grid, 'Enter');
    await until(() => heading().getAttribute('aria-sort') === 'ascending');
    expect(first()).to.equal('0');
    press(grid, 'Enter');
    await until(() => heading().getAttribute('aria-sort') === 'descending');
    expect(first()).to.equal('100002');
    press(grid, 'Enter');
    await until(() => heading().getAttribute('aria-sort') === 'none');
    expect(first()).to.equal('0');
    expect(rowsOf(grid)[1]!.children[1]!.textContent).to.equal('7919');
  });

  it('shows the rows to which it is scrolled', async () => {
    const grid = gridOf(host);
    grid.scrollTop = grid.scrollHeight / 2;
    await until(() => {
      const [row] = rowsOf(grid);
      return Math.abs(Number(row?.getAttribute('aria-rowindex')) - ROWS / 2) < 100;
    });
  });
});

describe('a table as a resource', () => {
  it('names what is wrong with its data', () => {
    expect(() => renderDataResource({data: []})).to.throw('no schema');
    expect(() => renderDataResource(null)).to.throw('no schema');
  });
});

describe('RowScale', () => {
  it('reaches every row of a table that is higher than a browser can draw', () => {
    const scale = new RowScale(10_000_000, 25, 500);
    expect(scale.height).to.be.lessThan(10_000_000);
    const end = scale.height - 500;
    expect(scale.rowAt(end)).to.equal(10_000_000 - 20);
    expect(scale.rowAt(scale.scrollTo(9_999_999, 0)) + 20).to.be.closeTo(10_000_000, 0.001);
    expect(scale.topOf(9_999_999, end)).to.be.closeTo(end + 475, 1);
  });
});

describe('orderOf', () => {
  it('sorts numbers by size and keeps what is missing at the end', () => {
    const values = ['10', '9', '', '-1', '1,000'];
    expect([...orderOf(values, 'number', 'ascending')]).to.deep.equal([3, 1, 0, 4, 2]);
    expect([...orderOf(values, 'number', 'descending')]).to.deep.equal([4, 0, 1, 3, 2]);
  });

  it('sorts text and keeps equal values as they were', () => {
    expect([...orderOf(['b', 'a', 'b', null], 'text', 'ascending')]).to.deep.equal([1, 0, 2, 3]);
  });
});

describe('a DataFrame as HTML', () => {
  it('is known by its class', () => {
    expect(isDataFrame(pandasHtml([]))).to.equal(true);
    expect(isDataFrame('<table class="other"></table>')).to.equal(false);
  });

  it('aligns numbers and text, and can be scrolled with the keyboard', () => {
    const rows = ['<th>0</th><td>1.5</td><td>x</td>', '<th>1</th><td>NaN</td><td>y</td>'];
    const host = show(showDataFrame(pandasHtml(rows), inPlace));
    const [, number, text] = host.shadowRoot!.querySelectorAll('tbody tr:first-child > *');
    expect(getComputedStyle(number!).textAlign).to.equal('end');
    expect(getComputedStyle(text!).textAlign).to.equal('start');
    expect(host.shadowRoot!.querySelector('.scroll')).to.have.attribute('tabindex', '0');
    host.remove();
  });

  it('sorts by a button in the heading', () => {
    const rows = ['<th>0</th><td>10</td><td>x</td>', '<th>1</th><td>9</td><td>y</td>'];
    const host = show(showDataFrame(pandasHtml(rows), inPlace));
    const root = host.shadowRoot!;
    const labels = () =>
      Array.from(root.querySelectorAll('tbody th'), ({textContent}) => textContent);
    const button = root.querySelector('button')!;
    button.click();
    expect(labels()).to.deep.equal(['1', '0']);
    button.click();
    expect(labels()).to.deep.equal(['0', '1']);
    expect(button.parentElement).to.have.attribute('aria-sort', 'descending');
    host.remove();
  });

  it('is not sorted when pandas left rows out', () => {
    const rows = ['0', '...', '9'].map((label) => `<th>${label}</th><td>1</td><td>2</td>`);
    const host = show(showDataFrame(pandasHtml(rows), inPlace));
    expect(host.shadowRoot!.querySelectorAll('button').length).to.equal(0);
    host.remove();
  });

  it('is drawn in parts when it has 100,000 rows, with the text of its cells and no HTML', async () => {
    const rows = Array.from(
      {length: ROWS},
      (_, row) => `<th>${row}</th><td>${(row * 7919) % 100_003}</td><td>&lt;b&gt; ${row}</td>`,
    );
    const host = show(showDataFrame(pandasHtml(rows), inPlace));
    const grid = gridOf(host);
    await until(() => rowsOf(grid).length);
    expect(grid).to.have.attribute('aria-rowcount', '100001');
    expect(rowsOf(grid).length).to.be.lessThan(60);
    expect(rowsOf(grid)[3]!.textContent).to.equal('323757<b> 3');
    host.remove();
  });

  it('reads columns with levels, and rows that leave out what is above', () => {
    const head =
      '<th></th><th></th><th colspan="2">x</th></tr><tr><th></th><th></th><th>a</th><th>b</th>';
    const rows = [
      '<th rowspan="2">g</th><th>1</th><td>2</td><td>n</td>',
      '<th>2</th><td>1</td><td>m</td>',
      '<th>h</th><th>1</th><td>3</td><td>o</td>',
    ];
    const source = new HtmlTableSource(pandasHtml(rows, head));
    expect(source.columns.map(({name, type, label}) => [name, type, label])).to.deep.equal([
      ['', 'text', true],
      ['', 'number', true],
      ['x / a', 'number', false],
      ['x / b', 'text', false],
    ]);
    expect(source.rows(0, 3)).to.deep.equal([
      ['g', '1', '2', 'n'],
      ['', '2', '1', 'm'],
      ['h', '1', '3', 'o'],
    ]);
    expect(source.sort(2, 'ascending').rows(0, 1)).to.deep.equal([['', '2', '1', 'm']]);
    expect(source.sort(0, 'descending').rows(0, 1)).to.deep.equal([['h', '1', '3', 'o']]);
  });

  it('is copied as a spreadsheet takes it', async () => {
    const source = new HtmlTableSource(pandasHtml(['<th>0</th><td>1</td><td>x\ty</td>']));
    expect(await (await toTsv(source)).text()).to.equal('\ta\tb\n0\t1\tx y\n');
  });
});
