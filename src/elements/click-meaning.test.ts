import {expect, fixture, html} from '@open-wc/testing';
import '../define.js';
import {until} from '../test-support.js';
import type {NotebookElement} from './notebook.js';
import {pageKernels} from './page-kernels.js';

pageKernels().configure('', {pyodideUrl: '/pyodide/'});

/** A click as a mouse makes it: `detail` counts the clicks of a series. */
const click = (target: Element, detail: number): boolean =>
  target.dispatchEvent(new MouseEvent('click', {detail, bubbles: true, composed: true}));

describe('A double click', () => {
  async function running(): Promise<NotebookElement> {
    const notebook = await fixture<NotebookElement>(
      html`<serverless-notebook
        ><serverless-cell>while True: pass</serverless-cell></serverless-notebook
      >`,
    );
    void notebook.runAll();
    const {model} = notebook.cells[0]!;
    await until(() => model.state.is === 'running' && model.state.since !== null);
    await notebook.cells[0]!.updateComplete;
    await notebook.updateComplete;
    return notebook;
  }

  it("on a cell's Interrupt does not run it again", async () => {
    const cell = (await running()).cells[0]!;
    const button = cell.shadowRoot!.querySelector('[part=run]')!;
    click(button, 1);
    await until(() => cell.state.is === 'error');
    await cell.updateComplete;
    expect(button.ariaLabel).to.equal('Run');
    click(button, 2);
    expect(cell.state.is).to.equal('error');
  });

  it("on a notebook's Interrupt does not run all again", async () => {
    const notebook = await running();
    const button = notebook.shadowRoot!.querySelector('[aria-label=Interrupt]')!;
    click(button, 1);
    await until(() => notebook.queue.idle);
    await notebook.updateComplete;
    expect(button.ariaLabel).to.equal('Run all');
    click(button, 2);
    expect(notebook.queue.idle).to.equal(true);
  });

  it('on Restart asks once', async () => {
    const notebook = await fixture<NotebookElement>(
      html`<serverless-notebook><serverless-cell>pass</serverless-cell></serverless-notebook>`,
    );
    await notebook.runAll();
    const button = notebook.shadowRoot!.querySelector('[aria-label=Restart]')!;
    click(button, 1);
    click(button, 2);
    const dialogs = (): HTMLDialogElement[] => [...notebook.shadowRoot!.querySelectorAll('dialog')];
    await until(() => dialogs().some(({open}) => open));
    expect(dialogs()).to.have.length(1);
    dialogs()[0]!.close();
  });
});
