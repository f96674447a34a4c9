import type {Line, Run} from './terminal.js';
import {type Color, PLAIN, type TextStyle} from './text-style.js';

const URL_PATTERN = /\bhttps?:\/\/[^\s<>"'`\u001b]*[^\s<>"'`.,:;!?)\]}\u001b]/g;

/** The colours behind text, the same in light and dark so that what was chosen to fit them fits. */
const BACKGROUNDS =
  '000000 b3261e 2f8f3a c29112 1f5fc0 8a3fa8 157a86 e8e8e8 6b6b6b f0625a 57c764 f0c33c 6aa3f5 c985e0 4fc3d0 ffffff'.split(
    ' ',
  );

/** The nodes of lines, each of which ends with a line end but the last one if `open`. */
export function linesToNodes(lines: readonly Line[], {open = false} = {}): DocumentFragment {
  const fragment = document.createDocumentFragment();
  let plain = '';
  const flush = () => {
    if (plain) fragment.append(plain);
    plain = '';
  };
  lines.forEach((line, index) => {
    for (const run of line.runs) {
      if (run.style === PLAIN && !run.text.includes('://')) {
        plain += run.text;
      } else {
        flush();
        fragment.append(runToNode(run));
      }
    }
    if (!open || index < lines.length - 1) plain += '\n';
  });
  flush();
  return fragment;
}

function runToNode({text, style}: Run): Node {
  const content = style.link ? [link(style.link, text)] : linked(text);
  if (style === PLAIN) {
    const fragment = document.createDocumentFragment();
    fragment.append(...content);
    return fragment;
  }
  const span = document.createElement('span');
  span.append(...content);
  for (const name of ['bold', 'dim', 'italic', 'underline', 'strike', 'hidden'] as const) {
    if (style[name]) span.classList.add(`ansi-${name}`);
  }
  paint(span, style);
  return span;
}

function paint(span: HTMLElement, {foreground, background, inverse}: TextStyle): void {
  const front = inverse ? background : foreground;
  const back = inverse ? foreground : background;
  if (back !== undefined) {
    const color = fixed(back);
    span.style.backgroundColor = color;
    const wanted = front === undefined ? color : fixed(front);
    span.style.color = contrast(wanted, color) < 4.5 ? readableOn(color) : wanted;
  } else if (inverse) {
    span.classList.add('ansi-inverse');
    if (front !== undefined) span.style.color = fixed(front);
  } else if (typeof front === 'number') {
    span.classList.add(`ansi-${front}`);
  } else if (front) {
    // The hue is the program's choice; the lightness has to fit the page's background.
    span.classList.add('ansi-color');
    span.style.setProperty('--_color', front);
  }
}

const fixed = (color: Color) => (typeof color === 'number' ? `#${BACKGROUNDS[color]}` : color);

const readableOn = (color: string) => (luminance(color) > 0.179 ? '#000' : '#fff');

function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** As the Web Content Accessibility Guidelines define it. */
function luminance(color: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = parseInt(color.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function linked(text: string): (string | Node)[] {
  const parts: (string | Node)[] = [];
  let end = 0;
  for (const match of text.matchAll(URL_PATTERN)) {
    parts.push(text.slice(end, match.index), link(match[0], match[0]));
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  return parts.filter((part) => part !== '');
}

function link(url: string, text: string): HTMLAnchorElement {
  const anchor = document.createElement('a');
  Object.assign(anchor, {href: url, target: '_blank', rel: 'noopener noreferrer'});
  anchor.textContent = text;
  return anchor;
}
