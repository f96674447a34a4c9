import {css} from 'lit';

export const notebookStyles = css`
  :host {
    position: relative;
    display: block;
    container-type: inline-size;
    margin-block: 1rem;
    color: var(--_text);
    font: var(--_font-size) / 1.5 var(--_font);
    text-align: start;
  }
  :host([hidden]) {
    display: none;
  }
  :host([theme='light']) {
    color-scheme: light;
  }
  :host([theme='dark']) {
    color-scheme: dark;
  }
  .toolbar {
    position: sticky;
    inset-block-start: 0;
    z-index: 5;
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 0.75rem;
    align-items: center;
    justify-content: space-between;
    padding: 0.25rem;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    font-size: 0.8125rem;
  }
  @container (width < 26rem) {
    .toolbar button > span {
      display: none;
    }
  }
  .loading,
  .kept {
    margin: 0.5rem 0;
    color: var(--_muted);
    font-size: 0.8125rem;
  }
  .kept button {
    color: var(--_accent);
  }
  .toast {
    position: sticky;
    inset-block-end: 1rem;
    z-index: 5;
    display: flex;
    gap: 0.75rem;
    align-items: center;
    width: fit-content;
    margin: 0.5rem auto 0;
    padding: 0.25rem 0.25rem 0.25rem 0.875rem;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_background);
    box-shadow: 0 4px 16px rgb(0 0 0 / 0.2);
  }
  .toast button {
    color: var(--_accent);
  }
`;
