import {expect, fixture, html} from '@open-wc/testing';
import '../define.js';
import type {MagicCall, MagicCompletion, MagicResult} from '../magics/magic.js';
import {complete} from '../magics/complete.js';
import {until} from '../test-support.js';
import type {CellElement} from './cell.js';
import {MagicElement} from './magic.js';
import type {NotebookElement} from './notebook.js';
import {pageMagics} from './page-magics.js';

class TicketsElement extends MagicElement {
  override readonly magic = 'tickets';
  override readonly help = 'Finds tickets by their text';
  override readonly flags = {open: {type: 'boolean', help: 'only open ones'}} as const;
  override readonly bodyLanguage = 'sql';

  override run({body}: MagicCall): Promise<MagicResult> {
    return Promise.resolve({table: [{ticket: 7, text: body}]});
  }

  override complete(): Promise<readonly MagicCompletion[]> {
    return Promise.resolve([{text: 'status', start: 0, end: 2, type: 'column'}]);
  }
}
customElements.define('acme-tickets', TicketsElement);

const names = (notebook: NotebookElement): string[] =>
  notebook.magics.handlers().map(({name, connection}) => `${name} ${connection}`.trim());

describe('A connector', () => {
  it('answers for the notebook that it stands in, as long as it does', async () => {
    const notebook = await fixture<NotebookElement>(
      html`<serverless-notebook><acme-tickets name="it"></acme-tickets></serverless-notebook>`,
    );
    const other = await fixture<NotebookElement>(html`<serverless-notebook></serverless-notebook>`);
    const tickets = notebook.querySelector('acme-tickets') as TicketsElement;
    expect(names(notebook)).to.include('tickets it');
    expect(names(other)).not.to.include('tickets it');

    other.append(tickets);
    expect(names(notebook)).not.to.include('tickets it');
    expect(names(other)).to.include('tickets it');

    tickets.name = 'hr';
    await tickets.updateComplete;
    expect(names(other)).to.include('tickets hr');
    expect(names(other)).not.to.include('tickets it');

    tickets.remove();
    expect(names(other)).not.to.include('tickets hr');
  });

  it('answers for all cells of the page when it stands outside of notebooks', async () => {
    const notebook = await fixture<NotebookElement>(
      html`<serverless-notebook></serverless-notebook>`,
    );
    const tickets = await fixture(html`<acme-tickets name="page"></acme-tickets>`);
    expect(names(notebook)).to.include('tickets page');
    expect(pageMagics().handlers('tickets')).to.have.length(1);
    tickets.remove();
    expect(pageMagics().handlers('tickets')).to.have.length(0);
  });

  it('takes no room', async () => {
    const tickets = await fixture(html`<acme-tickets></acme-tickets>`);
    expect(tickets.getBoundingClientRect().height).to.equal(0);
  });

  it('has its cells highlighted in their language, also when it comes later', async () => {
    const notebook = await fixture<NotebookElement>(
      html`<serverless-notebook
        ><serverless-cell
          ><script type="text/x-python">
            %%tickets
            SELECT 'a' -- note
          </script></serverless-cell
        ></serverless-notebook
      >`,
    );
    const cell = notebook.querySelector('serverless-cell') as CellElement;
    notebook.append(document.createElement('acme-tickets'));
    const editor = () => cell.shadowRoot!.querySelector('serverless-editor')!;
    await cell.edit('start');
    const classOf = (text: string) =>
      [...(editor().shadowRoot?.querySelectorAll('.cm-line span') ?? [])].find(
        (span) => span.textContent === text,
      )?.className;
    await until(() => classOf('SELECT') === 'tok-keyword');
    expect(classOf("'a'")).to.equal('tok-string');
    expect(classOf('-- note')).to.equal('tok-comment');
    expect(classOf('%%tickets')).to.equal('tok-meta');
  });

  it('completes its name, its flags, its connections and its body', async () => {
    const notebook = await fixture<NotebookElement>(
      html`<serverless-notebook><acme-tickets name="it"></acme-tickets></serverless-notebook>`,
    );
    const texts = async (source: string): Promise<string[]> => {
      const found = await complete(source, source.length, notebook.magics, notebook.kernel);
      return found.map(
        ({text, start, end}) => `${source.slice(0, start)}${text}${source.slice(end)}`,
      );
    };
    expect(await texts('%%ti')).to.deep.equal(['%%tickets']);
    expect(await texts('%%tickets --o')).to.deep.equal(['%%tickets --open', '%%tickets --out']);
    expect(await texts('%%tickets i')).to.deep.equal(['%%tickets it']);
    expect(await texts('%%tickets it\nst')).to.deep.equal(['%%tickets it\nstatus']);
    expect(notebook.kernel.status).to.equal('unstarted');
  });
});
