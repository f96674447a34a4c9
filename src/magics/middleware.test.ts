import {expect, fixture, html} from '@open-wc/testing';
import '../define.js';
import type {CellElement} from '../elements/cell.js';
import type {NotebookElement} from '../elements/notebook.js';
import type {Message} from '../protocol/messages.js';
import type {Output} from '../protocol/nbformat.js';
import {until} from '../test-support.js';
import {MagicError} from './errors.js';
import type {MagicCall} from './magic.js';

describe('Magics of a notebook', () => {
  let notebook: NotebookElement;
  const remove: (() => void)[] = [];

  before(async () => {
    const kernel = await fixture(
      html`<serverless-kernel
        name="magics"
        pyodide-url="/pyodide/"
        packages="pandas"
      ></serverless-kernel>`,
    );
    document.body.append(kernel);
    notebook = document.createElement('serverless-notebook');
    notebook.setAttribute('kernel', 'magics');
    document.body.append(notebook);
    await notebook.updateComplete;
  });
  after(() => {
    void notebook.kernel.shutdown();
    notebook.remove();
  });
  afterEach(() => {
    for (const each of remove.splice(0)) each();
  });

  const add = (handler: Parameters<typeof notebook.magics.add>[0]): void =>
    void remove.push(notebook.magics.add(handler));

  async function cellOf(source: string): Promise<CellElement> {
    notebook.load({
      nbformat: 4,
      nbformat_minor: 5,
      metadata: {},
      cells: [
        {cell_type: 'code', id: 'a', metadata: {}, source, outputs: [], execution_count: null},
      ],
    });
    await notebook.updateComplete;
    return notebook.cells[0]!;
  }

  async function run(source: string): Promise<CellElement> {
    const cell = await cellOf(source);
    await cell.run();
    return cell;
  }

  const python = async (source: string): Promise<string> => text((await run(source)).outputs);

  it('inject rows as a frame, show it, and keep it under _', async () => {
    add({
      name: 'two',
      run: () =>
        Promise.resolve({
          table: [
            {a: 1, b: 'x'},
            {a: 2, b: 'y'},
          ],
        }),
    });
    const cell = await run('%%two\nall');
    expect(cell.outputs).to.have.length(1);
    expect(cell.outputs[0]).to.include({output_type: 'execute_result'});
    expect(text(cell.outputs)).to.equal('   a  b\n0  1  x\n1  2  y');
    const output = cell.shadowRoot!.querySelector('serverless-output')!;
    await until(() => output.shadowRoot!.textContent.includes('2 rows in '));
    expect(JSON.stringify(notebook.toJSON())).not.to.contain('2 rows in');
    expect(await python('type(_).__name__, _.a.dtype')).to.contain("'DataFrame'");
  });

  it('assign the frame silently with NAME <<, and show it too with NAME = <<', async () => {
    add({name: 'two', run: () => Promise.resolve({table: [{a: 1}]})});
    expect((await run('%%two quiet <<\nall')).outputs).to.deep.equal([]);
    expect(await python('quiet.a.tolist()')).to.equal('[1]');
    expect(text((await run('%%two loud = <<\nall')).outputs)).to.equal('   a\n0  1');
    expect((await run('%%two --out third\nall')).outputs).to.deep.equal([]);
    expect(await python('loud.equals(third)')).to.equal('True');
  });

  it('are counted and remembered as if Python had run them', async () => {
    add({name: 'two', run: () => Promise.resolve({table: [{a: 1}]})});
    const before = (await run('1')).executionCount!;
    expect((await run('%%two\nhello')).executionCount).to.equal(before + 1);
    expect(await python(`In[${before + 1}]`)).to.equal(String.raw`'%%two\nhello'`);
    expect((await run('2')).executionCount).to.equal(before + 3);
  });

  it('get the flags, the connection and the body', async () => {
    const calls: MagicCall[] = [];
    const remember = (call: MagicCall): Promise<undefined> => {
      calls.push(call);
      return Promise.resolve(undefined);
    };
    const flags = {limit: {type: 'integer', help: 'rows'}} as const;
    add({name: 'ask', flags, run: remember});
    add({name: 'ask', connection: 'other', flags, run: remember});
    await run('%%ask other --limit 5 x <<\nSELECT 1\n');
    await run('\n%%ask SELECT 2 --no flag\nFROM t');
    expect(calls[0]).to.deep.include({connection: 'other', body: 'SELECT 1\n', flags: {limit: 5}});
    expect(calls[0]!.target).to.deep.equal({name: 'x', show: false});
    expect(calls[1]).to.deep.include({connection: '', body: 'SELECT 2 --no flag\nFROM t'});
  });

  it('say which flags and connections there are when a cell names another', async () => {
    add({name: 'ask', connection: 'north', run: () => Promise.resolve(undefined)});
    add({name: 'ask', connection: 'south', run: () => Promise.resolve(undefined)});
    expect(text((await run('%%ask west\nhello')).outputs)).to.contain(
      'no connection "west". There are: south, north.',
    );
    expect(text((await run('%%ask north --fast\nhello')).outputs)).to.contain(
      '%%ask has no flag --fast.',
    );
  });

  it('mark the place of an error in the cell, and leave variables as they were', async () => {
    await run('kept = 1');
    const error = new MagicError('SqlError', 'no such column: b', {position: {line: 2, column: 3}});
    add({name: 'bad', run: () => Promise.reject(error)});
    const cell = await run('%%bad kept <<\nSELECT\n  b');
    expect(cell.state).to.include({is: 'error', ename: 'SqlError'});
    const plain = text(cell.outputs);
    expect(plain).to.match(/line 3\n {6}b\n {6}\^/);
    expect(plain).to.contain('SqlError: no such column: b');
    const next = await run('kept');
    expect(text(next.outputs)).to.equal('1');
    expect(next.executionCount).to.equal(cell.executionCount! + 1);
  });

  it('show progress only while they run', async () => {
    let finish!: () => void;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    add({
      name: 'slow',
      async run(call) {
        call.print('started\n');
        call.progress({text: 'Working', fraction: 0.5});
        await finished;
        return {table: [{a: 1}]};
      },
    });
    const cell = await cellOf('%%slow\nx');
    const done = cell.run();
    await until(() => text(cell.outputs).includes('Working: 50 %'));
    finish();
    await done;
    expect(cell.outputs.map(({output_type: type}) => type)).to.deep.equal([
      'stream',
      'execute_result',
    ]);
    expect(text(cell.outputs)).to.equal('started\n   a\n0  1');
  });

  it('end at once when they are interrupted, and Python goes on', async () => {
    let aborted = false;
    add({
      name: 'endless',
      run: ({signal}) =>
        new Promise(() => signal.addEventListener('abort', () => (aborted = true))),
    });
    const cell = await cellOf('%%endless\nx');
    const done = cell.run();
    await until(() => cell.state.is === 'running' && cell.state.since !== null);
    await cell.interrupt();
    await done;
    expect(aborted).to.equal(true);
    expect(cell.state).to.include({is: 'error', ename: 'KeyboardInterrupt'});
    expect(await python('1 + 1')).to.equal('2');
  });

  it('end at once when they are interrupted while Python boots', async () => {
    add({name: 'two', run: () => Promise.resolve({table: [{a: 1}]})});
    const cell = await cellOf('%%two x <<\nall');
    void notebook.kernel.restart();
    await until(() => notebook.kernel.status === 'starting');
    const done = cell.run();
    await until(() => cell.state.is === 'running' && cell.state.since !== null);
    await cell.interrupt();
    await done;
    expect(notebook.kernel.status).to.equal('starting');
    expect(cell.state).to.include({is: 'error', ename: 'KeyboardInterrupt'});
    expect(await python('"x" in globals()')).to.equal('False');
  });

  it('are aborted by a restart, as every cell is', async () => {
    let aborted = false;
    add({
      name: 'endless',
      run: ({signal}) =>
        new Promise(() => signal.addEventListener('abort', () => (aborted = true))),
    });
    const cell = await cellOf('%%endless\nx');
    const done = cell.run();
    await until(() => cell.state.is === 'running' && cell.state.since !== null);
    await notebook.restart();
    await done;
    expect(aborted).to.equal(true);
    expect(cell.state).to.deep.equal({is: 'aborted', ran: true});
    expect(cell.outputs).to.deep.equal([]);
  });

  it('let unknown magics through, and list those that there are when Python knows none either', async () => {
    add({name: 'ask', run: () => Promise.resolve(undefined)});
    expect(text((await run('%%capture out\nprint(1)')).outputs)).to.equal('');
    const output = text((await run('%%asc x\nhello')).outputs);
    expect(output).to.contain('Cell magic `%%asc` not found');
    expect(output).to.contain('This page answers %%ask');
    expect(text((await run('%%googlesheet x\nhello')).outputs)).to.contain(
      '<serverless-googlesheet>',
    );
  });

  it('send what a kernel would send', async () => {
    add({name: 'two', run: () => Promise.resolve({table: [{a: 1}]})});
    const cell = await cellOf('%%two\nx');
    const messages: Message[] = [];
    const listener = ({message}: {message: Message}): void => void messages.push(message);
    notebook.kernel.addEventListener('kernel-message', listener);
    await cell.run();
    notebook.kernel.removeEventListener('kernel-message', listener);
    const {msg_id} = cell.model.execution!.header;
    const own = messages.filter(({parent_header: parent}) => parent.msg_id === msg_id);
    const types = own.map(({header, content}) =>
      header.msg_type === 'status' ? content['execution_state'] : header.msg_type,
    );
    expect(types).to.deep.equal([
      'busy',
      'execute_input',
      'execute_result',
      'execute_reply',
      'idle',
    ]);
  });
});

/** What a reader sees, without colours. */
function text(outputs: readonly Output[]): string {
  const parts = outputs.map((output) => {
    if (output.output_type === 'stream') return [output.text].flat().join('');
    if (output.output_type === 'error') return output.traceback.join('\n');
    return String(output.data['text/plain']);
  });

  return parts.join('').replace(/\x1b\[[\d;]*m/g, '');
}
