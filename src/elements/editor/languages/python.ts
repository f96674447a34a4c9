import {completeFromList} from '@codemirror/autocomplete';
import {localCompletionSource, pythonLanguage} from '@codemirror/lang-python';
import {LanguageSupport, indentUnit} from '@codemirror/language';
import type {CompletionContext, CompletionSource} from '@codemirror/autocomplete';

const keywords =
  'False None True and as assert async await break case class continue def del elif else except ' +
  'finally for from global if import in is lambda match nonlocal not or pass raise return try ' +
  'type while with yield';

const keywordSource = completeFromList(
  keywords.split(' ').map((label) => ({label, type: 'keyword'})),
);

/** Nothing but the kernel knows what follows a dot, and no word starts in a number. */
const isWord = (context: CompletionContext): boolean =>
  context.matchBefore(/(?:^|[^\p{L}\p{N}_.])[\p{L}_][\p{L}\p{N}_]*$/u) !== null;

const completeKeywords: CompletionSource = (context) =>
  isWord(context) ? keywordSource(context) : null;

/** Without a type, a word is the same as what the kernel says about it, and is not listed twice. */
const completeWords: CompletionSource = (context) => {
  const result = isWord(context) ? localCompletionSource(context) : null;
  return result && {...result, options: result.options.map(({label}) => ({label}))};
};

/** Python, with the words that can be offered before any kernel runs. */
export function python(): LanguageSupport {
  return new LanguageSupport(pythonLanguage, [
    indentUnit.of('    '),
    pythonLanguage.data.of({autocomplete: completeKeywords}),
    pythonLanguage.data.of({autocomplete: completeWords}),
  ]);
}
