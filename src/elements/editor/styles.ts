import {css} from 'lit';

/**
 * The look of the preview, and what the editor that replaces it must share with it to the pixel:
 * both read `--_line-height`, `--_pad-block` and `--_pad-inline`.
 *
 * @cssprop --serverless-code-keyword - colour of keywords
 * @cssprop --serverless-code-string - colour of strings
 * @cssprop --serverless-code-number - colour of numbers and constants
 * @cssprop --serverless-code-comment - colour of comments
 * @cssprop --serverless-code-function - colour of names where they are defined or called
 * @cssprop --serverless-code-type - colour of classes, decorators and modules
 */
export const editorStyles = css`
  :host {
    --_line-height: 1.5;
    --_pad-block: 0.5em;
    --_pad-inline: 0.75em;
    --_keyword: var(--serverless-code-keyword, light-dark(#a31144, #ff8b96));
    --_string: var(--serverless-code-string, light-dark(#0a3a75, #a5d6ff));
    --_number: var(--serverless-code-number, light-dark(#0a50a8, #79c0ff));
    --_comment: var(--serverless-code-comment, light-dark(#59636e, #9ba5b0));
    --_function: var(--serverless-code-function, light-dark(#6236b8, #d2a8ff));
    --_type: var(--serverless-code-type, light-dark(#8a3c00, #ffb077));
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
  .tok-keyword,
  .tok-operatorKeyword {
    color: var(--_keyword);
  }
  .tok-string,
  .tok-string2,
  .tok-url {
    color: var(--_string);
  }
  .tok-number,
  .tok-bool,
  .tok-atom {
    color: var(--_number);
  }
  .tok-comment {
    color: var(--_comment);
    font-style: italic;
  }
  .tok-function {
    color: var(--_function);
  }
  .tok-type,
  .tok-meta {
    color: var(--_type);
  }
  .tok-link {
    color: var(--_accent);
    text-decoration: underline;
  }
  .tok-heading {
    color: var(--_function);
    font-weight: 600;
  }
  .tok-emphasis {
    font-style: italic;
  }
  .tok-strong {
    font-weight: 600;
  }
`;
