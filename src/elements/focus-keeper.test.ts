import {expect, fixture, html} from '@open-wc/testing';
import '../define.js';
import {until} from '../test-support.js';
import type {CellElement} from './cell.js';
import type {NotebookElement} from './notebook.js';
import {pageKernels} from './page-kernels.js';

pageKernels().configure('', {pyodideUrl: '/pyodide/'});

describe('The focus', () => {
  it('goes to the cell when the form of input() is answered', async () => {
    const cell = await fixture<CellElement>(
      html`<serverless-cell>input("Name: ")</serverless-cell>`,
    );
    cell.focus();
    const run = cell.run();
    await until(() => cell.shadowRoot!.activeElement?.localName === 'serverless-input');
    cell
      .shadowRoot!.querySelector('serverless-input')!
      .shadowRoot!.querySelector('form')!
      .requestSubmit();
    await run;
    await cell.updateComplete;
    expect(cell.shadowRoot!.activeElement).to.have.attribute('part', 'cell');
  });

  it('goes to a cell of the notebook when the offer to undo was taken', async () => {
    const notebook = await fixture<NotebookElement>(
      html`<serverless-notebook>
        <serverless-cell>1</serverless-cell>
        <serverless-cell>2</serverless-cell>
      </serverless-notebook>`,
    );
    notebook.command('delete', notebook.cells[0]!.model);
    await notebook.updateComplete;
    const undo = notebook.shadowRoot!.querySelector<HTMLElement>('[part=toast] button')!;
    undo.focus();
    undo.click();
    await notebook.updateComplete;
    expect(document.activeElement?.localName).to.equal('serverless-cell');
  });
});
