import {css} from 'lit';
import {nextFrame} from './next-frame.js';
import {shadowHost} from './shadow-host.js';

const MAX_HEIGHT = 4000;
/** How long after loading a frame may be silent before its scripts count as forbidden. */
const SILENCE_MS = 2000;

const styles = css`
  :host {
    display: block;
  }
  iframe {
    display: block;
    width: 100%;
    border: 0;
    color-scheme: inherit;
  }
  p {
    margin: 0;
    color: var(--_muted);
    font-style: italic;
  }
`;

/**
 * Runs HTML with its scripts in a frame of an opaque origin: they see neither the page nor its
 * cookies and storage, cannot navigate it, open windows or send forms.
 */
export function sandbox(body: string, title: string): HTMLElement {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.setAttribute('referrerpolicy', 'no-referrer');
  frame.title = title;
  frame.height = '24';

  const host = shadowHost([styles], frame);
  listen();
  frames.add(new WeakRef(frame));
  frame.addEventListener('load', () => {
    setTimeout(() => {
      if (frame.dataset['heard'] || !frame.isConnected) return;
      const note = document.createElement('p');
      note.textContent =
        'The Content-Security-Policy of this page does not let outputs run scripts, so this one is shown without.';
      frame.before(note);
      frame.height = '300';
    }, SILENCE_MS);
  });
  // Only a frame in the page knows in which colours it is seen.
  void nextFrame().then(() => (frame.srcdoc = sandboxDocument(body, frame)));
  return host;
}

/** All frames of the page; one listener serves them, so that none is kept when its output goes. */
const frames = new Set<WeakRef<HTMLIFrameElement>>();
let listening = false;

function listen(): void {
  if (listening) return;
  listening = true;
  window.addEventListener('message', ({source, data}: MessageEvent<unknown>) => {
    if (source === null) return;
    for (const reference of frames) {
      const frame = reference.deref();
      if (!frame) frames.delete(reference);
      else if (frame.contentWindow === source) setHeight(frame, data);
    }
  });
}

function setHeight(frame: HTMLIFrameElement, data: unknown): void {
  const height = (data as {serverlessOutputHeight?: unknown} | null)?.serverlessOutputHeight;
  if (typeof height !== 'number' || !Number.isFinite(height)) return;
  frame.dataset['heard'] = 'true';
  frame.height = String(Math.min(MAX_HEIGHT, Math.max(0, Math.ceil(height))));
}

function sandboxDocument(body: string, frame: HTMLElement): string {
  const {color, colorScheme, fontFamily, fontSize} = getComputedStyle(frame);
  const {origin} = location;
  const policy = [
    `default-src 'none'`,
    `script-src 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' https: data: blob: ${origin}`,
    `style-src 'unsafe-inline' https: ${origin}`,
    `img-src data: blob: https: http:`,
    `font-src data: https: ${origin}`,
    `media-src data: blob: https: http:`,
    `connect-src data: blob: https: ${origin}`,
    `worker-src blob:`,
    `frame-src https: data: blob:`,
    `form-action 'none'`,
    `base-uri 'none'`,
  ].join('; ');
  const scheme = colorScheme === 'normal' ? 'light' : colorScheme;
  return `<!doctype html>
<html><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="color-scheme" content="${attribute(scheme)}">
<style>html{height:auto}body{display:flow-root;margin:0;color:${color};font:${fontSize} ${fontFamily.replaceAll('<', '')};overflow-wrap:anywhere}</style>
<script>${REPORT_HEIGHT}</script></head>
<body>${body}</body></html>`;
}

/** Runs inside the frame. Its height follows what it shows, and stops if that only follows it. */
const REPORT_HEIGHT = `(() => {
  let last = -1, grown = 0;
  const report = () => {
    const body = document.body;
    if (!body) return parent.postMessage({serverlessOutputHeight: 24}, '*');
    const height = Math.max(body.scrollHeight, body.getBoundingClientRect().height);
    if (height === last || grown > 200) return;
    if (height > last) grown++;
    last = height;
    parent.postMessage({serverlessOutputHeight: height}, '*');
  };
  report();
  addEventListener('DOMContentLoaded', () => {
    report();
    new ResizeObserver(report).observe(document.body);
    new MutationObserver(report).observe(document.body, {childList: true, subtree: true, attributes: true});
  });
  addEventListener('load', report);
})()`;

const attribute = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
