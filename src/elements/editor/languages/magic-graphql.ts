import type {LanguageSupport} from '@codemirror/language';
import {graphqlLanguage} from 'cm6-graphql';
import {magicLanguage} from './magic.js';

export function magicGraphql(): LanguageSupport {
  return magicLanguage(graphqlLanguage);
}
