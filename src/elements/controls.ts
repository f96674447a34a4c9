import {css} from 'lit';

/** Buttons, notices and hidden text, the same in every element. */
export const controls = css`
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.375em;
    box-sizing: border-box;
    min-height: 1.75rem;
    margin: 0;
    padding: 0 0.625em;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_background);
    color: var(--_text);
    font: inherit;
    line-height: 1;
    white-space: nowrap;
    cursor: pointer;
  }
  button:hover:not([aria-disabled='true']) {
    border-color: var(--_accent);
    color: var(--_accent);
  }
  button:focus-visible,
  a:focus-visible,
  input:focus-visible,
  summary:focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 1px;
  }
  button[aria-disabled='true'] {
    opacity: 0.5;
    cursor: default;
  }
  button.primary {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_accent-text);
  }
  button.primary:hover {
    color: var(--_accent-text);
    filter: brightness(1.1);
  }
  button.quiet {
    border-color: transparent;
    background: none;
  }
  button.icon-only {
    width: 1.75rem;
    padding: 0;
  }
  .icon {
    flex: none;
    width: 1rem;
    height: 1rem;
  }
  .notice {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    align-items: center;
    margin-block: 0.375rem;
    padding: 0.5em 0.75em;
    border: 1px solid var(--_border);
    border-inline-start: 3px solid var(--_muted);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    font-size: 0.9286em;
    line-height: 1.45;
  }
  .notice > p {
    flex: 1 1 16rem;
    min-width: 0;
    margin: 0;
    overflow-wrap: anywhere;
  }
  .notice.error {
    border-inline-start-color: var(--_error);
    background: var(--_error-surface);
  }
  .notice.error strong {
    color: var(--_error);
  }
  .notice.warning {
    border-inline-start-color: var(--_warning);
  }
  dialog {
    box-sizing: border-box;
    width: min(32rem, calc(100vw - 2rem));
    max-height: calc(100vh - 4rem);
    padding: 1.25rem;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_background);
    color: var(--_text);
    font: var(--_font-size) / 1.5 var(--_font);
  }
  dialog::backdrop {
    background: rgb(0 0 0 / 0.4);
  }
  dialog h2 {
    margin: 0 0 0.5rem;
    font-size: 1.125rem;
  }
  dialog h3 {
    margin: 1rem 0 0.25rem;
    font-size: 0.875rem;
  }
  dialog dl {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 0.25rem 1rem;
    margin: 0;
  }
  dialog dd {
    margin: 0;
  }
  dialog form {
    display: flex;
    gap: 0.5rem;
    justify-content: flex-end;
    margin-block-start: 1rem;
  }
  kbd {
    display: inline-block;
    margin-inline-end: 0.25em;
    padding: 0 0.375em;
    border: 1px solid var(--_border);
    border-radius: 3px;
    background: var(--_surface);
    font: 0.9em / 1.5 var(--_font-mono);
  }
  .for-screen-readers {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
