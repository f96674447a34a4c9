import {markdown as languageMarkdown, markdownLanguage} from '@codemirror/lang-markdown';
import type {LanguageSupport} from '@codemirror/language';

/** Markdown as notebooks write it, with tables and task lists. */
export function markdown(): LanguageSupport {
  return languageMarkdown({base: markdownLanguage, completeHTMLTags: false});
}
