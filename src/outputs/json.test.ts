import {expect} from '@open-wc/testing';
import {renderJson} from './json.js';
import {until} from '../test-support.js';

function show(value: unknown, metadata = {}): ShadowRoot {
  const host = renderJson(value, metadata) as HTMLElement;
  document.body.append(host);
  after(() => host.remove());
  return host.shadowRoot!;
}

describe('JSON output', () => {
  it('shows the first level, and others once they are opened', async () => {
    const root = show({a: {b: {c: 'deep'}}, n: 1, s: 'text', none: null});
    expect(root.textContent).to.contain('"text"').and.not.contain('deep');
    const branch = root.querySelector<HTMLDetailsElement>('details details')!;
    branch.open = true;
    await until(() => branch.querySelector('details'));
    expect(root.textContent).to.not.contain('deep');
  });

  it('opens all when the metadata say so, and names the root', () => {
    const root = show({a: {b: 'deep'}}, {expanded: true, root: 'answer'});
    expect(root.textContent).to.contain('deep').and.contain('answer');
  });

  it('makes a long list in groups', async () => {
    const root = show(Array.from({length: 100_000}, (_, index) => index));
    expect(root.querySelectorAll('*').length).to.be.lessThan(100);
    expect(root.textContent).to.contain('90000 … 99999');
    const last = [...root.querySelectorAll('details')].at(-1)!;
    last.open = true;
    await until(() => last.querySelector('details'));
    const inner = [...last.querySelectorAll('details')].at(-1)!;
    inner.open = true;
    await until(() => inner.querySelector('.leaf'));
    expect(inner.textContent).to.contain('99999');
  });

  it('shows values that are no objects', () => {
    expect(show('text').textContent).to.contain('"text"');
    expect(show(null).textContent).to.contain('null');
  });
});
