import {css} from 'lit';

export const notebookStyles = css`
  :host {
    display: block;
    color: var(--_text);
    font: var(--_font-size) / 1.5 var(--_font);
  }
  :host([hidden]) {
    display: none;
  }
`;
