import {PostgreSQL, SQLDialect} from '@codemirror/lang-sql';
import type {LanguageSupport} from '@codemirror/language';
import {magicLanguage} from './magic.js';

/** SQL as most engines understand it, with `:name` as a parameter. */
const dialect = SQLDialect.define({...PostgreSQL.spec, specialVar: ':'});

export function magicSql(): LanguageSupport {
  return magicLanguage(dialect.language);
}
