import type {ErrorContent} from '../protocol/messages.js';
import {linesToNodes} from './terminal-nodes.js';
import {Terminal} from './terminal.js';

/** Of a traceback with more lines than this, the first ones start folded. */
const LONG = 40;
const LAST_LINES = 20;

/** A Python exception: its name and message first, then where it came from. */
export function renderError({ename, evalue, traceback}: ErrorContent): HTMLElement {
  const element = document.createElement('div');
  element.className = 'error';
  element.setAttribute('role', 'group');
  element.setAttribute('aria-label', `Error: ${ename}`);

  const terminal = new Terminal();
  terminal.write(traceback.join('\n').replace(/\n+$/, ''));
  const summary = evalue ? `${ename}: ${evalue}` : ename;
  const lines = withoutSummary(terminal.lines, summary);

  const heading = document.createElement('div');
  heading.className = 'error-heading';
  const title = document.createElement('div');
  title.className = 'error-title';
  const name = document.createElement('strong');
  name.textContent = ename;
  const message = new Terminal();
  message.write(evalue ? `: ${evalue}` : '');
  title.append(name, linesToNodes(message.lines, {open: true}));
  heading.append(
    title,
    copyButton(() => textOf(traceback) || summary),
  );
  element.append(heading);

  if (lines.length === 0) return element;
  const first = lines.length > LONG ? lines.length - LAST_LINES : 0;
  if (first > 0) {
    const details = document.createElement('details');
    const toggle = document.createElement('summary');
    toggle.textContent = `${first} earlier lines`;
    details.append(toggle, pre(linesToNodes(lines.slice(0, first), {open: true})));
    element.append(details);
  }
  element.append(pre(linesToNodes(lines.slice(first), {open: true})));
  return element;
}

/** A traceback ends with the line that the heading already shows. */
function withoutSummary(lines: Terminal['lines'], summary: string): Terminal['lines'] {
  const count = summary.split('\n').length;
  const end = lines.slice(-count).map(textOfLine).join('\n');
  const kept = end.trim() === summary.trim() ? lines.slice(0, -count) : lines;
  return kept.every((line) => textOfLine(line).trim() === '') ? [] : kept;
}

const textOfLine = (line: Terminal['lines'][number]) => line.runs.map(({text}) => text).join('');

function textOf(traceback: readonly string[]): string {
  const terminal = new Terminal();
  terminal.write(traceback.join('\n'));
  return terminal.lines.map(textOfLine).join('\n').trim();
}

function pre(content: Node): HTMLPreElement {
  const element = document.createElement('pre');
  element.append(content);
  return element;
}

function copyButton(text: () => string): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = 'Copy';
  button.setAttribute('aria-label', 'Copy the traceback');
  button.addEventListener('click', () => {
    navigator.clipboard.writeText(text()).then(
      () => (button.textContent = 'Copied'),
      () => (button.textContent = 'Not allowed to copy'),
    );
    setTimeout(() => (button.textContent = 'Copy'), 2000);
  });
  return button;
}
