import {expect} from '@open-wc/testing';
import {renderHtml, renderScript} from './html.js';
import {until} from '../test-support.js';

const context = (trusted: boolean) => ({
  trusted,
  mimeType: 'text/html',
  bundle: {},
  attachments: {},
});

function show(source: string, trusted: boolean): HTMLElement {
  const box = document.createElement('div');
  box.append(renderHtml(source, {}, context(trusted)));
  document.body.append(box);
  return box;
}

/** All elements below, through shadow roots. */
function find<T extends Element>(selector: string, root: ParentNode): T | undefined {
  const found = root.querySelector<T>(selector);
  if (found) return found;
  for (const {shadowRoot} of root.querySelectorAll('*')) {
    const inside = shadowRoot && find<T>(selector, shadowRoot);
    if (inside) return inside;
  }
  return undefined;
}

/** What a script in a frame posts to the page. */
function nextMessage(): Promise<unknown> {
  return new Promise((resolve) => {
    addEventListener('message', function listen({data}: MessageEvent<{probe?: unknown}>) {
      if (data?.probe === undefined) return;
      removeEventListener('message', listen);
      resolve(data.probe);
    });
  });
}

const PROBE = `<p>static</p><script>
  const blocked = (act) => { try { act(); return 'allowed'; } catch { return 'blocked'; } };
  parent.postMessage({probe: {
    origin: self.origin,
    page: blocked(() => parent.document.title),
    cookies: blocked(() => document.cookie),
    storage: blocked(() => localStorage.length),
    popup: open('about:blank') ? 'allowed' : 'blocked',
  }}, '*');
</script>`;

describe('HTML output', () => {
  let box: HTMLElement;
  afterEach(() => box.remove());

  it('stays in its place when it needs no scripts', () => {
    box = show('<p id="p">hello</p>', true);
    expect(find('p', box)).to.have.text('hello');
    expect(Boolean(find('iframe', box))).to.equal(false);
  });

  it('does not run scripts before the reader asks for it', async () => {
    box = show(PROBE, false);
    expect(find('p', box)).to.have.text('static');
    expect(Boolean(find('iframe', box))).to.equal(false);
    const message = nextMessage();
    const button = find<HTMLButtonElement>('button', box)!;
    expect(button).to.have.text('Run scripts in a sandbox');
    button.click();
    expect(await message).to.have.property('origin', 'null');
  });

  it('runs scripts of a trusted output where they reach nothing of the page', async () => {
    const message = nextMessage();
    box = show(PROBE, true);
    expect(find('iframe', box)).to.have.attribute('sandbox', 'allow-scripts');
    expect(await message).to.deep.equal({
      origin: 'null',
      page: 'blocked',
      cookies: 'blocked',
      storage: 'blocked',
      popup: 'blocked',
    });
  });

  it('gives a frame the height of what is in it', async () => {
    box = show('<div style="height: 321px">x</div><script>1</script>', true);
    const frame = find<HTMLIFrameElement>('iframe', box)!;
    await until(() => frame.offsetHeight === 321);
  });

  it('does not let a frame grow with itself', async () => {
    const message = nextMessage();
    box = show(
      `<div style="height: calc(100vh + 50px)">x</div><script>
        addEventListener('load', () => setTimeout(() => parent.postMessage({probe: 1}, '*'), 300));
      </script>`,
      true,
    );
    await message;
    const frame = find<HTMLIFrameElement>('iframe', box)!;
    await until(() => frame.offsetHeight <= 4000);
  });

  it('ignores heights that other frames claim', () => {
    box = show('<div style="height: 50px">x</div><script>1</script>', true);
    const frame = find<HTMLIFrameElement>('iframe', box)!;
    const before = frame.height;
    window.dispatchEvent(
      new MessageEvent('message', {data: {serverlessOutputHeight: 3000}, source: window}),
    );
    expect(frame.height).to.equal(before);
  });

  it('runs a script alone only in a sandbox, with an element to draw in', async () => {
    const message = nextMessage();
    box = document.createElement('div');
    box.append(
      renderScript(
        `element.textContent = '</script>'; parent.postMessage({probe: element.textContent + self.origin}, '*')`,
        {},
        context(true),
      ),
    );
    document.body.append(box);
    expect(await message).to.equal('</script>null');
  });

  it('asks before it runs a script that is not trusted', () => {
    box = document.createElement('div');
    box.append(renderScript('parent.attacked()', {}, context(false)));
    document.body.append(box);
    expect(Boolean(find('iframe', box))).to.equal(false);
    expect(find('button', box)).to.have.text('Run it in a sandbox');
  });

  it('asks before it shows very much', () => {
    box = show(`<p>${'x'.repeat(5_000_000)}</p>`, true);
    expect(Boolean(find('p', box))).to.equal(false);
    find<HTMLButtonElement>('button', box)!.click();
    expect(find('p', box)!.textContent).to.have.length(5_000_000);
  });
});
