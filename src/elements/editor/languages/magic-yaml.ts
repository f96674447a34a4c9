import {yamlLanguage} from '@codemirror/lang-yaml';
import type {LanguageSupport} from '@codemirror/language';
import {magicLanguage} from './magic.js';

export function magicYaml(): LanguageSupport {
  return magicLanguage(yamlLanguage);
}
