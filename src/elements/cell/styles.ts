import {css} from 'lit';

export const cellStyles = css`
  :host {
    display: block;
    margin-block: 1rem;
    color: var(--_text);
    font: var(--_font-size) / 1.5 var(--_font);
    text-align: start;
  }
  :host([hidden]) {
    display: none;
  }
  /* In a long notebook, a cell off the screen costs no layout; its size is remembered. */
  :host(:state(many)) {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 5rem;
  }
  /* What pops up from a cell in use may reach beyond it. */
  :host(:focus-within) {
    content-visibility: visible;
  }
  .cell {
    position: relative;
    display: grid;
    grid-template-columns: 2.5rem minmax(0, 1fr);
    border-radius: var(--_radius);
    outline: none;
  }
  /* In a notebook the gap above a cell is a part of it: the cell's buttons are there. */
  :host(:state(listed)) {
    margin-block: 0;
  }
  .listed {
    padding-block: 0.875rem 0.125rem;
  }
  .listed::before {
    position: absolute;
    inset-block: 0.875rem 0.125rem;
    inset-inline-start: 0;
    width: 3px;
    border-radius: 2px;
  }
  .active:focus-within::before {
    background: var(--_accent);
    content: '';
  }
  .tools {
    position: absolute;
    inset-block-start: 0.125rem;
    inset-inline-end: 0.375rem;
    z-index: 3;
    padding: 1px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_background);
  }
  .cell:not(:hover, :focus-within) > .tools {
    visibility: hidden;
  }
  .tools button {
    width: 1.5rem;
    min-height: 1.25rem;
  }
  .cell:focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: -2px;
  }
  .gutter {
    display: flex;
    flex-direction: column;
    align-items: center;
    gap: 0.125rem;
    padding-block-start: 0.3125rem;
    color: var(--_muted);
    font: 0.75rem / 1.2 var(--_font-mono);
    text-align: center;
  }
  .gutter button {
    border-radius: 50%;
    color: var(--_accent);
  }
  .gutter button.stop {
    color: var(--_error);
  }
  .gutter button:hover {
    border-color: var(--_accent);
    background: var(--_surface);
  }
  .elapsed {
    font-size: 0.6875rem;
  }
  .ok {
    color: var(--_success);
  }
  .bad {
    color: var(--_error);
  }
  .body {
    min-width: 0;
    grid-column: 2;
  }
  .toggle {
    color: var(--_muted);
    font-size: 0.8125rem;
  }
  serverless-output {
    display: block;
    margin-block-start: 0.25rem;
  }
  .progress {
    display: flex;
    flex-wrap: wrap;
    gap: 0 0.75em;
    align-items: center;
    margin-block-start: 0.375rem;
    color: var(--_muted);
    font-size: 0.8125rem;
  }
  .phase {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .bytes {
    font-variant-numeric: tabular-nums;
  }
  progress {
    flex: 0 0 100%;
    width: 100%;
    height: 3px;
    border: 0;
    border-radius: 2px;
    background: var(--_border);
    accent-color: var(--_accent);
    appearance: none;
    overflow: hidden;
  }
  progress::-webkit-progress-bar {
    background: var(--_border);
  }
  progress::-webkit-progress-value,
  progress::-moz-progress-bar {
    background: var(--_accent);
    transition: inline-size 0.2s;
  }
  progress:indeterminate {
    background: linear-gradient(90deg, var(--_border) 40%, var(--_accent) 50%, var(--_border) 60%);
    background-size: 250% 100%;
    animation: slide 1.4s linear infinite;
  }
  progress:indeterminate::-webkit-progress-bar {
    background: none;
  }
  @keyframes slide {
    from {
      background-position: 100% 0;
    }
    to {
      background-position: -60% 0;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    progress:indeterminate {
      animation: none;
    }
  }
  .markdown .body {
    min-height: 1.5rem;
  }
  .empty {
    color: var(--_muted);
    font-style: italic;
  }
`;
