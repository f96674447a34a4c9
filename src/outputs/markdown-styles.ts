import {css} from 'lit';

export const markdownStyles = css`
  :host {
    line-height: 1.6;
    overflow-wrap: break-word;
  }
  :host > :first-child,
  div > :first-child {
    margin-block-start: 0;
  }
  h1,
  h2,
  h3,
  h4,
  h5,
  h6 {
    margin-block: 1.25em 0.5em;
    line-height: 1.25;
  }
  h1 {
    font-size: 1.75em;
  }
  h2 {
    font-size: 1.4em;
  }
  h3 {
    font-size: 1.2em;
  }
  h4,
  h5,
  h6 {
    font-size: 1em;
  }
  p,
  ul,
  ol,
  blockquote {
    margin-block: 0.75em;
  }
  ul,
  ol {
    padding-inline-start: 1.75em;
  }
  li:has(> input[type='checkbox']) {
    list-style: none;
  }
  li > input[type='checkbox'] {
    margin-inline-start: -1.4em;
  }
  blockquote {
    margin-inline: 0;
    padding-inline-start: 1em;
    border-inline-start: 3px solid var(--_border);
    color: var(--_muted);
  }
  code {
    padding: 0.1em 0.3em;
    border-radius: 4px;
    background: var(--_surface);
  }
  pre {
    padding: 0.75em 1em;
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  pre code {
    padding: 0;
    background: none;
  }
  hr {
    border: 0;
    border-block-start: 1px solid var(--_border);
    margin-block: 1.5em;
  }
  .scroll {
    max-width: 100%;
    overflow-x: auto;
  }
  th,
  td {
    text-align: start;
  }
`;
