import {expect, fixture, html} from '@open-wc/testing';
import '../../define.js';
import {KernelSession} from '../../notebook/kernel-session.js';
import {until} from '../../test-support.js';
import type {CellElement} from '../cell.js';
import type {NotebookElement} from '../notebook.js';
import {pageKernels} from '../page-kernels.js';

pageKernels().configure('', {pyodideUrl: '/pyodide/'});

const textOf = (cell: CellElement): string =>
  cell.outputs.map((output) => ('text' in output ? String(output.text) : '')).join('');

const click = (cell: CellElement, label: string): void =>
  cell.shadowRoot!.querySelector<HTMLElement>(`[aria-label="${label}"]`)!.click();

describe('A notebook that runs', () => {
  async function notebookOf(...sources: string[]): Promise<NotebookElement> {
    return await fixture<NotebookElement>(
      html`<serverless-notebook>
        ${sources.map((source) => html`<serverless-cell>${source}</serverless-cell>`)}
      </serverless-notebook>`,
    );
  }

  it('runs what is above a cell, or below it, by its buttons', async () => {
    const notebook = await notebookOf('1', '2', '3');
    const [first, second, third] = notebook.cells;
    notebook.select(second!);
    await second!.updateComplete;
    click(second!, 'Run all cells above');
    await until(() => first!.state.is === 'finished');
    expect([second!.state.is, third!.state.is]).to.deep.equal(['idle', 'idle']);
    click(second!, 'Run this cell and all below');
    await until(() => third!.state.is === 'finished');
    expect(second!.executionCount! - first!.executionCount!).to.equal(1);
  });

  it('tells what runs from what waits when Python is in a long call of compiled code', async () => {
    const notebook = await notebookOf('1', 'sum(range(10**11))', '3');
    const run = notebook.runAll();
    const [, second, third] = notebook.cells;
    await until(() => second!.state.is === 'running' && second!.state.since !== null);
    await notebook.restart();
    await run;
    expect(second!.state).to.deep.equal({is: 'aborted', ran: true});
    expect(third!.state).to.deep.equal({is: 'aborted', ran: false});
  });

  it('loses no output when clearing is undone during the run', async () => {
    const notebook = await notebookOf('for i in "abc": print(i, input())');
    const [cell] = notebook.cells;
    const run = notebook.runAll();
    const answer = async (line: string): Promise<void> => {
      await until(() => cell!.model.input);
      KernelSession.of(cell!.kernel).answer(cell!.model, line);
    };
    await answer('1');
    await until(() => textOf(cell!).includes('a'));
    notebook.clearOutputs();
    await answer('2');
    await until(() => textOf(cell!).includes('b'));
    notebook.undo();
    await answer('3');
    await run;
    expect(textOf(cell!)).to.equal('1\na 1\n2\nb 2\n3\nc 3\n');
  });
});
