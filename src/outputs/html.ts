import {css} from 'lit';
import {isDataFrame, showDataFrame} from './dataframe.js';
import {htmlStyles} from './html-styles.js';
import type {RenderContext} from './registry.js';
import {sandbox} from './sandbox.js';
import {needsScripts, sanitize} from './sanitize.js';
import {shadowHost} from './shadow-host.js';

/** Of longer HTML, only what the reader asks for is laid out. */
const HUGE = 4_000_000;
/** Elements take longer than text: so many are laid out in about a second. */
const MANY_ELEMENTS = 25_000;

const noticeStyles = css`
  .notice {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.25rem 0.75rem;
    margin-block: 0.25rem;
    color: var(--_muted);
  }
  .notice button {
    padding: 0.125rem 0.5rem;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_background);
    color: var(--_text);
    font: 0.75rem / 1.5 var(--_font);
    cursor: pointer;
  }
`;

/** HTML, sanitised in its place; its scripts run only in a sandbox. */
export function renderHtml(
  data: unknown,
  _metadata: Readonly<Record<string, unknown>>,
  {trusted}: RenderContext,
): Node {
  const source = String(data);
  if (isDataFrame(source)) return showDataFrame(source, inPlace);
  if (source.length > HUGE || hasManyElements(source)) {
    return ask(`${(source.length / 1e6).toFixed(1)} MB of HTML.`, 'Show it', () =>
      show(source, trusted),
    );
  }
  return show(source, trusted);
}

function hasManyElements(source: string): boolean {
  let count = 0;
  // Half of the signs close an element.
  for (let at = source.indexOf('<'); at >= 0; at = source.indexOf('<', at + 1)) {
    if (++count > 2 * MANY_ELEMENTS) return true;
  }
  return false;
}

/** A script that was sent by itself. As in Jupyter, `element` is where it may draw. */
export function renderScript(
  data: unknown,
  _metadata: Readonly<Record<string, unknown>>,
  {trusted}: RenderContext,
): Node {
  // In a script element, this would end the script wherever it stands.
  const script = String(data).replace(/<(\/script|!--)/gi, '\\x3c$1');
  const body = `<div id="element"></div><script>{const element = document.getElementById('element');\n${script}\n}</script>`;
  const run = () => sandbox(body, 'Output of a script');
  return trusted ? run() : ask('This output is a script.', 'Run it in a sandbox', run);
}

function show(source: string, trusted: boolean): Node {
  if (!needsScripts(source)) return inPlace(source);
  const run = () => sandbox(source, 'HTML output');
  if (trusted) return run();
  const content = inPlace(source);
  return ask('Parts of this output need scripts.', 'Run scripts in a sandbox', run, content);
}

/** Sanitised HTML in a shadow root of its own. */
export function inPlace(source: string): HTMLElement {
  const {content, sheets} = sanitize(source);
  return shadowHost([htmlStyles, ...sheets], content);
}

/** A button that puts what it makes in the place of everything here. */
function ask(text: string, label: string, act: () => Node, ...content: Node[]): HTMLElement {
  const notice = document.createElement('div');
  notice.className = 'notice';
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = label;
  notice.append(text, button);
  const box = document.createElement('div');
  box.append(shadowHost([htmlStyles, noticeStyles], notice), ...content);
  button.addEventListener('click', () => {
    const result = act();
    box.replaceChildren(result);
    // The button is gone; the focus goes on to what it made.
    const next = result instanceof HTMLElement && result.shadowRoot?.querySelector('iframe');
    if (next) next.focus();
  });
  return box;
}
