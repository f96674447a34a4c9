import {expect} from '@open-wc/testing';
import {uuid} from '../protocol/uuid.js';
import {CellModel} from './cell-model.js';
import {Keeper} from './keeper.js';
import {NotebookModel} from './notebook-model.js';

describe('Keeper', () => {
  let key: string;
  beforeEach(() => (key = uuid()));

  function keeperOf(notebook: NotebookModel): Keeper {
    const {cells} = notebook;
    return new Keeper(notebook, key, {cells, file: cells.map((cell) => cell.toJSON())});
  }

  /** What a visit of the page finds when the author has written these cells. */
  async function visit(...sources: string[]): Promise<{notebook: NotebookModel; keeper: Keeper}> {
    const notebook = new NotebookModel();
    notebook.sync(sources.map((source) => new CellModel({cell_type: 'code', source})));
    const keeper = keeperOf(notebook);
    await keeper.restore();
    return {notebook, keeper};
  }
  const sources = (notebook: NotebookModel): string[] => notebook.cells.map(({source}) => source);

  async function edit(author: string[], change: (notebook: NotebookModel) => void): Promise<void> {
    const {notebook, keeper} = await visit(...author);
    change(notebook);
    await keeper.save();
  }

  it("shows a reader's edits at the next visit", async () => {
    await edit(['a', 'b'], (notebook) => {
      notebook.cells[1]!.update({source: 'mine'});
      notebook.insert(1, [new CellModel({cell_type: 'markdown', source: 'new'})]);
    });
    const {notebook, keeper} = await visit('a', 'b');
    expect(sources(notebook)).to.deep.equal(['a', 'new', 'mine']);
    expect(notebook.cells[1]!.type).to.equal('markdown');
    expect(keeper.kept.is).to.equal('shown');
  });

  it("restores into the author's own cells, which carry the author's settings", async () => {
    await edit(['a', 'b'], (notebook) => notebook.remove([notebook.cells[0]!]));
    const notebook = new NotebookModel();
    const cells = ['a', 'b'].map((source) => new CellModel({cell_type: 'code', source}));
    notebook.sync(cells);
    await keeperOf(notebook).restore();
    expect(notebook.cells).to.deep.equal([cells[1]]);
  });

  /** Stands for a browser that lets an entry be only so large: it ends the transaction. */
  async function withLimit(action: () => Promise<void>): Promise<void> {
    const {put} = Object.getOwnPropertyDescriptors(IDBObjectStore.prototype);
    IDBObjectStore.prototype.put = function (...content) {
      const request = put.value!.apply(this, content);
      if (JSON.stringify(content).includes('too large')) this.transaction.abort();
      return request;
    };
    await action();
    Object.defineProperty(IDBObjectStore.prototype, 'put', put);
  }

  it('keeps what was written without the outputs, where these are too large', async () => {
    const {notebook, keeper} = await visit('a', 'b');
    const [first, second] = notebook.cells;
    first!.setOutputs([{output_type: 'stream', name: 'stdout', text: 'too large'}]);
    second!.update({source: 'mine'});
    await withLimit(() => keeper.save());
    expect(keeper.kept).to.include({is: 'shown', withOutputs: false});
    const later = (await visit('a', 'b')).notebook;
    expect(sources(later)).to.deep.equal(['a', 'mine']);
    expect(later.cells[0]!.outputs.outputs).to.have.length(0);
  });

  it('never hides a newer version of the page', async () => {
    await edit(['a'], (notebook) => notebook.cells[0]!.update({source: 'mine'}));
    const {notebook, keeper} = await visit('a, better');
    expect(sources(notebook)).to.deep.equal(['a, better']);
    expect(keeper.outdated).to.be.a('number');
    await keeper.showOutdated();
    expect(sources(notebook)).to.deep.equal(['mine']);
    expect(keeper.outdated).to.equal(null);
    expect(sources((await visit('a, better')).notebook)).to.deep.equal(['mine']);
  });

  it("discards the reader's changes and shows what the author wrote", async () => {
    await edit(['a', 'b'], (notebook) => notebook.remove([notebook.cells[0]!]));
    const {notebook, keeper} = await visit('a', 'b');
    expect(sources(notebook)).to.deep.equal(['b']);
    const takeBack = await keeper.discard();
    expect(sources(notebook)).to.deep.equal(['a', 'b']);
    expect(sources((await visit('a', 'b')).notebook)).to.deep.equal(['a', 'b']);
    await takeBack();
    expect(sources(notebook)).to.deep.equal(['b']);
    expect(sources((await visit('a', 'b')).notebook)).to.deep.equal(['b']);
  });

  it('keeps nothing where nothing was changed', async () => {
    await edit(['a'], () => {});
    const {keeper} = await visit('a');
    expect(keeper.kept.is).to.equal('none');
  });

  it('forgets changes that were taken back', async () => {
    await edit(['a'], (notebook) => notebook.cells[0]!.update({source: 'mine'}));
    await edit(['a'], (notebook) => notebook.cells[0]!.update({source: 'a'}));
    expect((await visit('a')).keeper.kept.is).to.equal('none');
  });
});
