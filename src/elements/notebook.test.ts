import {aTimeout, expect, fixture, html, oneEvent} from '@open-wc/testing';
import '../define.js';
import type {CellElement} from './cell.js';
import type {NotebookElement} from './notebook.js';
import {pageKernels} from './page-kernels.js';
import {until} from '../test-support.js';

pageKernels().configure('', {pyodideUrl: '/pyodide/'});

const recorded = {
  nbformat: 4,
  nbformat_minor: 4,
  metadata: {authors: [{name: 'Ada'}]},
  cells: [
    {cell_type: 'markdown', metadata: {}, source: '# Recorded'},
    {
      cell_type: 'code',
      metadata: {},
      source: ['1 + ', '1'],
      execution_count: 7,
      outputs: [
        {
          output_type: 'execute_result',
          execution_count: 7,
          data: {'text/plain': '2'},
          metadata: {},
        },
      ],
    },
  ],
};
const urlOf = (content: unknown): string =>
  URL.createObjectURL(
    new Blob([typeof content === 'string' ? content : JSON.stringify(content)], {
      type: 'application/json',
    }),
  );

const textOf = (cell: CellElement): string =>
  cell.outputs.map((output) => ('text' in output ? String(output.text) : '')).join('');
const frameOf = (cell: CellElement): HTMLElement =>
  cell.shadowRoot!.querySelector<HTMLElement>('[part=cell]')!;

/** Presses keys where the focus is, as `Shift+Enter` or `d`. */
async function press(...presses: string[]): Promise<void> {
  for (const keys of presses) {
    const parts = keys.split('+');
    const key = parts.pop()!;
    let target: Element = document.activeElement!;
    while (target.shadowRoot?.activeElement) target = target.shadowRoot.activeElement;
    target.dispatchEvent(
      new KeyboardEvent('keydown', {
        key,
        shiftKey: parts.includes('Shift'),
        ctrlKey: parts.includes('Ctrl'),
        altKey: parts.includes('Alt'),
        bubbles: true,
        composed: true,
        cancelable: true,
      }),
    );
    // A new cell takes the focus once it is drawn.
    await aTimeout(0);
  }
}

describe('<serverless-notebook>', () => {
  async function notebookOf(...sources: string[]): Promise<NotebookElement> {
    return await fixture<NotebookElement>(
      html`<serverless-notebook>
        ${sources.map((source) => html`<serverless-cell>${source}</serverless-cell>`)}
      </serverless-notebook>`,
    );
  }
  const sources = (notebook: NotebookElement): string[] => notebook.cells.map(({source}) => source);
  const button = (notebook: NotebookElement, name: string): HTMLElement =>
    [...notebook.shadowRoot!.querySelectorAll<HTMLElement>('button')].find((each) =>
      each.ariaLabel?.startsWith(name),
    )!;

  describe('running', () => {
    it('runs all its cells in their order', async () => {
      const notebook = await notebookOf('x = 1', 'x += 1', 'print(x)');
      await notebook.runAll();
      expect(textOf(notebook.cells[2]!)).to.equal('2\n');
    });

    it('stops at an error and marks the rest', async () => {
      const notebook = await notebookOf('1/0', 'print("not run")', '2');
      await notebook.runAll();
      expect(notebook.cells.map((cell) => cell.state.is)).to.deep.equal([
        'error',
        'aborted',
        'aborted',
      ]);
    });

    it('does not run a cell that was deleted while it waited', async () => {
      const notebook = await notebookOf(
        'import asyncio; await asyncio.sleep(0.2)',
        'gone = 1',
        '2',
      );
      const [, second, third] = notebook.cells;
      const run = notebook.runAll();
      notebook.model.remove([second!.model]);
      await run;
      expect(second!.state.is).to.equal('idle');
      expect(third!.state.is).to.equal('finished');
    });

    it('keeps edits and outputs through a restart', async () => {
      const notebook = await notebookOf('kept = 1\nprint("kept")', 'kept');
      await notebook.runAll();
      notebook.cells[0]!.source = 'kept = 2\nprint("kept")';
      await notebook.restart();
      await notebook.cells[1]!.run();
      expect(notebook.cells[1]!.state).to.include({is: 'error', ename: 'NameError'});
      expect(textOf(notebook.cells[0]!)).to.equal('kept\n');
      expect(notebook.cells[0]!.source).to.contain('kept = 2');
    });

    it('interrupts what runs, and does not run what waits', async () => {
      const notebook = await notebookOf('while True: pass', '1');
      void notebook.runAll();
      const [first, second] = notebook.cells;
      await until(() => first!.state.is === 'running' && first!.state.since !== null);
      button(notebook, 'Interrupt').click();
      await until(() => first!.state.is === 'error');
      expect(second!.state.is).to.equal('aborted');
    });

    it('updates a display that an earlier cell shows', async () => {
      const notebook = await notebookOf(
        'from IPython.display import display\nhandle = display("old", display_id=True)',
        'handle.update("new")',
      );
      await notebook.runAll();
      expect(JSON.stringify(notebook.cells[0]!.outputs)).to.contain('new');
    });
  });

  describe('its file', () => {
    it('shows recorded outputs at once, and fetches no Python for it', async () => {
      const notebook = await fixture<NotebookElement>(
        html`<serverless-notebook src=${urlOf(recorded)}></serverless-notebook>`,
      );
      await until(() => notebook.cells.length === 2);
      const code = notebook.cells[1]!;
      await code.updateComplete;
      expect(code.source).to.equal('1 + 1');
      expect(code.shadowRoot!.querySelector('.count')!.textContent).to.equal('[7]');
      expect(code.shadowRoot!.querySelector('serverless-output')!.trusted).to.equal(false);
      await code.run();
      await code.updateComplete;
      expect(code.shadowRoot!.querySelector('serverless-output')!.trusted).to.equal(true);
    });

    for (const [what, src, message] of [
      ['is not there', '/no-such.ipynb', /404/],
      ['is not JSON', urlOf('<html>'), /not JSON/],
      ['is no notebook', urlOf({hello: 1}), /not a Jupyter notebook/],
      ['is too old', urlOf({nbformat: 3}), /old format/],
    ] as const) {
      it(`says so in place when the file ${what}, and tries again`, async () => {
        const notebook = await fixture<NotebookElement>(
          html`<serverless-notebook src=${src}></serverless-notebook>`,
        );
        await until(() => notebook.shadowRoot!.querySelector('.notice.error'));
        expect(notebook.shadowRoot!.querySelector('.notice')!.textContent).to.match(message);
        notebook.src = urlOf(recorded);
        await until(() => notebook.cells.length === 2);
        expect(notebook.shadowRoot!.querySelector('.notice')).to.equal(null);
      });
    }

    it('shows the last file when src changes while one is loading', async () => {
      const notebook = await fixture<NotebookElement>(
        html`<serverless-notebook src=${urlOf(recorded)}></serverless-notebook>`,
      );
      notebook.src = urlOf({...recorded, cells: recorded.cells.slice(0, 1)});
      await oneEvent(notebook, 'serverless-load');
      expect(notebook.cells.length).to.equal(1);
    });

    it('gives a valid file with unique ids and the metadata that it had', async () => {
      const notebook = await notebookOf();
      notebook.load(JSON.stringify(recorded));
      const file = notebook.toJSON();
      expect(file).to.include({nbformat: 4, nbformat_minor: 5});
      expect(file.metadata).to.deep.include({authors: [{name: 'Ada'}]});
      expect(new Set(file.cells.map(({id}) => id)).size).to.equal(2);
      expect(file.cells[1]).to.deep.include({source: '1 + 1', execution_count: 7});
      await notebook.updateComplete;
    });
  });

  describe('keys', () => {
    it('run and go to the next cell, and add one at the end', async () => {
      const notebook = await notebookOf('1', '2');
      await notebook.cells[0]!.edit();
      await press('Shift+Enter');
      expect(notebook.activeCell).to.equal(notebook.cells[1]);
      await press('Shift+Enter');
      expect(notebook.cells.length).to.equal(3);
      await until(() => notebook.cells[2]!.editFocused);
      await until(() => notebook.cells[1]!.state.is === 'finished');
    });

    it('run in place, and run and insert below', async () => {
      const notebook = await notebookOf('1', '2');
      await notebook.cells[0]!.edit();
      await press('Ctrl+Enter');
      expect(notebook.activeCell).to.equal(notebook.cells[0]);
      await press('Alt+Enter');
      expect(sources(notebook)).to.deep.equal(['1', '', '2']);
    });

    it('select, insert, delete and undo in command mode', async () => {
      const notebook = await notebookOf('1', '2', '3');
      notebook.select(notebook.cells[0]!);
      await press('j');
      expect(notebook.activeCell).to.equal(notebook.cells[1]);
      await press('d', 'd');
      expect(sources(notebook)).to.deep.equal(['1', '3']);
      expect(document.activeElement).to.equal(notebook.cells[1]);
      await press('z');
      expect(sources(notebook)).to.deep.equal(['1', '2', '3']);
      await press('a');
      expect(notebook.activeCell).to.equal(notebook.cells[2]);
      await press('ArrowUp', 'b');
      expect(sources(notebook)).to.deep.equal(['1', '2', '', '', '3']);
    });

    it('do not delete by one press of d', async () => {
      const notebook = await notebookOf('1', '2');
      notebook.select(notebook.cells[0]!);
      await press('d', 'j', 'd');
      expect(notebook.cells.length).to.equal(2);
    });

    it('cut, copy and paste', async () => {
      const notebook = await notebookOf('1', '2');
      notebook.select(notebook.cells[0]!);
      await press('x', 'v');
      expect(sources(notebook)).to.deep.equal(['2', '1']);
      await press('c', 'Shift+V');
      expect(sources(notebook)).to.deep.equal(['2', '1', '1']);
      const ids = notebook.toJSON().cells.map(({id}) => id);
      expect(new Set(ids).size).to.equal(3);
    });

    it('change the type and merge', async () => {
      const notebook = await notebookOf('1', '2');
      notebook.select(notebook.cells[0]!);
      await press('m');
      expect(notebook.cells[0]!.type).to.equal('markdown');
      await press('y', 'Shift+M');
      expect(sources(notebook)).to.deep.equal(['1\n2']);
      await press('z');
      expect(sources(notebook)).to.deep.equal(['1', '2']);
    });

    it('leave what is typed into a source alone', async () => {
      const notebook = await notebookOf('1', '2');
      await notebook.cells[0]!.edit();
      await press('d', 'd', 'a');
      expect(notebook.cells.length).to.equal(2);
    });

    it('do not change a read-only notebook', async () => {
      const notebook = await notebookOf('1', '2');
      notebook.readonly = true;
      notebook.select(notebook.cells[0]!);
      await press('d', 'd', 'a', 'm');
      expect(sources(notebook)).to.deep.equal(['1', '2']);
    });

    it('do not change a read-only cell', async () => {
      const notebook = await notebookOf('1', '2');
      notebook.cells[1]!.readonly = true;
      notebook.select(notebook.cells[0]!);
      await press('Shift+M', 'j', 'm');
      expect(sources(notebook)).to.deep.equal(['1', '2']);
      expect(notebook.cells[1]!.type).to.equal('code');
    });

    it('show all shortcuts', async () => {
      const notebook = await notebookOf('1');
      notebook.select(notebook.cells[0]!);
      await press('h');
      await until(() => notebook.shadowRoot!.querySelector('dialog[open]'));
      await expect(notebook).to.be.accessible();
      notebook.shadowRoot!.querySelector('dialog')!.close();
    });
  });

  describe('the page', () => {
    it('may add, move and remove cells', async () => {
      const notebook = await notebookOf('1', '2');
      const cell = document.createElement('serverless-cell');
      cell.source = '0';
      notebook.prepend(cell);
      await until(() => sources(notebook).join() === '0,1,2');
      notebook.append(cell);
      await until(() => sources(notebook).join() === '1,2,0');
      cell.remove();
      await until(() => sources(notebook).join() === '1,2');
    });

    it('may take the notebook out while it runs and put it back', async () => {
      const notebook = await notebookOf('import asyncio; await asyncio.sleep(0.2)', 'print("on")');
      const home = notebook.parentElement!;
      const run = notebook.runAll();
      notebook.remove();
      await run;
      home.append(notebook);
      await notebook.updateComplete;
      expect(textOf(notebook.cells[1]!)).to.equal('on\n');
    });

    it('may name another kernel', async () => {
      const notebook = await notebookOf('1');
      notebook.setAttribute('kernel', 'another');
      await notebook.updateComplete;
      expect(notebook.kernel.name).to.equal('another');
      expect(notebook.cells[0]!.kernel.name).to.equal('another');
    });
  });

  it('offers to undo a deletion', async () => {
    const notebook = await notebookOf('1', '2');
    notebook.select(notebook.cells[0]!);
    await press('d', 'd');
    await notebook.updateComplete;
    notebook.shadowRoot!.querySelector<HTMLElement>('[part=toast] button')!.click();
    expect(sources(notebook)).to.deep.equal(['1', '2']);
  });

  it('names its cells by their place', async () => {
    const notebook = await notebookOf('1', '2');
    await notebook.updateComplete;
    await notebook.cells[1]!.updateComplete;
    expect(frameOf(notebook.cells[1]!).ariaLabel).to.equal('Code cell 2 of 2');
    expect(frameOf(notebook.cells[0]!).tabIndex).to.equal(0);
    expect(frameOf(notebook.cells[1]!).tabIndex).to.equal(-1);
  });

  it("keeps a reader's changes where the page says so", async () => {
    const key = crypto.randomUUID();
    const page = html`<serverless-notebook persist=${key}>
      <serverless-cell>1</serverless-cell>
    </serverless-notebook>`;
    const first = await fixture<NotebookElement>(page);
    await oneEvent(first, 'serverless-load');
    first.cells[0]!.source = 'mine';
    await first.save();
    first.remove();
    const second = await fixture<NotebookElement>(page);
    await until(() => sources(second).join() === 'mine');
    second.shadowRoot!.querySelector<HTMLElement>('.kept button')!.click();
    await until(() => sources(second).join() === '1');
  });

  it('is accessible', async () => {
    const notebook = await notebookOf('1', '1/0');
    await notebook.runAll();
    await expect(notebook).to.be.accessible();
  });
});
