import {css} from 'lit';

/** The colours of source code. They come with the editor, since nothing is coloured before. */
export const codeStyles = css`
  :host {
    --_keyword: var(--serverless-code-keyword, light-dark(#a31144, #ff8b96));
    --_string: var(--serverless-code-string, light-dark(#0a3a75, #a5d6ff));
    --_number: var(--serverless-code-number, light-dark(#0a50a8, #79c0ff));
    --_comment: var(--serverless-code-comment, light-dark(#59636e, #9ba5b0));
    --_function: var(--serverless-code-function, light-dark(#6236b8, #d2a8ff));
    --_type: var(--serverless-code-type, light-dark(#8a3c00, #ffb077));
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
