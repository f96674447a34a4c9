import {css} from 'lit';

export const tableStyles = css`
  :host {
    display: block;
  }
  .grid {
    position: relative;
    max-height: min(var(--_output-height, 30rem), 80vh);
    overflow: auto;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    font-size: 0.9375em;
    font-variant-numeric: tabular-nums;
  }
  .grid:focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 1px;
  }
  .canvas {
    position: relative;
  }
  .row {
    position: absolute;
    inset-inline-start: 0;
    height: var(--_row-height);
    width: 100%;
    background: var(--_background);
  }
  .row.odd {
    background: var(--_surface);
  }
  .row:hover {
    background: color-mix(in srgb, var(--_accent) 10%, var(--_background));
  }
  .header {
    position: sticky;
    inset-block-start: 0;
    z-index: 1;
    background: var(--_surface);
    border-block-end: 1px solid var(--_muted);
  }
  .cell {
    position: absolute;
    box-sizing: border-box;
    height: 100%;
    padding-inline: 1ch;
    overflow: hidden;
    line-height: var(--_row-height);
    text-overflow: ellipsis;
    white-space: pre;
  }
  .number {
    text-align: end;
  }
  .missing {
    color: var(--_muted);
  }
  .header b,
  .label b {
    font-weight: 600;
  }
  .sortable {
    cursor: pointer;
  }
  [aria-sort='ascending'] b::after {
    content: ' ▲' / '';
    font-size: 0.75em;
  }
  [aria-sort='descending'] b::after {
    content: ' ▼' / '';
    font-size: 0.75em;
  }
  .grid:focus .active {
    outline: 2px solid var(--_focus);
    outline-offset: -2px;
  }
  .footer {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.25rem 0.75rem;
    margin-block-start: 0.25rem;
    color: var(--_muted);
    font-size: 0.8125rem;
  }
  button {
    padding: 0.125rem 0.5rem;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_background);
    color: var(--_text);
    font: 0.75rem / 1.5 var(--_font);
    cursor: pointer;
  }
  button:focus-visible {
    outline: 2px solid var(--_focus);
  }
`;
