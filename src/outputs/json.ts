import {css} from 'lit';
import {shadowHost} from './shadow-host.js';

/** Of a long list, so many entries are made at a time. */
const GROUP = 100;
const LONG_TEXT = 500;

/** JSON as a tree whose branches are made when they are opened. */
export function renderJson(data: unknown, metadata: Readonly<Record<string, unknown>>): Node {
  const root = typeof metadata['root'] === 'string' ? metadata['root'] : 'root';
  const value = typeof data === 'string' ? parsed(data) : data;
  return shadowHost([styles], branch(root, value, true, metadata['expanded'] === true));
}

/** A recorded file may hold JSON as text. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function branch(name: string, value: unknown, open: boolean, all: boolean): HTMLElement {
  if (typeof value !== 'object' || value === null) return leaf(name, value);
  const entries = Object.entries(value);
  const list = Array.isArray(value);
  const details = document.createElement('details');
  const summary = document.createElement('summary');
  const size = span('size', list ? `[${entries.length}]` : `{${entries.length}}`);
  summary.append(span('name', name), ' ', size);
  details.append(summary);
  const fill = () => {
    if (details.childElementCount === 1 && entries.length) details.append(...groups(entries, all));
  };
  details.addEventListener('toggle', fill);
  if (open || all) {
    fill();
    details.open = true;
  }
  return details;
}

function groups(entries: [string, unknown][], all: boolean): HTMLElement[] {
  if (entries.length <= GROUP) return entries.map(([key, item]) => branch(key, item, false, all));
  // A very long list is a tree of groups, so that no level has too many.
  let size = GROUP;
  while (entries.length / size > GROUP) size *= GROUP;
  const found: HTMLElement[] = [];
  for (let start = 0; start < entries.length; start += size) {
    const part = entries.slice(start, start + size);
    const details = document.createElement('details');
    const summary = document.createElement('summary');
    summary.append(span('size', `${part[0]![0]} … ${part.at(-1)![0]}`));
    details.append(summary);
    details.addEventListener('toggle', () => {
      if (details.childElementCount === 1) details.append(...groups(part, all));
    });
    found.push(details);
  }
  return found;
}

function leaf(name: string, value: unknown): HTMLElement {
  const element = document.createElement('div');
  element.className = 'leaf';
  const text = JSON.stringify(value) ?? 'null';
  const type = value === null ? 'null' : typeof value;
  const shown = text.length > LONG_TEXT ? `${text.slice(0, LONG_TEXT)}…` : text;
  const content = span(type, shown);
  element.append(span('name', name), ': ', content);
  if (text.length > LONG_TEXT) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Show all';
    button.addEventListener('click', () => {
      content.textContent = text;
      button.remove();
    });
    element.append(' ', button);
  }
  return element;
}

function span(className: string, text: string): HTMLSpanElement {
  const element = document.createElement('span');
  element.className = className;
  element.textContent = text;
  return element;
}

const styles = css`
  :host {
    display: block;
    font-family: var(--_font-mono);
    overflow-wrap: anywhere;
  }
  details > :not(summary) {
    margin-inline-start: 1.25rem;
  }
  summary {
    width: fit-content;
    cursor: pointer;
  }
  summary:focus-visible,
  button:focus-visible {
    outline: 2px solid var(--_focus);
  }
  .leaf {
    padding-inline-start: 1rem;
  }
  .name {
    color: var(--_accent);
  }
  .size,
  .null {
    color: var(--_muted);
  }
  .string {
    color: var(--_success);
  }
  .number,
  .boolean {
    color: var(--_warning);
  }
  button {
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_background);
    color: var(--_text);
    font: 0.75rem / 1.5 var(--_font);
    cursor: pointer;
  }
`;
