import {expect} from '@open-wc/testing';
import {formatNotebook, type CodeCell} from './nbformat.js';
import {NotebookFormatError, readNotebook} from './nbformat-reader.js';

const empty = {nbformat: 4, nbformat_minor: 5, metadata: {}, cells: []};
const code = {cell_type: 'code', metadata: {}, source: 'x = 1', outputs: [], execution_count: null};

describe('readNotebook', () => {
  it('reads the text of a file as well as its JSON', () => {
    expect(readNotebook(JSON.stringify(empty))).to.deep.equal(readNotebook(empty));
  });

  it('gives cells of nbformat 4.0 to 4.4 the ids that 4.5 asks for', () => {
    const {cells, nbformat_minor} = readNotebook({
      ...empty,
      nbformat_minor: 2,
      cells: [code, {cell_type: 'markdown', metadata: {}, source: ['# Title\n', 'text']}],
    });
    expect(nbformat_minor).to.equal(5);
    expect(cells[0]!.id).to.match(/^[a-zA-Z0-9-_]{1,64}$/);
    expect(cells[1]!.id).to.not.equal(cells[0]!.id);
    expect(cells[1]!.source).to.equal('# Title\ntext');
  });

  it('replaces ids that are doubled or not allowed', () => {
    const ids = ['a', 'a', 'not allowed!', 'b'].map((id) => ({...code, id}));
    const read = readNotebook({...empty, cells: ids}).cells.map(({id}) => id);
    expect(read[0]).to.equal('a');
    expect(read[3]).to.equal('b');
    expect(new Set(read).size).to.equal(4);
  });

  it('keeps metadata, and in it the fields that the format does not know', () => {
    const {metadata, cells} = readNotebook({
      ...empty,
      metadata: {authors: [{name: 'Ada'}]},
      x_course: 7,
      cells: [{...code, metadata: {tags: ['plot']}, pinned: true}],
    });
    expect(metadata).to.deep.equal({authors: [{name: 'Ada'}], unknown_fields: {x_course: 7}});
    expect(cells[0]!.metadata).to.deep.equal({tags: ['plot'], unknown_fields: {pinned: true}});
  });

  it('fills in what old files leave out of outputs', () => {
    const outputs = [
      {output_type: 'stream', text: ['a\n', 'b']},
      {output_type: 'display_data', data: {'text/plain': '1'}},
    ];
    const [cell] = readNotebook({...empty, cells: [{...code, outputs}]}).cells as CodeCell[];
    expect(cell!.outputs).to.deep.equal([
      {output_type: 'stream', name: 'stdout', text: 'a\nb'},
      {output_type: 'display_data', data: {'text/plain': '1'}, metadata: {}},
    ]);
  });

  it('makes valid what is odd in outputs, rather than refuse the notebook', () => {
    const outputs = [
      {output_type: 'stream', name: 'log', text: 'a', extra: 1},
      {output_type: 'error', ename: 5, evalue: null, traceback: 'line'},
      {output_type: 'execute_result', data: {}, execution_count: 'one', transient: {}},
    ];
    const [cell] = readNotebook({...empty, cells: [{...code, outputs}]}).cells as CodeCell[];
    expect(cell!.outputs).to.deep.equal([
      {output_type: 'stream', name: 'stdout', text: 'a'},
      {output_type: 'error', ename: '5', evalue: '', traceback: ['line']},
      {output_type: 'execute_result', execution_count: null, data: {}, metadata: {}},
    ]);
  });

  const bad: [string, unknown, RegExp][] = [
    ['a page that is not JSON', '<!doctype html>', /not JSON/],
    ['other JSON', {hello: 1}, /no "nbformat" number/],
    ['null', null, /The notebook is not a JSON object/],
    ['nbformat 3', {nbformat: 3, worksheets: []}, /old format nbformat 3.*nbconvert/],
    ['nbformat 5', {...empty, nbformat: 5}, /newer than this library/],
    ['no cells', {nbformat: 4, metadata: {}}, /no list of "cells"/],
    [
      'an unknown cell type',
      {...empty, cells: [{...code, cell_type: 'sql'}]},
      /cells\[0\].cell_type/,
    ],
    ['no source', {...empty, cells: [{...code, source: 5}]}, /cells\[0\].source/],
    ['bad outputs', {...empty, cells: [code, {...code, outputs: [{}]}]}, /cells\[1\].outputs\[0\]/],
  ];
  for (const [what, file, message] of bad) {
    it(`says what is wrong with ${what}`, () => {
      expect(() => readNotebook(file)).to.throw(NotebookFormatError, message);
    });
  }
});

describe('formatNotebook', () => {
  it('writes sources as lists of lines, as Jupyter does', () => {
    const file = readNotebook({...empty, cells: [{...code, source: 'a = 1\nb = 2\n'}]});
    const {cells} = JSON.parse(formatNotebook(file)) as typeof file;
    expect(cells[0]!.source).to.deep.equal(['a = 1\n', 'b = 2\n']);
    expect(readNotebook(formatNotebook(file))).to.deep.equal(file);
  });
});
