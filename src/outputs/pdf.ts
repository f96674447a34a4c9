import {htmlStyles} from './html-styles.js';
import {shadowHost} from './shadow-host.js';

/** A PDF as a file to open or keep; what the browser would embed could not be read by all. */
export function renderPdf(data: unknown): Node {
  const bytes = Uint8Array.from(atob(String(data).replace(/\s+/g, '')), (char) =>
    char.charCodeAt(0),
  );
  const url = URL.createObjectURL(new Blob([bytes], {type: 'application/pdf'}));
  const open = link(url, 'Open the PDF');
  open.target = '_blank';
  open.rel = 'noopener';
  const save = link(url, `Download (${Math.ceil(bytes.length / 1000).toLocaleString('en')} kB)`);
  save.download = 'output.pdf';
  return shadowHost([htmlStyles], open, ' · ', save);
}

function link(url: string, text: string): HTMLAnchorElement {
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.textContent = text;
  return anchor;
}
