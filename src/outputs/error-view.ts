import type {ErrorContent} from '../protocol/messages.js';
import {linesToNodes} from './terminal-nodes.js';
import {Line, Terminal} from './terminal.js';
import {PLAIN} from './text-style.js';

/** Of a traceback with more lines than this, the first ones start folded. */
const LONG = 40;
const LAST_LINES = 20;
/** Of an error with more lines or longer ones than these, only a part is shown. */
const MOST_LINES = 2000;
const MOST_TITLE_LINES = 60;
const LONGEST_LINE = 10_000;

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
  title.append(name, linesToNodes(shorten(message.lines, MOST_TITLE_LINES), {open: true}));
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
    details.append(
      toggle,
      pre(linesToNodes(shorten(lines.slice(0, first), MOST_LINES), {open: true})),
    );
    element.append(details);
  }
  element.append(pre(linesToNodes(shorten(lines.slice(first), MOST_LINES), {open: true})));
  return element;
}

/** A traceback ends with the line that the heading already shows. */
function withoutSummary(lines: readonly Line[], summary: string): readonly Line[] {
  const count = summary.split('\n').length;
  const end = lines.slice(-count).map(textOfLine).join('\n');
  const kept = end.trim() === summary.trim() ? lines.slice(0, -count) : lines;
  return kept.every((line) => textOfLine(line).trim() === '') ? [] : kept;
}

/** What a browser can lay out at once. The copy button gives the whole. */
function shorten(lines: readonly Line[], most: number): Line[] {
  const shown = lines.slice(0, most);
  for (const line of shown) {
    const rest = line.length - LONGEST_LINE;
    if (rest <= 0) continue;
    line.cut(LONGEST_LINE);
    line.write(LONGEST_LINE, `… ${rest.toLocaleString('en')} more characters`, PLAIN);
  }
  if (lines.length > most) {
    const note = new Line();
    note.write(0, `… ${(lines.length - most).toLocaleString('en')} more lines`, PLAIN);
    shown.push(note);
  }
  return shown;
}

const textOfLine = (line: Line) => line.runs.map(({text}) => text).join('');

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
