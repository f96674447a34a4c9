import type {Kernel} from '../../kernel/kernel.js';
import type {MagicCompletion, MagicCompletionRequest} from '../magic.js';
import type {SqlEngine, TableInfo} from './engine.js';
import {keywords} from './keywords.js';
import {SavedQueries} from './saved-queries.js';
import {tokenize, type Token} from './tokens.js';

type Candidate = Pick<MagicCompletion, 'text' | 'type' | 'detail'>;

/**
 * Proposes tables where a table can stand, columns of the tables that the body names elsewhere, and
 * keywords. What begins the same comes in that order; within strings and comments nothing does.
 */
export async function completeSql(
  {body, cursor}: MagicCompletionRequest,
  kernel: Kernel,
  engine: SqlEngine,
): Promise<readonly MagicCompletion[]> {
  const before = tokenize(body.slice(0, cursor), engine.dialect);
  const last = before.tokens.at(-1);
  if (before.unclosed && last?.type !== 'name') return [];
  if (last?.type === 'comment' || last?.type === 'string') return [];
  const isWord = last?.type === 'word' || last?.type === 'name';
  const word = isWord ? last.text.replace(/^["`]/, '') : '';
  const place = {start: isWord ? last.start : cursor, end: cursor};
  const rest = before.tokens.slice(0, isWord ? -1 : undefined).filter(isSignificant);
  if (rest.at(-1)?.text === ':') return [];

  const infos = (await engine.tables?.(kernel, new AbortController().signal)) ?? [];
  const saved = SavedQueries.of(kernel).names.map((name) => ({
    name,
    detail: 'saved query',
    columns: [],
  }));
  const tables = [...infos, ...saved];
  return candidates(rest, tables, body, engine)
    .filter(({text}) => begins(text, word) && text !== word)
    .map((candidate) => ({...candidate, ...place}));
}

function candidates(
  rest: readonly Token[],
  tables: readonly TableInfo[],
  body: string,
  engine: SqlEngine,
): Candidate[] {
  const [previous, dot] = [rest.at(-2), rest.at(-1)];
  if (dot?.text === '.' && previous) return columnsOf(tables, previous.text, body, engine);
  const names = tables.map(({name, detail}) => ({
    text: name,
    type: 'table',
    ...(detail && {detail}),
  }));
  const before = dot?.text.toUpperCase();
  if (before === 'FROM' || before === 'JOIN' || before === 'INTO' || before === 'TABLE')
    return names;
  const used = tables.filter(({name}) => mentions(body, name, engine));
  const columns = used.flatMap(columnsOfTable);
  const words = [...keywords, ...(engine.keywords ?? [])];
  return [...columns, ...names, ...words.map((text) => ({text, type: 'keyword'}))];
}

/** The columns of `name.`, where `name` is a table or the alias of one. */
function columnsOf(
  tables: readonly TableInfo[],
  name: string,
  body: string,
  engine: SqlEngine,
): Candidate[] {
  const tokens = tokenize(body, engine.dialect).tokens.filter(isSignificant);
  const isNamed = ({name: each}: TableInfo, other: string): boolean =>
    each.toLowerCase() === other.toLowerCase();
  const aliased = tokens.flatMap(({text}, i) => {
    if (text.toLowerCase() !== name.toLowerCase() || i === 0) return [];
    const at = tokens[i - 1]!.text.toUpperCase() === 'AS' ? i - 2 : i - 1;
    return tokens[at] ? [tokens[at].text] : [];
  });
  const found = tables.find((each) => isNamed(each, name));
  const of = found ?? tables.find((each) => aliased.some((other) => isNamed(each, other)));
  return of ? columnsOfTable(of) : [];
}

const columnsOfTable = ({columns}: TableInfo): Candidate[] =>
  columns.map(({name, type}) => ({text: name, type: 'column', detail: type}));

function mentions(body: string, name: string, {dialect}: SqlEngine): boolean {
  return tokenize(body, dialect).tokens.some(({text}) => text.toLowerCase() === name.toLowerCase());
}

const begins = (text: string, word: string): boolean =>
  text.replace(/^"/, '').toLowerCase().startsWith(word.toLowerCase());

const isSignificant = ({type}: Token): boolean => type !== 'space' && type !== 'comment';
