import {closeBrackets} from '@codemirror/autocomplete';
import {history} from '@codemirror/commands';
import {bracketMatching, indentOnInput, indentUnit, syntaxHighlighting} from '@codemirror/language';
import {search} from '@codemirror/search';
import {
  Annotation,
  Compartment,
  EditorState,
  Facet,
  Transaction,
  type Extension,
} from '@codemirror/state';
import {
  EditorView,
  drawSelection,
  dropCursor,
  highlightSpecialChars,
  placeholder,
  rectangularSelection,
} from '@codemirror/view';
import {completion, kernelCompletion} from './completion.js';
import {magicCompletion} from './magic-completion.js';
import {difference} from './difference.js';
import {highlighter} from './highlight.js';
import {codeHost, type CodeHost} from './host.js';
import {inspection} from './inspect.js';
import {keys} from './keys.js';
import {loadLanguage, loadedLanguage} from './languages.js';
import type {SelectionRange} from './preview.js';
import {theme} from './theme.js';

export type {CodeHost} from './host.js';
export {colour, highlight} from './highlight.js';
export {loadLanguage} from './languages.js';

/** Marks changes that the reader has not made just now, of which the element tells nobody. */
const external = Annotation.define<boolean>();

const languageName = Facet.define<string, string>({combine: (names) => names[0] ?? 'text'});
const options = new Compartment();
const language = new Compartment();

/** What the preview leaves to the editor. */
export interface Handover {
  /** The source before the reader changed it, where undo goes back to. */
  readonly original: string;
  readonly value: string;
  readonly selection: SelectionRange | undefined;
}

/**
 * CodeMirror inside an element. Its view exists only while the element is in a page; its state,
 * with the undo history, stays.
 */
export class CodeView {
  #host: CodeHost;
  #parent: HTMLElement;
  #view: EditorView;

  constructor(host: CodeHost, parent: HTMLElement, {original, value, selection}: Handover) {
    this.#host = host;
    this.#parent = parent;
    this.#view = this.#createView(
      EditorState.create({doc: original, extensions: extensions(host)}),
    );
    const changes = difference(original, value);
    if (changes) this.#view.dispatch({changes, annotations: external.of(true), userEvent: 'input'});
    if (selection) this.#view.dispatch({selection});
  }

  get value(): string {
    return this.#view.state.doc.toString();
  }

  /** Changes only what differs, so that the caret stays where it was in the text. */
  set value(value: string) {
    const changes = difference(this.value, value);
    if (!changes) return;
    this.#view.dispatch({
      changes,
      annotations: [external.of(true), Transaction.addToHistory.of(false)],
    });
  }

  get caret(): number {
    return this.#view.state.selection.main.head;
  }

  set caret(offset: number) {
    const anchor = Math.min(offset, this.#view.state.doc.length);
    this.#view.dispatch({selection: {anchor}, scrollIntoView: true});
  }

  set scrollLeft(scrollLeft: number) {
    this.#view.scrollDOM.scrollLeft = scrollLeft;
  }

  focus(): void {
    this.#view.focus();
  }

  /** Reads the options of the element anew. */
  configure(): void {
    const {state} = this.#view;
    this.#view.dispatch({effects: options.reconfigure(optionsOf(this.#host))});
    if (state.facet(languageName) !== this.#host.language) void this.#changeLanguage();
  }

  /** Ends the view, which would otherwise keep listening to the page; the state stays. */
  detach(): void {
    this.#view.destroy();
  }

  /** Shows the state again, after the element was moved or put back. */
  attach(): void {
    this.#view = this.#createView(this.#view.state);
  }

  async #changeLanguage(): Promise<void> {
    const name = this.#host.language;
    await loadLanguage(name);
    if (name !== this.#host.language) return;
    this.#view.dispatch({effects: language.reconfigure(languageOf(name))});
  }

  #createView(state: EditorState): EditorView {
    const view = new EditorView({
      parent: this.#parent,
      state,
      dispatchTransactions: (transactions, view) => {
        view.update(transactions);
        const edits = transactions.filter((transaction) => transaction.docChanged);
        if (edits.some((edit) => !edit.annotation(external))) {
          this.#host.changed(view.state.doc.toString());
        }
      },
    });
    // A panel has fields of its own: keys that are pressed there are not meant for the cell.
    view.dom.addEventListener('keydown', (event) => {
      if (event.target instanceof Element && event.target.closest('.cm-panels')) {
        event.stopPropagation();
      }
    });
    return view;
  }
}

function extensions(host: CodeHost): Extension {
  return [
    codeHost.of(host),
    keys(),
    history(),
    drawSelection(),
    dropCursor(),
    EditorState.allowMultipleSelections.of(true),
    rectangularSelection(),
    highlightSpecialChars(),
    indentUnit.of('    '),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    search({top: true}),
    completion(),
    EditorState.languageData.of(() => [kernelCompletion, magicCompletion]),
    inspection,
    syntaxHighlighting(highlighter),
    theme,
    language.of(languageOf(host.language)),
    options.of(optionsOf(host)),
  ];
}

function languageOf(name: string): Extension {
  return [languageName.of(name), loadedLanguage(name) ?? []];
}

function optionsOf(host: CodeHost): Extension {
  return [
    EditorState.readOnly.of(host.readonly),
    placeholder(host.placeholder),
    host.wrap ? EditorView.lineWrapping : [],
    EditorView.contentAttributes.of({
      // It is in the order anyway; axe does not know, and would want the box around it to be focusable.
      tabindex: '0',
      'aria-label': host.label,
      'aria-describedby': 'help',
      spellcheck: 'false',
      autocorrect: 'off',
      autocapitalize: 'off',
      translate: 'no',
    }),
  ];
}
