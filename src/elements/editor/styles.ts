import {css} from 'lit';

/**
 * The look of the preview, and what the editor that replaces it must share with it to the pixel:
 * both read `--_line-height`, `--_pad-block` and `--_pad-inline`.
 */
export const editorStyles = css`
  :host {
    --_line-height: 1.5;
    --_pad-block: 0.5em;
    --_pad-inline: 0.75em;
    display: block;
    min-width: 0;
    color: var(--_text);
    font: var(--_font-size) / var(--_line-height) var(--_font-mono);
    text-align: start;
  }
  :host([hidden]) {
    display: none;
  }
  .frame {
    background: var(--_surface);
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
  }
  .frame:focus-within {
    outline: 2px solid var(--_focus);
    outline-offset: -1px;
  }
  .preview {
    box-sizing: border-box;
    min-height: calc(1lh + 2 * var(--_pad-block));
    margin: 0;
    padding: var(--_pad-block) var(--_pad-inline);
    overflow-x: auto;
    outline: none;
    font: inherit;
    white-space: pre;
    tab-size: 4;
    cursor: text;
  }
  .wrap .preview {
    white-space: break-spaces;
    overflow-wrap: anywhere;
  }
  .preview:empty::before {
    content: attr(data-placeholder);
    color: var(--_muted);
  }
  .help {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .failure {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25em 0.75em;
    align-items: baseline;
    padding: 0.25em 0.75em;
    border-block-start: 1px solid var(--_border);
    color: var(--_warning);
    font-family: var(--_font);
  }
  .failure button {
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    padding: 0.125em 0.75em;
    background: var(--_background);
    color: var(--_accent);
    font: inherit;
    cursor: pointer;
  }
  .failure button:focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 1px;
  }
`;
