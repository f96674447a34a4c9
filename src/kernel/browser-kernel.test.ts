import {expect} from '@open-wc/testing';
import {createMessage} from '../protocol/messages.js';
import {BrowserKernel} from './browser-kernel.js';
import type {Execution} from './execution.js';
import {distributions, nextMessage, run, runUntilReady, sharedKernel} from './test-support.js';

for (const {name, pyodideUrl} of distributions) {
  describe(`BrowserKernel on ${name}`, () => {
    const kernel = sharedKernel({pyodideUrl});

    it('brackets what a cell sends with busy and idle', async () => {
      const {types, text, result} = await run(kernel(), 'print("text")\n1 + 1');
      expect(types).to.deep.equal(['busy', 'execute_input', 'stream', 'execute_result', 'idle']);
      expect(text).to.equal('text\n');
      expect(result).to.equal('2');
    });

    it('answers a request of an unknown kind with nothing, and goes on', async () => {
      const request = createMessage('complete_request', {code: '', cursor_pos: 0}, {session: 's'});
      const header = {...request.header, msg_type: 'nonsense_request'};
      kernel().send({...request, header});
      expect((await run(kernel(), '1')).result).to.equal('1');
    });

    it('brings many printed lines in order, in few messages', async () => {
      const outcome = await run(kernel(), 'for i in range(10_000): print(i)');
      expect(outcome.text).to.equal(Array.from({length: 10_000}, (_, i) => `${i}\n`).join(''));
      expect(outcome.all('stream')).to.have.length.below(101);
    });

    it('lets Python wait while the page is behind', async () => {
      const {text} = await run(kernel(), 'for _ in range(60): print("x" * 999_999)');
      expect(text.length).to.equal(60_000_000);
    });

    it('gives late output of a task the parent that started it', async () => {
      const late = nextMessage(kernel(), 'stream', ({content}) => content['text'] === 'late\n');
      const code = [
        'import asyncio',
        'async def say():',
        '    await asyncio.sleep(0.1)',
        '    print("late")',
        'task = asyncio.create_task(say())',
      ].join('\n');
      const execution = kernel().execute(code);
      await execution;
      await run(kernel(), '1');
      expect((await late).parent_header['msg_id']).to.equal(execution.header.msg_id);
    });

    it('aborts what is queued behind an error, but not what comes later', async () => {
      const failing = run(kernel(), '1 / 0');
      const queued = run(kernel(), 'queued = 1');
      expect((await failing).error?.ename).to.equal('ZeroDivisionError');
      expect((await queued).reply.status).to.equal('aborted');
      expect((await run(kernel(), '"queued" in globals()')).result).to.equal('False');
    });

    it('goes on with what is queued where stop_on_error is false', async () => {
      const failing = run(kernel(), '1 / 0', {stop_on_error: false});
      const queued = run(kernel(), '2');
      await failing;
      expect((await queued).result).to.equal('2');
    });

    it('routes by id and type, since clients may use one id for two requests', async () => {
      const {header, ...rest} = createMessage(
        'execute_request',
        {code: 'pass', silent: false},
        {session: 's'},
      );
      const replies: string[] = [];
      const done = nextMessage(kernel(), 'is_complete_reply');
      kernel().addEventListener('kernel-message', ({message}) => {
        if (message.channel === 'shell') replies.push(message.header.msg_type);
      });
      kernel().send({header, ...rest});
      const other = {...header, msg_type: 'is_complete_request'};
      kernel().send({...rest, header: other});
      await done;
      expect(replies).to.deep.equal(['execute_reply', 'is_complete_reply']);
    });

    it('completes and inspects', async () => {
      await run(kernel(), 'answer = 42');
      const {matches} = await kernel().request('complete_request', {code: 'answ', cursor_pos: 4});
      expect(matches).to.include('answer');
      const {found} = await kernel().request('inspect_request', {code: 'answer', cursor_pos: 6});
      expect(found).to.equal(true);
    });

    it('restarts in the middle of a cell: all that was queued is aborted, nothing is left', async () => {
      await run(kernel(), 'left = 1');
      const {execution} = await runUntilReady(kernel(), 'print("ready")\nwhile True: pass');
      const queued = run(kernel(), 'pass');
      await kernel().restart();
      expect((await execution).status).to.equal('aborted');
      expect((await queued).reply.status).to.equal('aborted');
      expect((await run(kernel(), 'left')).error?.ename).to.equal('NameError');
    });

    it('says that its worker has died, and comes back by a restart', async () => {
      const execution = kernel().execute(
        'import js\njs.close()\nawait js.Promise.new(lambda *_: 0)',
      );
      const failure = await failureOf(execution);
      expect(failure.message).to.contain('has died');
      expect(kernel().status).to.equal('dead');
      await kernel().restart();
      expect((await run(kernel(), '1')).result).to.equal('1');
    });
  });
}

describe('BrowserKernel', () => {
  it('fetches nothing before it runs something', () => {
    const kernel = new BrowserKernel({pyodideUrl: '/nowhere/'});
    expect(kernel.status).to.equal('unstarted');
    expect(kernel.info).to.equal(null);
  });

  it('keeps two kernels apart', async () => {
    const [left, right] = [1, 2].map(() => new BrowserKernel({pyodideUrl: '/pyodide/'}));
    await Promise.all([run(left!, 'side = "left"'), run(right!, 'side = "right"')]);
    expect((await run(left!, 'side')).result).to.equal("'left'");
    await left!.shutdown();
    expect((await run(right!, 'side')).result).to.equal("'right'");
    await right!.shutdown();
  });

  it('says in its failure and in the execution that there is no Pyodide, and can be tried again', async () => {
    const kernel = new BrowserKernel({pyodideUrl: '/nowhere/'});
    for (let attempt = 0; attempt < 2; attempt++) {
      const failure = await failureOf(kernel.execute('1'));
      expect(failure.message).to.contain('/nowhere/pyodide-lock.json answered 404');
      expect(failure.message).to.contain('serverless-notebook vendor');
      expect(kernel.failure).to.equal(failure);
      expect(kernel.status).to.equal('dead');
    }
  });

  it('tells how far it has come with phases and bytes, and loads packages that a cell imports', async () => {
    const kernel = new BrowserKernel({pyodideUrl: '/pyodide/'});
    const phases = new Set<string>();
    let loadedBytes = 0;
    kernel.addEventListener('kernel-status', () => {
      if (!kernel.progress) return;
      phases.add(kernel.progress.phase);
      loadedBytes = Math.max(loadedBytes, kernel.progress.loadedBytes);
    });
    await kernel.start();
    expect([...phases]).to.include('Downloading Python');
    expect(loadedBytes).to.be.above(1_000_000);
    expect((await run(kernel, 'import numpy\nint(numpy.arange(4).sum())')).result).to.equal('6');
    expect([...phases].some((phase) => phase.startsWith('Loading numpy'))).to.equal(true);
    await kernel.shutdown();
  });

  it('answers a shutdown at once, also while code runs', async () => {
    const kernel = new BrowserKernel({pyodideUrl: '/pyodide/'});
    await runUntilReady(kernel, 'print("ready")\nwhile True: pass');
    const replied = nextMessage(kernel, 'shutdown_reply');
    const content = {restart: true};
    kernel.send(createMessage('shutdown_request', content, {channel: 'control', session: 's'}));
    expect((await replied).content).to.deep.equal({status: 'ok', restart: true});
    expect(kernel.status).to.equal('dead');
  });
});

async function failureOf(execution: Execution): Promise<Error> {
  try {
    await execution.done;
  } catch (error) {
    return error as Error;
  }
  throw new Error('The execution did not fail.');
}
