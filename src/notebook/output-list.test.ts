import {expect} from '@open-wc/testing';
import {type Contents, createMessage} from '../protocol/messages.js';
import {type OutputChange, type OutputChangeEvent, OutputList} from './output-list.js';
import {StreamText} from './stream-text.js';

function message<T extends keyof Contents>(type: T, content: Contents[T]) {
  return createMessage(type, content, {session: 'kernel', channel: 'shell'});
}

const stdout = (text: string) => message('stream', {name: 'stdout', text});
const stderr = (text: string) => message('stream', {name: 'stderr', text});
const display = (text: string, id?: string) =>
  message('display_data', {
    data: {'text/plain': text},
    metadata: {},
    transient: id ? {display_id: id} : {},
  });
const update = (text: string, id: string) =>
  message('update_display_data', {
    data: {'text/plain': text},
    metadata: {updated: true},
    transient: {display_id: id},
  });

function changesOf(list: OutputList): OutputChange[] {
  const changes: OutputChange[] = [];
  list.addEventListener('output-change', (event) =>
    changes.push((event as OutputChangeEvent).change),
  );
  return changes;
}

const texts = (list: OutputList) =>
  list.toJSON().map((output) => {
    if (output.output_type === 'stream') return output.text;
    return 'data' in output ? output.data['text/plain'] : output.ename;
  });

describe('OutputList', () => {
  it('takes what an output says later, also for one that has changed since it was drawn', () => {
    const list = new OutputList();
    list.handle(display('a', 'id'));
    const drawn = list.outputs[0]!;
    list.handle(update('b', 'id'));
    list.updateOutput(drawn, {'text/plain': 'c'}, {});
    list.updateOutput(drawn, {'text/plain': 'd'}, {done: true});
    expect(texts(list)).to.deep.equal(['d']);
    list.handle(update('e', 'id'));
    expect(texts(list)).to.deep.equal(['e']);
    list.clear();
    list.handle(display('f'));
    list.updateOutput(drawn, {'text/plain': 'late'}, {});
    expect(texts(list)).to.deep.equal(['f']);
  });

  it('joins what consecutive messages print to one stream', () => {
    const list = new OutputList();
    const changes = changesOf(list);
    for (const part of [stdout('a'), stdout('b\n'), stderr('!'), stdout('c')]) list.handle(part);
    expect(list.toJSON()).to.deep.equal([
      {output_type: 'stream', name: 'stdout', text: 'ab\n'},
      {output_type: 'stream', name: 'stderr', text: '!'},
      {output_type: 'stream', name: 'stdout', text: 'c'},
    ]);
    expect(changes).to.deep.equal([
      {kind: 'add', index: 0},
      {kind: 'append', index: 0},
      {kind: 'add', index: 1},
      {kind: 'add', index: 2},
    ]);
  });

  it('starts a new stream after another output', () => {
    const list = new OutputList();
    for (const part of [stdout('a'), display('x'), stdout('b')]) list.handle(part);
    expect(texts(list)).to.deep.equal(['a', 'x', 'b']);
  });

  it('carries on a recorded stream', () => {
    const list = new OutputList([{output_type: 'stream', name: 'stdout', text: ['a\n', 'b\n']}]);
    list.handle(stdout('c'));
    expect(texts(list)).to.deep.equal(['a\nb\nc']);
  });

  it('updates every display of an id, in its place', () => {
    const list = new OutputList();
    list.handle(display('one', 'id'));
    list.handle(display('other', 'else'));
    list.handle(display('two', 'id'));
    const changes = changesOf(list);
    list.handle(update('three', 'id'));
    expect(texts(list)).to.deep.equal(['three', 'other', 'three']);
    expect(list.toJSON()[0]).to.have.deep.property('metadata', {updated: true});
    expect(changes).to.deep.equal([
      {kind: 'update', index: 0},
      {kind: 'update', index: 2},
    ]);
  });

  it('lets another display with the same id update the earlier one', () => {
    const list = new OutputList();
    list.handle(display('one', 'id'));
    list.handle(display('two', 'id'));
    expect(texts(list)).to.deep.equal(['two', 'two']);
  });

  it('updates a display for a message of another cell, and says whether it had one', () => {
    const list = new OutputList();
    list.handle(display('one', 'id'));
    expect(list.updateDisplay(update('two', 'id'))).to.equal(true);
    expect(list.updateDisplay(update('three', 'unknown'))).to.equal(false);
    expect(texts(list)).to.deep.equal(['two']);
  });

  it('can update a display many times', () => {
    const list = new OutputList();
    list.handle(display('0', 'id'));
    for (let step = 1; step <= 5; step++) list.handle(update(String(step), 'id'));
    expect(texts(list)).to.deep.equal(['5']);
  });

  it('never saves a display id', () => {
    const list = new OutputList();
    list.handle(display('one', 'id'));
    expect(list.toJSON()).to.deep.equal([
      {output_type: 'display_data', data: {'text/plain': 'one'}, metadata: {}},
    ]);
  });

  it('clears at once without wait', () => {
    const list = new OutputList();
    list.handle(stdout('a'));
    const changes = changesOf(list);
    list.handle(message('clear_output', {wait: false}));
    expect(list.outputs).to.have.length(0);
    expect(changes).to.deep.equal([{kind: 'reset'}]);
  });

  it('clears with wait only when the next output comes', () => {
    const list = new OutputList();
    list.handle(stdout('a'));
    list.handle(message('clear_output', {wait: true}));
    expect(texts(list)).to.deep.equal(['a']);
    const changes = changesOf(list);
    list.handle(stdout('b'));
    expect(texts(list)).to.deep.equal(['b']);
    expect(changes).to.deep.equal([{kind: 'reset'}]);
    list.handle(stdout('c'));
    expect(texts(list)).to.deep.equal(['bc']);
  });

  it('keeps waiting to clear while a display is updated', () => {
    const list = new OutputList();
    list.handle(display('one', 'id'));
    list.handle(message('clear_output', {wait: true}));
    list.handle(update('two', 'id'));
    expect(texts(list)).to.deep.equal(['two']);
    list.handle(display('three'));
    expect(texts(list)).to.deep.equal(['three']);
  });

  it('forgets to wait once it was cleared', () => {
    const list = new OutputList();
    list.handle(message('clear_output', {wait: true}));
    list.handle(message('clear_output', {wait: false}));
    list.handle(stdout('a'));
    list.handle(stderr('b'));
    expect(texts(list)).to.deep.equal(['a', 'b']);
  });

  it('keeps results and errors as nbformat has them', () => {
    const list = new OutputList();
    list.handle(
      message('execute_result', {
        execution_count: 3,
        data: {'text/plain': '1'},
        metadata: {},
        transient: {},
      }),
    );
    list.handle(message('error', {ename: 'ValueError', evalue: 'no', traceback: ['no']}));
    expect(list.toJSON()).to.deep.equal([
      {output_type: 'execute_result', execution_count: 3, data: {'text/plain': '1'}, metadata: {}},
      {output_type: 'error', ename: 'ValueError', evalue: 'no', traceback: ['no']},
    ]);
  });

  it('makes text of what only a JSON type may hold', () => {
    const list = new OutputList();
    const data = {'text/plain': 5, 'application/json': [1], 'application/x+json': 2};
    list.handle(message('display_data', {data, metadata: {}}));
    expect(list.toJSON()[0]).to.have.deep.property('data', {...data, 'text/plain': '5'});
  });

  it('ignores messages that are no outputs', () => {
    const list = new OutputList();
    const changes = changesOf(list);
    list.handle(message('status', {execution_state: 'busy'}));
    expect(changes).to.have.length(0);
  });
});

describe('StreamText', () => {
  it('reads its ends across pieces', () => {
    const stream = new StreamText('stdout');
    const line = 'x'.repeat(40_000);
    for (const start of ['1', '2', '3', '4']) stream.append(start + line);
    expect(stream.length).to.equal(160_004);
    expect(stream.head(3)).to.equal('1xx');
    expect(stream.head(40_002)).to.equal(`1${line}2`);
    expect(stream.tail(40_002)).to.equal(`x4${line}`);
    expect(stream.text).to.have.length(160_004);
  });

  it('holds 200 MB in pieces and lists them when asked for more than one string may hold', () => {
    const stream = new StreamText('stdout');
    const megabyte = 'x'.repeat(1 << 20);
    for (let count = 0; count < 300; count++) stream.append(megabyte);
    expect(stream.length).to.equal(300 << 20);
    expect(stream.text).to.be.an('array');
    expect(stream.tail(10)).to.equal('xxxxxxxxxx');
    expect(stream.toBlob().size).to.equal(300 << 20);
  });
});
