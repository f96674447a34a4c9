import {expect} from '@open-wc/testing';
import {BrowserKernel} from './browser-kernel.js';

describe('BrowserKernel', () => {
  it('runs code', async () => {
    const kernel = new BrowserKernel({pyodideUrl: '/pyodide/'});
    const execution = kernel.execute('print(1 + 1)');
    const texts: unknown[] = [];
    for await (const message of execution) {
      if (message.header.msg_type === 'stream') texts.push(message.content['text']);
    }
    expect((await execution).status).to.equal('ok');
    expect(texts).to.deep.equal(['2\n']);
    await kernel.shutdown();
  });
});
