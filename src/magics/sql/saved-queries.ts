import type {Kernel} from '../../kernel/kernel.js';
import {MagicError} from '../errors.js';
import type {Source} from './bind.js';
import type {Template, TemplatePart} from './template.js';
import {tokenize, type Dialect, type Token} from './tokens.js';

/** A query that a cell has saved by `--save`; its parameters get their values when it is used. */
export interface SavedQuery extends Source {
  readonly name: string;
  readonly template: Template;
  /** The saved queries that it uses itself. */
  readonly with: readonly string[];
}

/**
 * The saved queries of a kernel, by name: they are used by others as if they were tables, which is
 * done by CTEs. Like its variables, they are those of one kernel.
 */
export class SavedQueries {
  static readonly #all = new WeakMap<Kernel, SavedQueries>();
  readonly #queries = new Map<string, SavedQuery>();

  static of(kernel: Kernel): SavedQueries {
    const found = this.#all.get(kernel) ?? new SavedQueries();
    this.#all.set(kernel, found);
    return found;
  }

  get names(): readonly string[] {
    return [...this.#queries.values()].map(({name}) => name);
  }

  save(query: SavedQuery): void {
    this.#queries.set(query.name.toLowerCase(), query);
  }

  /**
   * Queries and those that they use, each before whoever uses it.
   *
   * @throws MagicError `UsageError` for a name that is not saved, or that uses itself
   */
  resolve(names: readonly string[], path: readonly string[] = []): SavedQuery[] {
    const found = names.flatMap((name) => {
      const query = this.#queries.get(name.toLowerCase());
      if (!query) throw this.#unknown(name);
      if (path.includes(query.name)) {
        throw usage(`The saved query "${query.name}" uses itself: ${[...path, name].join(' → ')}.`);
      }
      return [...this.resolve(query.with, [...path, query.name]), query];
    });
    return [...new Set(found)];
  }

  /** Saved queries whose names follow FROM, JOIN or a comma, as JupySQL finds them without `--with`. */
  usedBy(template: Template, dialect: Dialect, except: string | null): string[] {
    const {names} = this;
    if (names.length === 0 || !isQuery(template)) return [];
    const isSaved = (name: string): boolean => {
      const query = this.#queries.get(name.toLowerCase());
      // One that reads a table of its own name does not stand in for that table.
      const own = query && relations(textOf(query.template), dialect);
      return !!own && !own.some((each) => each.toLowerCase() === name.toLowerCase());
    };
    return [...new Set(relations(textOf(template), dialect))].filter(
      (name) => isSaved(name) && name.toLowerCase() !== except?.toLowerCase(),
    );
  }

  #unknown(name: string): MagicError {
    const {names} = this;
    const known = names.length > 0 ? `There are: ${names.join(', ')}.` : 'Nothing is saved yet.';
    return usage(
      `No query is saved as "${name}". ${known} Run its cell with --save ${name} first.`,
    );
  }
}

/** Puts saved queries before a statement, as CTEs. */
export function withQueries(
  template: Template,
  queries: readonly SavedQuery[],
  dialect: Dialect,
): {readonly ctes: readonly SavedQuery[]; readonly insertAt: number; readonly hasWith: boolean} {
  const text = textOf(template);
  const tokens = significant(text, dialect);
  let depth = 0;
  for (const [i, {text: word, type, start}] of tokens.entries()) {
    if (word === '(') depth++;
    if (word === ')') depth--;
    if (type !== 'word' || depth > 0) continue;
    const upper = word.toUpperCase();
    if (upper === 'WITH' && tokens[i + 1]?.text !== '(') {
      const next = tokens[i + 1];
      const isRecursive = next?.text.toUpperCase() === 'RECURSIVE';
      const last = isRecursive ? next : tokens[i]!;
      return {ctes: queries, insertAt: last.start + last.text.length, hasWith: true};
    }
    if (/^(SELECT|FROM|VALUES|PIVOT|UNPIVOT|TABLE)$/.test(upper) && !isDefinition(tokens, i)) {
      return {ctes: queries, insertAt: start, hasWith: false};
    }
  }
  throw usage(
    `--with is for queries, and this is none: ${queries.map(({name}) => name).join(', ')} cannot be used in ${template.kind}.`,
  );
}

/** `CREATE TABLE`, which begins no query. */
const isDefinition = (tokens: readonly Token[], index: number): boolean =>
  tokens[index]!.text.toUpperCase() === 'TABLE' && index > 0;

/** Where a statement can be saved or use others: it gives rows. */
export function isQuery({kind}: Template): boolean {
  return /^(SELECT|WITH|FROM|VALUES|PIVOT|UNPIVOT|EXPLAIN|CREATE|INSERT|SUMMARIZE|)$/.test(kind);
}

/** The text, with names in place of parameters; places are those of {@link splitAt}. */
function textOf({parts}: Template): string {
  return parts.map(placeholder).join('');
}

/** Stands for a parameter where only the structure of a statement is looked at. */
const placeholder = (part: TemplatePart): string => (part.type === 'text' ? part.text : '0');

/** Takes parts apart at a place of their text. */
export function splitAt(
  parts: readonly TemplatePart[],
  place: number,
): [readonly TemplatePart[], readonly TemplatePart[]] {
  const [before, after]: [TemplatePart[], TemplatePart[]] = [[], []];
  let at = 0;
  for (const part of parts) {
    const end = at + placeholder(part).length;
    if (end <= place) before.push(part);
    else if (at >= place || part.type !== 'text') after.push(part);
    else {
      const {text, start} = part;
      before.push({...part, text: text.slice(0, place - at)});
      after.push({...part, text: text.slice(place - at), start: start + place - at});
    }
    at = end;
  }
  return [before, after];
}

function significant(text: string, dialect: Dialect): Token[] {
  return tokenize(text, dialect).tokens.filter(({type}) => type !== 'space' && type !== 'comment');
}

function relations(text: string, dialect: Dialect): string[] {
  const tokens = significant(text, dialect);
  const names: string[] = [];
  let isRelation = false;
  tokens.forEach(({type, text: word}, i) => {
    const upper = type === 'word' ? word.toUpperCase() : word;
    if (upper === 'FROM' || upper === 'JOIN') isRelation = true;
    else if (/^(WHERE|GROUP|ORDER|SELECT|ON|USING|HAVING|LIMIT|UNION)$/.test(upper)) {
      isRelation = false;
    }
    const before = tokens[i - 1]?.text.toUpperCase();
    const follows = before === 'FROM' || before === 'JOIN' || before === ',';
    const next = tokens[i + 1]?.text;
    if (!isRelation || !follows || next === '.' || next === '(') return;
    if (type === 'word') names.push(word);
    else if (type === 'name') names.push(word.slice(1, -1));
  });
  return names;
}

function usage(message: string): MagicError {
  return new MagicError('UsageError', message);
}
