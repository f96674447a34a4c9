import {expect} from '@open-wc/testing';
import {CellModel} from './cell-model.js';
import {NotebookModel} from './notebook-model.js';

describe('NotebookModel', () => {
  function notebookOf(...sources: string[]): NotebookModel {
    const notebook = new NotebookModel();
    notebook.sync(sources.map((source) => new CellModel({cell_type: 'code', source})));
    return notebook;
  }
  const sources = (notebook: NotebookModel): string[] => notebook.cells.map(({source}) => source);

  it('brings back a deleted cell at its place, as the same cell', () => {
    const notebook = notebookOf('a', 'b', 'c');
    const [, cell] = notebook.cells;
    notebook.remove([cell!]);
    expect(sources(notebook)).to.deep.equal(['a', 'c']);
    expect(notebook.undoLabel).to.equal('Delete cell');
    notebook.undo();
    expect(notebook.cells[1]).to.equal(cell);
    notebook.redo();
    expect(sources(notebook)).to.deep.equal(['a', 'c']);
  });

  it('undoes in the reverse order', () => {
    const notebook = notebookOf('a', 'b', 'c');
    notebook.move(notebook.cells[0]!, 2);
    notebook.remove([notebook.cells[0]!, notebook.cells[1]!]);
    expect(sources(notebook)).to.deep.equal(['a']);
    notebook.undo();
    expect(sources(notebook)).to.deep.equal(['b', 'c', 'a']);
    notebook.undo();
    expect(sources(notebook)).to.deep.equal(['a', 'b', 'c']);
    expect(notebook.undo()).to.equal(false);
  });

  it('splits at the caret and merges again', () => {
    const notebook = notebookOf('a = 1\nb = 2');
    notebook.split(notebook.cells[0]!, 6);
    expect(sources(notebook)).to.deep.equal(['a = 1', 'b = 2']);
    notebook.mergeBelow(notebook.cells[0]!);
    expect(sources(notebook)).to.deep.equal(['a = 1\nb = 2']);
    notebook.undo();
    notebook.undo();
    expect(sources(notebook)).to.deep.equal(['a = 1\nb = 2']);
  });

  it('clears outputs and brings them back', () => {
    const notebook = new NotebookModel();
    notebook.load(
      {
        nbformat: 4,
        nbformat_minor: 5,
        metadata: {},
        cells: [
          {
            cell_type: 'code',
            id: 'a',
            source: 'print(1)',
            metadata: {},
            execution_count: 4,
            outputs: [{output_type: 'stream', name: 'stdout', text: '1\n'}],
          },
        ],
      },
      {trusted: false},
    );
    const before = notebook.toJSON();
    notebook.clearOutputs(notebook.cells);
    expect(notebook.toJSON().cells[0]).to.include({execution_count: null});
    notebook.undo();
    expect(notebook.toJSON()).to.deep.equal(before);
  });

  it('keeps a text cell of code when its type changes back', () => {
    const notebook = notebookOf('# not a heading');
    notebook.setType(notebook.cells[0]!, 'markdown');
    expect(notebook.toJSON().cells[0]).to.have.property('cell_type', 'markdown');
    notebook.undo();
    expect(notebook.toJSON().cells[0]).to.have.property('cell_type', 'code');
  });

  it('writes unique ids also where a cell comes twice', () => {
    const notebook = new NotebookModel();
    notebook.sync([new CellModel({id: 'same'}), new CellModel({id: 'same'})]);
    const ids = notebook.toJSON().cells.map(({id}) => id);
    expect(ids[0]).to.equal('same');
    expect(ids[1]).to.not.equal('same');
  });
});
