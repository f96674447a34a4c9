import {MagicError} from '../errors.js';
import {positionIn} from './statement.js';
import {tokenize, type Dialect, type Token} from './tokens.js';

/** One statement of a body, taken apart at its parameters. */
export interface Template {
  /** The first keyword in capitals; `''` where there is none. */
  readonly kind: string;
  readonly parts: readonly TemplatePart[];
}

export type TemplatePart =
  /** Text as it stands in the body from `start` on; `before` tells whether a value follows `IN (`. */
  | {readonly type: 'text'; readonly text: string; readonly start: number}
  | {
      readonly type: 'value';
      readonly expression: string;
      readonly start: number;
      readonly filter: Filter | null;
      /** It stands where a list becomes its items: alone between commas of `IN (…)`, or after `IN`. */
      readonly list: 'items' | 'parentheses' | null;
    };

/** `sqlsafe` inserts the text of a value as it is, `inclause` a list in parentheses. */
export type Filter = 'sqlsafe' | 'inclause';

/**
 * Takes a body apart into statements and their parameters: `:name` and `{{ expression }}`, outside
 * of strings, quoted names and comments; not `a::type`, slices `x[a:b]`, `{'key':value}` and
 * `alias:expression`.
 *
 * @throws MagicError `SqlSyntaxError` where something is opened and not closed
 */
export function parseTemplate(body: string, dialect: Dialect): readonly Template[] {
  const {tokens, unclosed} = tokenize(body, dialect);
  if (unclosed) throw errorAt(body, unclosed.start, `${unclosed.what} is opened and not closed.`);
  const templates: Template[] = [];
  let reader = new StatementReader(body);
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i]!.text === ';') {
      templates.push(reader.finish());
      reader = new StatementReader(body);
    } else {
      i += reader.read(tokens, i) - 1;
    }
  }
  templates.push(reader.finish());
  return templates.filter(({kind, parts}) => kind || parts.some(({type}) => type === 'value'));
}

/** The expressions of statements, each once, in the order of their first use. */
export function expressionsOf(templates: readonly Template[]): string[] {
  const parts = templates.flatMap((template) => template.parts);
  return [...new Set(parts.flatMap((part) => (part.type === 'value' ? part.expression : [])))];
}

export function errorAt(body: string, start: number, message: string): MagicError {
  return new MagicError('SqlSyntaxError', message, {position: positionIn(body, start)});
}

/** An open bracket: what it is, and whether a colon in it has separated something already. */
interface Bracket {
  readonly type: '(' | '[' | '{' | 'in' | 'subscript';
}

class StatementReader {
  readonly #body: string;
  readonly #parts: TemplatePart[] = [];
  readonly #brackets: Bracket[] = [];
  #kind = '';
  /** The last token that is neither space nor comment. */
  #before: Token | null = null;
  /** That one ended right where the next token begins. */
  #end = -1;

  constructor(body: string) {
    this.#body = body;
  }

  /** Reads what stands at a token, and gives the number of tokens that it took. */
  read(tokens: readonly Token[], index: number): number {
    const token = tokens[index]!;
    if (token.type === 'space' || token.type === 'comment') {
      this.#text(token);
      return 1;
    }
    if (token.type === 'template') {
      this.#template(token, tokens, index);
      this.#after(token);
      return 1;
    }
    const name = tokens[index + 1];
    if (token.text === ':' && name?.type === 'word' && this.#isParameter(token)) {
      this.#value(name.text, token, tokens, index + 2, null);
      this.#after(name);
      return 2;
    }
    const isMarker = token.text === '?' && this.#kind !== 'PREPARE';
    if (isMarker && !this.#isOperator(tokens, index)) {
      throw errorAt(
        this.#body,
        token.start,
        'A "?" has no value here: write :name, or {{ expression }}, to use a variable of Python.',
      );
    }
    if (!this.#kind && token.type === 'word') this.#kind = token.text.toUpperCase();
    this.#track(token);
    this.#text(token);
    this.#after(token);
    return 1;
  }

  finish(): Template {
    return {kind: this.#kind, parts: this.#parts};
  }

  #after(token: Token): void {
    this.#before = token;
    this.#end = token.start + token.text.length;
  }

  #text({text, start}: Token): void {
    const last = this.#parts.at(-1);
    if (last?.type === 'text' && last.start + last.text.length === start) {
      this.#parts[this.#parts.length - 1] = {...last, text: last.text + text};
    } else {
      this.#parts.push({type: 'text', text, start});
    }
  }

  #track({text}: Token): void {
    if (text === '(') this.#brackets.push({type: isWord(this.#before, 'IN') ? 'in' : '('});
    else if (text === '[') {
      this.#brackets.push({type: isOperand(this.#before) ? 'subscript' : '['});
    } else if (text === '{') this.#brackets.push({type: '{'});
    else if (text === ')' || text === ']' || text === '}') this.#brackets.pop();
  }

  /** A colon with a word behind it can also separate. */
  #isParameter({start}: Token): boolean {
    const before = this.#before;
    const bracket = this.#brackets.at(-1)?.type;
    if (bracket === 'subscript') return before?.text !== '[' && !isOperand(before);
    // `{'key':value}`, and `alias:expression`; a name with a space before is no alias.
    if (bracket === '{') return !isOperand(before);
    return !(isOperand(before) && this.#end === start);
  }

  /** PostgreSQL has `?` among its operators of JSON; it stands between operands. */
  #isOperator(tokens: readonly Token[], index: number): boolean {
    const next = followed(tokens, index + 1);
    return isOperand(this.#before) && (isOperand(next) || next?.text === '|' || next?.text === '&');
  }

  #template(token: Token, tokens: readonly Token[], index: number): void {
    const inside = token.text.slice(2, -2);
    const [, expression, filter] = /^([\s\S]*?[^|])(?:\|\s*(\w+)\s*)?$/.exec(inside) ?? [];
    const trimmed = (expression ?? '').trim();
    if (!trimmed) throw errorAt(this.#body, token.start, 'The braces {{ }} are empty.');
    if (filter && !isFilter(filter)) {
      const message = `There is no filter "${filter}": {{ x | sqlsafe }} inserts text as it is, {{ x | inclause }} a list in parentheses. For Python's own |, write {{ (a | b) }}.`;
      throw errorAt(this.#body, token.start, message);
    }
    this.#value(trimmed, token, tokens, index + 1, (filter as Filter | undefined) ?? null);
  }

  #value(
    expression: string,
    {start}: Token,
    tokens: readonly Token[],
    next: number,
    filter: Filter | null,
  ): void {
    const list = this.#listPlace(followed(tokens, next));
    this.#parts.push({type: 'value', expression, start, filter, list});
  }

  #listPlace(next: Token | undefined): 'items' | 'parentheses' | null {
    if (isWord(this.#before, 'IN')) return 'parentheses';
    const isAlone =
      (this.#before?.text === '(' || this.#before?.text === ',') &&
      (next?.text === ')' || next?.text === ',');
    return isAlone && this.#brackets.at(-1)?.type === 'in' ? 'items' : null;
  }
}

/** The next token that is neither space nor comment. */
function followed(tokens: readonly Token[], index: number): Token | undefined {
  let next = index;
  while (tokens[next]?.type === 'space' || tokens[next]?.type === 'comment') next++;
  return tokens[next];
}

const isFilter = (filter: string): boolean => filter === 'sqlsafe' || filter === 'inclause';

const isWord = (token: Token | null, word: string): boolean =>
  token?.type === 'word' && token.text.toUpperCase() === word;

/** Whether a value can end with this token. */
function isOperand(token: Token | null | undefined): boolean {
  if (!token) return false;
  if (token.type === 'word') return !beforeValues.has(token.text.toUpperCase());
  if (token.type === 'symbol')
    return token.text === ')' || token.text === ']' || token.text === '}';
  return true;
}

/** Keywords that a value can follow. */
const beforeValues = new Set(
  (
    'SELECT WHERE AND OR NOT IN LIKE ILIKE BETWEEN IS ON HAVING BY LIMIT OFFSET THEN ELSE WHEN CASE ' +
    'VALUES SET ESCAPE DISTINCT ALL ANY SOME AS FROM FETCH FIRST NEXT TOP RETURN USING SIMILAR TO ' +
    'FILTER CALL EXECUTE REPEATABLE SAMPLE GLOB INTERVAL DEFAULT WITH FOR QUALIFY'
  ).split(' '),
);
