import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import '../define.js';
import type {CellElement} from './cell.js';
import type {DoneEvent, RunEvent} from './events.js';
import {pageKernels} from './page-kernels.js';
import {until} from '../test-support.js';

pageKernels().configure('', {pyodideUrl: '/pyodide/'});

const textOf = (cell: CellElement): string =>
  cell.outputs.map((output) => ('text' in output ? String(output.text) : '')).join('');
const shown = (cell: CellElement, selector: string): HTMLElement | null =>
  cell.shadowRoot!.querySelector<HTMLElement>(selector);
const deepQuery = (root: ParentNode, selector: string): Element | null =>
  root.querySelector(selector) ??
  [...root.querySelectorAll('*')]
    .map(({shadowRoot}) => shadowRoot && deepQuery(shadowRoot, selector))
    .find(Boolean) ??
  null;
const press = (target: Element, key: string, options: KeyboardEventInit = {}): void => {
  target.dispatchEvent(
    new KeyboardEvent('keydown', {
      key,
      bubbles: true,
      composed: true,
      cancelable: true,
      ...options,
    }),
  );
};

describe('<serverless-cell>', () => {
  async function cellWith(source: string): Promise<CellElement> {
    const cell = document.createElement('serverless-cell');
    const script = document.createElement('script');
    script.type = 'text/x-python';
    script.textContent = source;
    cell.append(script);
    return await fixture<CellElement>(html`${cell}`);
  }
  async function runOf(source: string): Promise<CellElement> {
    const cell = await cellWith(source);
    await cell.run();
    await cell.updateComplete;
    return cell;
  }

  it('shows its source, dedented, without fetching Python', async () => {
    const cell = await cellWith(`
      if True:
          print("hello")
    `);
    expect(cell.source).to.equal('if True:\n    print("hello")');
    expect(cell.kernel.status).to.equal('unstarted');
  });

  it('shows all that was printed by the time it says that it is done', async () => {
    const cell = await cellWith('for i in range(1000): print(i)\nprint("the end")');
    const shownAtEnd = new Promise((resolve) => {
      cell.addEventListener('serverless-done', () => {
        resolve(shown(cell, 'serverless-output')!.shadowRoot!.textContent);
      });
    });
    void cell.run();
    expect(await shownAtEnd).to.contain('the end');
  });

  it('shows the end of a flood by the time it says that it is done', async () => {
    const cell = await cellWith(
      'print("x" * 99 + "\\n", end="")\nfor i in range(200):\n  print(("y" * 99 + "\\n") * 200)\nprint("the end")',
    );
    const shownAtEnd = new Promise((resolve) => {
      cell.addEventListener('serverless-done', () => {
        resolve(shown(cell, 'serverless-output')!.shadowRoot!.textContent);
      });
    });
    void cell.run();
    expect(await shownAtEnd).to.contain('the end');
  });

  it('shows what the code prints, and its count', async () => {
    const cell = await runOf('print("hello")');
    expect(textOf(cell)).to.equal('hello\n');
    expect(shown(cell, '.count')!.textContent).to.equal(`[${cell.executionCount}]`);
    expect(shown(cell, 'serverless-output')).to.exist;
  });

  it('shares its kernel with the other loose cells of the page', async () => {
    await runOf('shared = 41');
    expect(textOf(await runOf('print(shared + 1)'))).to.equal('42\n');
  });

  it('tells when a run begins and how it ends', async () => {
    const cell = await cellWith('1/0');
    const began = oneEvent<RunEvent>(cell, 'serverless-run');
    const ended = oneEvent<DoneEvent>(cell, 'serverless-done');
    void cell.run();
    expect((await began).execution.code).to.equal('1/0');
    expect((await ended).state).to.include({is: 'error', ename: 'ZeroDivisionError'});
    expect(cell.matches(':state(error)')).to.equal(true);
  });

  it('has a name that tells how the run went', async () => {
    const cell = await runOf('pass');
    expect(shown(cell, '[part=cell]')!.ariaLabel).to.match(/^Code cell, finished, \d/);
    expect(shown(cell, '[role=status]')!.textContent).to.match(/finished/);
  });

  it('keeps the output coming while it is moved and removed', async () => {
    const cell = await cellWith(
      'import asyncio\nfor i in range(6):\n    print(i)\n    await asyncio.sleep(0.05)',
    );
    const home = cell.parentElement!;
    const run = cell.run();
    await until(() => textOf(cell).includes('1'));
    home.append(document.createElement('p'), cell);
    await until(() => textOf(cell).includes('3'));
    cell.remove();
    await run;
    home.append(cell);
    await cell.updateComplete;
    expect(textOf(cell)).to.equal('0\n1\n2\n3\n4\n5\n');
    expect(shown(cell, '.count')!.textContent).to.equal(`[${cell.executionCount}]`);
  });

  it('asks for the line that input() waits for, and keeps it visible', async () => {
    const cell = await cellWith('name = input("Name: ")\nprint("Hi", name)');
    const run = cell.run();
    await until(() => shown(cell, 'serverless-input'));
    const form = shown(cell, 'serverless-input')!.shadowRoot!;
    expect(form.querySelector('label')!.textContent).to.equal('Name: ');
    form.querySelector('input')!.value = 'Ada';
    form.querySelector('form')!.requestSubmit();
    await run;
    expect(textOf(cell)).to.equal('Name: Ada\nHi Ada\n');
    await cell.updateComplete;
    expect(shown(cell, 'serverless-input')).to.equal(null);
  });

  it('stops waiting for input() when it is interrupted', async () => {
    const cell = await cellWith('input("? ")');
    const run = cell.run();
    await until(() => shown(cell, 'serverless-input'));
    shown(cell, '[part=run]')!.click();
    await run;
    expect(cell.state).to.include({is: 'error', ename: 'KeyboardInterrupt'});
  });

  it('stops an endless loop with its button', async () => {
    const cell = await cellWith('while True: pass');
    const button = shown(cell, '[part=run]')!;
    button.click();
    await until(() => cell.state.is === 'running' && cell.state.since !== null);
    await cell.updateComplete;
    expect(button.ariaLabel).to.equal('Interrupt');
    button.click();
    await until(() => cell.state.is === 'error');
    expect(cell.outputs.at(-1)).to.include({ename: 'KeyboardInterrupt'});
  });

  it('stops waiting for Python to start', async () => {
    pageKernels().configure('stopped', {pyodideUrl: '/pyodide/'});
    const cell = await cellWith('print("at last")');
    cell.kernel = 'stopped';
    const run = cell.run();
    await until(() => cell.kernel.status === 'starting');
    await cell.updateComplete;
    expect(shown(cell, '.progress')).to.exist;
    shown(cell, '[part=run]')!.click();
    await run;
    expect(cell.state).to.deep.equal({is: 'aborted', ran: false});
    await cell.run();
    expect(textOf(cell)).to.equal('at last\n');
    await cell.kernel.shutdown();
  });

  it('says that compiled code does not hear an interrupt, and what a restart loses', async () => {
    pageKernels().configure('stuck', {pyodideUrl: '/pyodide/'});
    const cell = await cellWith('print("first")\nsum(range(10**11))');
    cell.kernel = 'stuck';
    const run = cell.run();
    await until(() => textOf(cell) === 'first\n');
    await cell.interrupt();
    await until(() => shown(cell, '.notice.warning'));
    shown(cell, '.notice button:last-of-type')!.click();
    await run;
    expect(cell.state).to.deep.equal({is: 'aborted', ran: true});
    expect(textOf(cell)).to.equal('first\n');
    await until(() => cell.kernel.status === 'idle');
    await cell.kernel.shutdown();
  });

  it('shows which packages are loaded for its imports, while they are', async () => {
    pageKernels().configure('packages', {pyodideUrl: '/pyodide/'});
    const cell = await cellWith('import numpy');
    cell.kernel = 'packages';
    const run = cell.run();
    await until(() => /Loading.*numpy.*MB/s.test(shown(cell, '.progress')?.textContent ?? ''));
    await run;
    await cell.updateComplete;
    expect(cell.state.is).to.equal('finished');
    expect(shown(cell, '.progress')).to.equal(null);
    await cell.kernel.shutdown();
  });

  it('takes a waiting cell out of the queue with the same button', async () => {
    const first = await cellWith('import asyncio; await asyncio.sleep(0.3)');
    const second = await cellWith('print("never")');
    const run = first.run();
    void second.run();
    expect(second.state.is).to.equal('queued');
    await second.updateComplete;
    shown(second, '[part=run]')!.click();
    expect(second.state.is).to.equal('idle');
    await run;
    expect(second.outputs).to.deep.equal([]);
  });

  it('runs once when it is started twice while it waits', async () => {
    const first = await cellWith('import asyncio; await asyncio.sleep(0.1)');
    const second = await cellWith('print("once")');
    void first.run();
    await Promise.all([second.run(), second.run()]);
    expect(textOf(second)).to.equal('once\n');
  });

  it('follows the page when it changes the source', async () => {
    const cell = await cellWith('a = 1');
    cell.querySelector('script')!.textContent = 'a = 2';
    await until(() => cell.source === 'a = 2');
  });

  it('runs by itself when the page says so', async () => {
    const cell = await fixture<CellElement>(
      html`<serverless-cell run-on="load">print(5)</serverless-cell>`,
    );
    await oneEvent(cell, 'serverless-done');
    expect(textOf(cell)).to.equal('5\n');
  });

  it('runs when it is first seen', async () => {
    const cell = await fixture<CellElement>(
      html`<serverless-cell run-on="visible">print(6)</serverless-cell>`,
    );
    await oneEvent(cell, 'serverless-done');
    expect(textOf(cell)).to.equal('6\n');
  });

  it('hides its code until the reader asks for it', async () => {
    const cell = await fixture<CellElement>(html`<serverless-cell hide-code>1</serverless-cell>`);
    expect(shown(cell, 'serverless-editor')).to.equal(null);
    const toggle = shown(cell, '.toggle')!;
    toggle.click();
    await cell.updateComplete;
    expect(shown(cell, 'serverless-editor')).to.exist;
    expect(toggle.ariaExpanded).to.equal('true');
  });

  it('renders Markdown, and shows its source when it is edited', async () => {
    const cell = await fixture<CellElement>(
      html`<serverless-cell type="markdown"
        ><script type="text/markdown">
          # Title
        </script></serverless-cell
      >`,
    );
    await until(() => deepQuery(cell.shadowRoot!, 'h1'));
    shown(cell, '.body')!.dispatchEvent(new MouseEvent('dblclick', {bubbles: true}));
    await until(() => shown(cell, 'serverless-editor'));
    await cell.run();
    await cell.updateComplete;
    expect(shown(cell, 'serverless-editor')).to.equal(null);
  });

  it("answers Jupyter's keys", async () => {
    const cell = await cellWith('print("keys")');
    await cell.edit();
    const editor = shown(cell, 'serverless-editor')!;
    press(editor, 'Enter', {shiftKey: true});
    await oneEvent(cell, 'serverless-done');
    expect(textOf(cell)).to.equal('keys\n');
    press(editor, 'Escape');
    const frame = shown(cell, '[part=cell]')!;
    expect(cell.shadowRoot!.activeElement).to.equal(frame);
    press(frame, 'o');
    await cell.updateComplete;
    expect(shown(cell, 'serverless-output')).to.equal(null);
    press(frame, 'Enter');
    await until(() => cell.editFocused);
  });

  it('tells why Python cannot start, keeps the old output, and tries again', async () => {
    const kernels = pageKernels();
    kernels.configure('broken', {pyodideUrl: '/nothing-here/'});
    const cell = await runOf('print("before")');
    cell.kernel = 'broken';
    await cell.run();
    await cell.updateComplete;
    expect(shown(cell, '.notice.error')!.textContent).to.contain('/nothing-here/');
    expect(textOf(cell)).to.equal('before\n');
    cell.kernel = '';
    shown(cell, '.notice button')!.click();
    await until(() => cell.state.is === 'finished');
    await cell.updateComplete;
    expect(shown(cell, '.notice')).to.equal(null);
  });

  it('is accessible', async () => {
    await expect(await cellWith('1')).to.be.accessible();
    await expect(await runOf('print("done")\n1/0')).to.be.accessible();
  });
});
