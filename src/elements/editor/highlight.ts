import {highlightCode, tagHighlighter, tags as t} from '@lezer/highlight';
import {codeStyles} from './code-styles.js';
import {loadedLanguage} from './languages.js';

/** The classes that the element's own stylesheet colours, in the editor and in the preview alike. */
export const highlighter = tagHighlighter([
  {tag: [t.keyword, t.moduleKeyword, t.operatorKeyword, t.controlKeyword], class: 'tok-keyword'},
  {tag: [t.string, t.special(t.string), t.regexp, t.url], class: 'tok-string'},
  {tag: [t.number, t.bool, t.null, t.atom, t.self], class: 'tok-number'},
  {tag: [t.comment, t.quote], class: 'tok-comment'},
  {
    tag: [
      t.function(t.variableName),
      t.function(t.propertyName),
      t.function(t.definition(t.variableName)),
    ],
    class: 'tok-function',
  },
  {tag: [t.className, t.typeName, t.definition(t.className), t.namespace], class: 'tok-type'},
  {tag: [t.meta, t.processingInstruction], class: 'tok-meta'},
  {tag: t.link, class: 'tok-link'},
  {tag: t.heading, class: 'tok-heading'},
  {tag: t.emphasis, class: 'tok-emphasis'},
  {tag: t.strong, class: 'tok-strong'},
]);

/** Lets an element show the classes of {@link highlighter}. */
export function colour({shadowRoot}: HTMLElement): void {
  const sheet = codeStyles.styleSheet;
  if (!shadowRoot || !sheet || shadowRoot.adoptedStyleSheets.includes(sheet)) return;
  shadowRoot.adoptedStyleSheets.push(sheet);
}

/** Reading a very long source would be felt, and hardly any of it is on the screen. */
const longestSource = 20_000;

/** The source as highlighted nodes, without an editor, if its language has been loaded. */
export function highlight(code: string, languageName: string): DocumentFragment | null {
  const language = loadedLanguage(languageName)?.language;
  if (!language || code.length > longestSource) return null;
  const fragment = document.createDocumentFragment();
  highlightCode(
    code,
    language.parser.parse(code),
    highlighter,
    (text, classes) => {
      if (!classes) return fragment.append(text);
      const span = document.createElement('span');
      span.className = classes;
      span.textContent = text;
      fragment.append(span);
    },
    () => fragment.append('\n'),
  );
  return fragment;
}
