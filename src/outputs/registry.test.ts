import {expect} from '@open-wc/testing';
import {type OutputRenderer, RendererRegistry} from './registry.js';
import {renderers} from './renderers.js';

const renderer = (mimeType: string, rank: number, safe = true): OutputRenderer => ({
  mimeTypes: [mimeType],
  rank,
  safe,
  render: () => document.createElement('p'),
});

describe('RendererRegistry', () => {
  it('chooses the type with the lowest rank, whatever the order of the bundle', () => {
    const choose = (bundle: Record<string, unknown>) => renderers.choose(bundle, false)?.mimeType;
    expect(choose({'text/plain': 'x', 'text/html': 'x'})).to.equal('text/html');
    expect(choose({'text/html': 'x', 'text/plain': 'x'})).to.equal('text/html');
    expect(choose({'text/plain': 'x', 'image/png': 'x'})).to.equal('image/png');
    expect(choose({'text/plain': 'x', 'text/latex': 'x'})).to.equal('text/latex');
    expect(choose({'text/html': 'x', 'application/vnd.dataresource+json': {}})).to.equal(
      'application/vnd.dataresource+json',
    );
  });

  it('falls back to the best type that it knows', () => {
    const bundle = {'application/x-unknown': 1, 'text/plain': 'x'};
    expect(renderers.choose(bundle, false)?.mimeType).to.equal('text/plain');
    const widget = {'application/vnd.jupyter.widget-view+json': {}, 'text/plain': 'x'};
    expect(renderers.choose(widget, false)?.mimeType).to.equal('text/plain');
    expect(renderers.choose({'application/x-unknown': 1}, false)).to.equal(undefined);
  });

  it('shows JSON of any type, when there is nothing better', () => {
    expect(renderers.choose({'application/geo+json': {}}, false)?.mimeType).to.equal(
      'application/geo+json',
    );
  });

  it('sees through parameters and upper case', () => {
    expect(renderers.choose({'Text/HTML; charset=utf-8': 'x'}, false)?.renderer.rank).to.equal(50);
  });

  it('asks a renderer that is not safe for trusted outputs only', () => {
    const registry = new RendererRegistry([renderer('a/b', 1, false), renderer('c/d', 2)]);
    expect(registry.choose({'a/b': 1, 'c/d': 1}, true)?.mimeType).to.equal('a/b');
    expect(registry.choose({'a/b': 1, 'c/d': 1}, false)?.mimeType).to.equal('c/d');
  });

  it('takes renderers of others, and gives them back', () => {
    const registry = new RendererRegistry([renderer('a/b', 1)]);
    const mine = renderer('a/b', 1);
    const remove = registry.add(mine);
    expect(registry.choose({'a/b': 1}, false)?.renderer).to.equal(mine);
    remove();
    expect(registry.choose({'a/b': 1}, false)?.renderer).to.not.equal(mine);
  });
});
