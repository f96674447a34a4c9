import {expect, fixture, html} from '@open-wc/testing';
import '../define.js';
import type {CellElement} from './cell.js';
import type {KernelElement} from './kernel.js';
import {pageKernels} from './page-kernels.js';

describe('<serverless-kernel>', () => {
  it('gives a kernel to everything inside', async () => {
    const kernel = await fixture<KernelElement>(html`
      <serverless-kernel pyodide-url="/pyodide/">
        <serverless-cell id="a"></serverless-cell>
        <div><serverless-cell id="b"></serverless-cell></div>
      </serverless-kernel>
    `);
    const [a, b] = kernel.querySelectorAll('serverless-cell');
    expect(a!.kernel).to.equal(kernel.kernel);
    expect(b!.kernel).to.equal(kernel.kernel);
    expect(a!.kernel).to.not.equal(pageKernels().get(''));
  });

  it("configures the page's kernel when it is empty", async () => {
    const cell = await fixture<CellElement>(html`<serverless-cell></serverless-cell>`);
    const before = cell.kernel;
    const kernel = await fixture<KernelElement>(
      html`<serverless-kernel pyodide-url="/pyodide/"></serverless-kernel>`,
    );
    expect(cell.kernel).to.not.equal(before);
    expect(cell.kernel).to.equal(kernel.kernel);
    await cell.kernel.start();
    expect(cell.kernel.status).to.equal('idle');
  });

  it('is found by its name from anywhere, before and after it is there', async () => {
    const page = await fixture(html`
      <div>
        <serverless-cell kernel="left"></serverless-cell>
        <serverless-kernel name="left"></serverless-kernel>
        <serverless-cell kernel="left"></serverless-cell>
        <serverless-cell kernel="right"></serverless-cell>
      </div>
    `);
    const [before, after, other] = page.querySelectorAll('serverless-cell');
    const kernel = page.querySelector('serverless-kernel')!.kernel;
    expect(kernel.name).to.equal('left');
    expect(before!.kernel).to.equal(kernel);
    expect(after!.kernel).to.equal(kernel);
    expect(other!.kernel.name).to.equal('right');
  });

  it("gives its pyodide-url to the named kernels around it, which follow the page's own", async () => {
    const page = await fixture(html`
      <div>
        <serverless-kernel name="follower"></serverless-kernel>
        <serverless-kernel pyodide-url="/pyodide/"></serverless-kernel>
        <serverless-cell kernel="follower">value = 1</serverless-cell>
      </div>
    `);
    const cell = page.querySelector('serverless-cell')!;
    await cell.run();
    expect(cell.state.is).to.equal('finished');
    expect(cell.kernel).to.equal(page.querySelector('serverless-kernel')!.kernel);
  });

  it("has the pyodide-url of the page's own kernel also where that comes later", async () => {
    const page = await fixture(html`
      <div>
        <serverless-kernel><serverless-cell>1</serverless-cell></serverless-kernel>
      </div>
    `);
    const cell = page.querySelector('serverless-cell')!;
    const release = pageKernels().configure('', {pyodideUrl: '/no-such-folder/'});
    await cell.run();
    release();
    pageKernels().configure('', {pyodideUrl: '/pyodide/'});
    expect(cell.state.is).to.equal('failed');
    expect(cell.kernel.failure?.message).to.include('no-such-folder');
  });

  it('keeps named kernels apart', async () => {
    const page = await fixture(html`
      <div>
        <serverless-kernel pyodide-url="/pyodide/"></serverless-kernel>
        <serverless-cell kernel="one">value = 1</serverless-cell>
        <serverless-cell kernel="two">value</serverless-cell>
      </div>
    `);
    const [one, two] = page.querySelectorAll('serverless-cell');
    await one!.run();
    await two!.run();
    expect(one!.state.is).to.equal('finished');
    expect(two!.state).to.include({is: 'error', ename: 'NameError'});
    await Promise.all([one!.kernel.shutdown(), two!.kernel.shutdown()]);
  });

  it('keeps its kernel when it is moved, and ends it when it is removed', async () => {
    const page = await fixture(html`
      <div>
        <serverless-kernel pyodide-url="/pyodide/"
          ><serverless-cell>1</serverless-cell></serverless-kernel
        >
        <p></p>
      </div>
    `);
    const element = page.querySelector('serverless-kernel')!;
    const {kernel} = element;
    await kernel.start();
    page.append(element);
    await new Promise((resolve) => setTimeout(resolve));
    expect(element.kernel).to.equal(kernel);
    expect(kernel.status).to.equal('idle');
    element.remove();
    await new Promise((resolve) => setTimeout(resolve));
    expect(kernel.status).to.equal('dead');
  });
});
