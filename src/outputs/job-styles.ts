import {css} from 'lit';

export const jobCardStyles = css`
  :host {
    display: block;
  }
  .card {
    --_state: var(--_muted);
    display: grid;
    gap: 0.375rem;
    max-width: 44rem;
    padding: 0.625rem 0.75rem;
    border: 1px solid var(--_border);
    border-inline-start: 4px solid var(--_state);
    border-radius: var(--_radius);
    background: var(--_background);
    color: var(--_text);
    font: inherit;
    overflow-wrap: anywhere;
  }
  .running,
  .cancelling {
    --_state: var(--_accent);
  }
  .completed {
    --_state: var(--_success);
  }
  .failed {
    --_state: var(--_error);
  }
  .heading {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0.25rem 0.625rem;
  }
  .state {
    color: var(--_state);
    font-weight: 600;
  }
  .elapsed {
    margin-inline-start: auto;
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }
  p {
    margin: 0;
  }
  .summary,
  .note,
  .percent {
    color: var(--_muted);
  }
  .message {
    padding: 0.375rem 0.5rem;
    border-radius: var(--_radius);
    background: var(--_error-surface);
    color: var(--_error);
    font-family: var(--_font-mono);
    white-space: pre-wrap;
  }
  .problem {
    color: var(--_warning);
  }
  progress {
    width: 100%;
    accent-color: var(--_accent);
  }
  .percent {
    font-variant-numeric: tabular-nums;
  }
  pre {
    max-height: 12rem;
    margin: 0.25rem 0 0;
    padding: 0.375rem 0.5rem;
    overflow: auto;
    border-radius: var(--_radius);
    background: var(--_surface);
    font: 0.8125rem / 1.5 var(--_font-mono);
    white-space: pre-wrap;
  }
  .warning {
    color: var(--_warning);
  }
  .error {
    color: var(--_error);
  }
  summary {
    width: fit-content;
    color: var(--_muted);
    cursor: pointer;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem 0.75rem;
  }
  button {
    padding: 0.125rem 0.625rem;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_background);
    color: var(--_text);
    font: 0.8125rem / 1.6 var(--_font);
    cursor: pointer;
  }
  button:hover {
    border-color: var(--_muted);
  }
  button[aria-disabled='true'] {
    color: var(--_muted);
    cursor: default;
  }
  a {
    color: var(--_accent);
  }
  button:focus-visible,
  summary:focus-visible,
  pre:focus-visible,
  a:focus-visible,
  .card:focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 1px;
  }
  @media print {
    .actions,
    progress {
      display: none;
    }
  }
`;
