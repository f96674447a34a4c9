import {expect} from '@open-wc/testing';
import {createMessage} from '../protocol/messages.js';
import type {BrowserKernel} from './browser-kernel.js';
import {
  distributions,
  nextMessage,
  outcome,
  run,
  runUntilReady,
  sharedKernel,
} from './test-support.js';
import type {InterruptMethod} from './worker/api.js';

const methods: InterruptMethod[] = crossOriginIsolated
  ? ['shared', 'suspend', 'poll']
  : ['suspend', 'poll'];

const endless = {
  'a loop': 'print("ready")\nwhile True: pass',
  'nested functions': [
    'def inner(n):',
    '    return sum(i * i for i in range(n))',
    'def outer():',
    '    while True: inner(100)',
    'print("ready")',
    'outer()',
  ].join('\n'),
  'time.sleep': 'import time\nprint("ready")\ntime.sleep(60)',
  'a long regular expression': 'import re\nprint("ready")\nre.match(r"(a+)+$", "a" * 32 + "b")',
  'an awaited sleep': 'import asyncio\nprint("ready")\nawait asyncio.sleep(60)',
  'an awaited task': [
    'import asyncio',
    'async def forever():',
    '    while True: await asyncio.sleep(0.01)',
    'print("ready")',
    'await asyncio.gather(forever(), forever())',
  ].join('\n'),
  'an awaited future': 'import asyncio\nprint("ready")\nawait asyncio.Future()',
  'an awaited task that never yields': [
    'import asyncio',
    'async def hog():',
    '    print("ready")',
    '    while True: pass',
    'await asyncio.create_task(hog())',
  ].join('\n'),
  'an awaited sleep beside a task that blocks': [
    'import asyncio, time',
    'async def hog():',
    '    print("ready")',
    '    time.sleep(60)',
    'hogging = asyncio.create_task(hog())',
    'await asyncio.sleep(60)',
  ].join('\n'),
  'a loop called by JavaScript': [
    'from pyodide.code import run_js',
    'def forever():',
    '    while True: pass',
    'print("ready")',
    'run_js("(f) => [1].map(() => f())")(forever)',
  ].join('\n'),
};

for (const {name, pyodideUrl} of distributions) {
  for (const interrupt of methods) {
    describe(`${name}, interrupted by method ${interrupt}`, () => {
      const kernel = sharedKernel({pyodideUrl, interrupt});

      it('says which method it uses', () => {
        expect(kernel().capabilities?.interrupt).to.equal(interrupt);
      });

      for (const [what, code] of Object.entries(endless)) {
        it(`stops ${what} and keeps the namespace`, async () => {
          await run(kernel(), 'kept = 42');
          const {execution} = await runUntilReady(kernel(), code);
          await kernel().interrupt();
          const {error} = await outcome(execution);
          expect(error?.ename).to.equal('KeyboardInterrupt');
          expect((await run(kernel(), 'kept')).result).to.equal('42');
        });
      }

      it('lets code handle the interrupt and go on', async () => {
        const code = [
          'import time',
          'try:',
          '    print("ready")',
          '    time.sleep(60)',
          'except KeyboardInterrupt:',
          '    print("caught")',
        ].join('\n');
        const {execution} = await runUntilReady(kernel(), code);
        await kernel().interrupt();
        const {reply, text} = await outcome(execution);
        expect(reply.status).to.equal('ok');
        expect(text).to.contain('caught');
      });

      it('interrupts twice in one cell', async () => {
        const code = [
          'for name in ["ready", "again"]:',
          '    try:',
          '        print(name)',
          '        while True: pass',
          '    except KeyboardInterrupt:',
          '        pass',
          'print("through")',
        ].join('\n');
        const again = nextMessage(kernel(), 'stream', ({content}) =>
          String(content['text']).includes('again'),
        );
        const {execution} = await runUntilReady(kernel(), code);
        await kernel().interrupt();
        await again;
        await kernel().interrupt();
        expect((await outcome(execution)).text).to.contain('through');
      });

      it('ends input()', async () => {
        const asked = nextMessage(kernel(), 'input_request');
        const execution = kernel().execute('input("name? ")', {allow_stdin: true});
        await asked;
        await kernel().interrupt();
        expect((await outcome(execution)).error?.ename).to.equal('KeyboardInterrupt');
      });

      it('has no later effect when nothing runs', async () => {
        await kernel().interrupt();
        await kernel().interrupt();
        const {reply} = await run(kernel(), 'for i in range(200_000): pass');
        expect(reply.status).to.equal('ok');
      });

      it('aborts the cells that are queued', async () => {
        const {execution: first} = await runUntilReady(
          kernel(),
          'print("ready")\nwhile True: pass',
        );
        const queued = [run(kernel(), 'a = 1'), run(kernel(), 'b = 1')];
        await kernel().interrupt();
        expect((await outcome(first)).error?.ename).to.equal('KeyboardInterrupt');
        for (const {reply, types} of await Promise.all(queued)) {
          expect(reply.status).to.equal('aborted');
          expect(types).to.deep.equal(['busy', 'idle']);
        }
        expect((await run(kernel(), '1')).result).to.equal('1');
      });

      it('calls the handler that the code has set for SIGINT', async () => {
        const code = [
          'import signal, time',
          'seen = []',
          'old = signal.signal(signal.SIGINT, lambda *_: seen.append(1))',
          'print("ready")',
          'while not seen: pass',
          '_ = signal.signal(signal.SIGINT, old)',
        ].join('\n');
        const {execution} = await runUntilReady(kernel(), code);
        await kernel().interrupt();
        expect((await outcome(execution)).reply.status).to.equal('ok');
      });

      it('answers the control channel while Python runs', async () => {
        const {execution} = await runUntilReady(kernel(), 'print("ready")\nwhile True: pass');
        const replied = nextMessage(kernel(), 'kernel_info_reply');
        const request = createMessage(
          'kernel_info_request',
          {},
          {channel: 'control', session: 's'},
        );
        kernel().send(request);
        const reply = await replied;
        expect(reply.channel).to.equal('control');
        expect(reply.parent_header).to.deep.equal(request.header);
        await kernel().interrupt();
        await execution;
      });

      describe('input()', () => {
        const answers = ['Ada', '', 'Füße 🐍 \u0000', '\ufeff' + 'x'.repeat(200_000)];
        for (const answer of answers) {
          it(`gives the answer of ${answer.length} characters`, async () => {
            const outcome = answering(
              kernel(),
              [answer],
              'line = input("name? "); print(line, end="")',
            );
            expect((await outcome).text).to.equal(answer);
          });
        }

        it('asks several times, also inside callbacks', async () => {
          const code =
            'print(sorted(["b", "a"], key=lambda text: input(text)))\nprint(input(), input())';
          const {text} = await answering(kernel(), ['2', '1', 'x', 'y'], code);
          expect(text).to.equal("['a', 'b']\nx y\n");
        });

        it('asks in a function that JavaScript calls', async () => {
          const code = [
            'from pyodide.code import run_js',
            'run_js("(f) => [1].map(() => f())")(lambda: print(input()))',
          ].join('\n');
          expect((await answering(kernel(), ['deep'], code)).text).to.equal('deep\n');
        });

        it('does not take the answer to a question that was interrupted', async () => {
          const asked = nextMessage(kernel(), 'input_request');
          const first = kernel().execute('input("old? ")', {allow_stdin: true});
          await asked;
          await kernel().interrupt();
          answer(kernel(), 'late');
          await first;
          const {text} = await answering(kernel(), ['new'], 'print(input("new? "))');
          expect(text).to.equal('new\n');
        });
      });

      it('lets no other task run while code waits without awaiting', async () => {
        const code = [
          'import asyncio, time',
          'ticks = 0',
          'async def tick():',
          '    global ticks',
          '    while True:',
          '        ticks += 1',
          '        await asyncio.sleep(0)',
          'task = asyncio.create_task(tick())',
          'await asyncio.sleep(0.01)',
          'before = ticks',
          'time.sleep(0.1)',
          'end = time.perf_counter() + 0.2',
          'while time.perf_counter() < end: pass',
          'during = ticks - before',
          'await asyncio.sleep(0.01)',
          'after = ticks - before',
          'task.cancel()',
          'during, after > 0',
        ].join('\n');
        expect((await run(kernel(), code)).result).to.equal('(0, True)');
      });
    });
  }
}

function answer(kernel: BrowserKernel, value: string): void {
  kernel.send(createMessage('input_reply', {value}, {channel: 'stdin', session: 's'}));
}

function answering(kernel: BrowserKernel, answers: string[], code: string) {
  const listener = ({message}: {message: {header: {msg_type: string}}}) => {
    if (message.header.msg_type === 'input_request') answer(kernel, answers.shift() ?? '');
  };
  kernel.addEventListener('kernel-message', listener);
  return run(kernel, code, {allow_stdin: true}).finally(() =>
    kernel.removeEventListener('kernel-message', listener),
  );
}
