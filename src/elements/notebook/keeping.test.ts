import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import '../../define.js';
import type {NotebookFile} from '../../protocol/nbformat.js';
import {uuid} from '../../protocol/uuid.js';
import {until} from '../../test-support.js';
import type {NotebookElement} from '../notebook.js';

const fileOf = (source: string): NotebookFile => ({
  nbformat: 4,
  nbformat_minor: 5,
  metadata: {},
  cells: [{cell_type: 'markdown', id: 'a', metadata: {}, source}],
});
const urlOf = (source: string): string =>
  URL.createObjectURL(new Blob([JSON.stringify(fileOf(source))]));
const sources = (notebook: NotebookElement): string[] => notebook.cells.map(({source}) => source);

describe("A reader's changes", () => {
  async function visit(key: string, src = ''): Promise<NotebookElement> {
    const notebook = document.createElement('serverless-notebook');
    notebook.persist = key;
    notebook.src = src;
    const loaded = oneEvent(notebook, 'serverless-load');
    await fixture(html`${notebook}`);
    await loaded;
    return notebook;
  }

  it('come back in a file that the page loads by script', async () => {
    const key = uuid();
    const first = await visit(key);
    first.load(fileOf('author'));
    first.cells[0]!.source = 'reader';
    await until(() => first.shadowRoot!.textContent.includes('Your changes are kept'));
    first.remove();

    const second = await visit(key);
    second.load(fileOf('author'));
    expect(sources(second)).to.deep.equal(['author']);
    await until(() => sources(second).join() === 'reader');
  });

  it('do not become those of another file that the page shows later', async () => {
    const notebook = await visit(uuid(), urlOf('first'));
    for (const file of ['second', 'first']) {
      const loaded = oneEvent(notebook, 'serverless-load');
      notebook.src = urlOf(file);
      await loaded;
      await notebook.save();
      expect(sources(notebook)).to.deep.equal([file]);
      expect(notebook.shadowRoot!.textContent).not.to.include('Your changes are kept');
    }
  });
});
