import {css} from 'lit';

/** Styles of what is shown without loading anything: streams, text, errors and images. */
export const outputStyles = css`
  :host {
    display: block;
    position: relative;
    color: var(--_text);
    font: var(--_font-size) / 1.5 var(--_font);
    --_output-height: var(--serverless-output-height, 30rem);
  }
  :host([hidden]) {
    display: none;
  }
  .output {
    position: relative;
    min-width: 0;
  }
  .output + .output {
    margin-block-start: 0.25rem;
  }
  .body {
    max-height: var(--_output-height);
    overflow: auto;
    /* What is positioned inside, even what is fixed, stays inside. */
    contain: content;
    border-radius: var(--_radius);
  }
  /* A plot that is cut off says nothing; only an image of several screens is folded. */
  .body:has(> .content > img) {
    max-height: calc(3 * var(--_output-height));
  }
  .expanded .body,
  :host([expanded]) .body,
  .body:has(.scrolls) {
    max-height: none;
  }
  .content {
    display: flow-root;
    padding: 0.25rem 0.5rem;
  }
  .body:focus-visible,
  button:focus-visible,
  summary:focus-visible,
  a:focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: -2px;
  }
  .folded .body {
    border-block-end: 1px solid var(--_border);
    border-end-start-radius: 0;
    border-end-end-radius: 0;
  }
  pre {
    margin: 0;
    font: inherit;
    font-family: var(--_font-mono);
    tab-size: 8;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .block {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 150em;
  }
  .block:last-child {
    content-visibility: visible;
  }
  .stderr .content {
    border-inline-start: 3px solid var(--_warning);
    background: var(--_surface);
  }
  .stderr .content::before {
    content: 'stderr';
    float: inline-end;
    margin-inline-start: 0.75rem;
    color: var(--_muted);
    font: 0.6875rem / 1.5 var(--_font);
    letter-spacing: 0.03em;
  }
  .gap {
    margin-block: 0.5rem;
    padding: 0.375rem 0.5rem;
    border-block: 1px dashed var(--_border);
    color: var(--_muted);
    font-family: var(--_font);
  }
  .error .content {
    border-inline-start: 3px solid var(--_error);
    background: var(--_error-surface);
  }
  .error-heading {
    display: flex;
    align-items: flex-start;
    justify-content: space-between;
    gap: 0.5rem;
  }
  .error-title {
    min-width: 0;
    color: var(--_error);
    font-family: var(--_font-mono);
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .error pre,
  .error details {
    margin-block-start: 0.375rem;
  }
  button {
    flex: none;
    padding: 0.125rem 0.5rem;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_background);
    color: var(--_text);
    font: 0.75rem / 1.5 var(--_font);
    cursor: pointer;
  }
  button:hover {
    border-color: var(--_muted);
  }
  .toggle {
    margin: 0.25rem 0.5rem;
  }
  summary {
    width: fit-content;
    color: var(--_muted);
    cursor: pointer;
  }
  .note {
    margin: 0;
    color: var(--_muted);
    font-style: italic;
  }
  a {
    color: var(--_accent);
  }
  img,
  video {
    max-width: 100%;
    height: auto;
    vertical-align: top;
  }
  .on-light {
    background: #fff;
  }
  .on-dark {
    background: #000;
  }
  .announcer {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media print {
    .body {
      max-height: none;
      overflow: visible;
    }
    button {
      display: none;
    }
    .block {
      content-visibility: visible;
    }
  }
`;

/** The terminal's colours, dark enough for a light page and light enough for a dark one. */
export const ansiStyles = css`
  .ansi-bold {
    font-weight: bold;
  }
  .ansi-dim {
    opacity: 0.8;
  }
  .ansi-italic {
    font-style: italic;
  }
  .ansi-underline {
    text-decoration: underline;
  }
  .ansi-strike {
    text-decoration: line-through;
  }
  .ansi-underline.ansi-strike {
    text-decoration: underline line-through;
  }
  .ansi-hidden {
    visibility: hidden;
  }
  .ansi-inverse {
    background: var(--_text);
    color: var(--_background);
  }
  .ansi-color {
    color: light-dark(
      oklch(from var(--_color) min(l, 0.48) c h),
      oklch(from var(--_color) max(l, 0.75) c h)
    );
  }
  .ansi-0 {
    color: light-dark(#1f2328, #b1bac4);
  }
  .ansi-1 {
    color: light-dark(#a40e26, #ff7b72);
  }
  .ansi-2 {
    color: light-dark(#0f5323, #56d364);
  }
  .ansi-3 {
    color: light-dark(#6b4400, #e3b341);
  }
  .ansi-4 {
    color: light-dark(#0550ae, #79c0ff);
  }
  .ansi-5 {
    color: light-dark(#7228c4, #d2a8ff);
  }
  .ansi-6 {
    color: light-dark(#0f5560, #56d4dd);
  }
  .ansi-7 {
    color: light-dark(#57606a, #d0d7de);
  }
  .ansi-8 {
    color: light-dark(#4b535d, #9ba5b0);
  }
  .ansi-9 {
    color: light-dark(#b3161f, #ffa198);
  }
  .ansi-10 {
    color: light-dark(#116329, #7ee787);
  }
  .ansi-11 {
    color: light-dark(#7a4d00, #f2cc60);
  }
  .ansi-12 {
    color: light-dark(#0757b5, #a5d6ff);
  }
  .ansi-13 {
    color: light-dark(#8250df, #e2c5ff);
  }
  .ansi-14 {
    color: light-dark(#176a76, #84e4ec);
  }
  .ansi-15 {
    color: light-dark(#424a53, #ffffff);
  }
`;
