import {css} from 'lit';

/** How HTML and Markdown look that bring no style of their own. */
export const htmlStyles = css`
  :host {
    display: block;
  }
  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 1px;
  }
  a {
    color: var(--_accent);
  }
  img,
  video,
  svg {
    max-width: 100%;
  }
  img,
  video {
    height: auto;
  }
  pre,
  code,
  kbd,
  samp {
    font-family: var(--_font-mono);
    font-size: 0.95em;
  }
  pre {
    margin-block: 0.75em;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  table {
    border-collapse: collapse;
    border: none;
    margin-block: 0.25rem;
    font-size: 0.9375em;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: 0.25rem 0.625rem;
    border: none;
    text-align: end;
    vertical-align: middle;
    white-space: pre-line;
  }
  thead {
    border-block-end: 1px solid var(--_muted);
  }
  tbody tr:nth-child(even) {
    background: var(--_surface);
  }
  tbody tr:hover {
    background: color-mix(in srgb, var(--_accent) 10%, var(--_background));
  }
`;
