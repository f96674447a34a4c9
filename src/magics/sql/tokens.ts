/** A piece of SQL; the tokens of a text, one after the other, are the text. */
export interface Token {
  readonly type: TokenType;
  readonly text: string;
  /** In UTF-16 units of the text. */
  readonly start: number;
}

/** `word` is a keyword or a bare identifier, `name` a quoted identifier, `template` is `{{ … }}`. */
export type TokenType =
  'space' | 'comment' | 'string' | 'name' | 'number' | 'word' | 'template' | 'symbol';

/** In what the lexical rules of engines differ. */
export type Dialect = 'duckdb' | 'trino' | 'other';

/** A quote, comment or brace that is opened and not closed; it then reaches to the end. */
export interface Unclosed {
  readonly what: string;
  readonly start: number;
}

/**
 * Splits SQL, so that nothing else has to know where strings and comments begin and end: `'it''s'`,
 * `E'\''`, `$$…$$`, `"name"`, `` `name` ``, `-- …`, nested comments, and our own `{{ … }}`.
 */
export function tokenize(
  text: string,
  dialect: Dialect = 'duckdb',
): {tokens: readonly Token[]; unclosed: Unclosed | null} {
  const tokens: Token[] = [];
  let unclosed: Unclosed | null = null;
  for (let start = 0; start < text.length;) {
    const [type, end] = tokenAt(text, start, dialect);
    if (end < 0) unclosed = {what: whatOf(type, text[start]!), start};
    const token = {type, text: end < 0 ? text.slice(start) : text.slice(start, end), start};
    tokens.push(token);
    start += token.text.length;
  }
  return {tokens, unclosed};
}

/** The next token's type and end; a negative end for one that is not closed. */
function tokenAt(text: string, start: number, dialect: Dialect): [TokenType, number] {
  const char = text[start]!;
  const two = text.slice(start, start + 2);
  if (two === '--') return ['comment', lineEnd(text, start)];
  if (two === '/*') return ['comment', commentEnd(text, start, dialect !== 'trino')];
  if (two === '{{') return ['template', templateEnd(text, start)];
  if (char === "'") return ['string', quoteEnd(text, start, "'")];
  if (char === '"' || char === '`') return ['name', quoteEnd(text, start, char)];
  if (dialect !== 'trino') {
    if (/^e'/i.test(two)) return ['string', escapedEnd(text, start + 1)];
    const dollar = matchAt(/\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy, text, start);
    if (dollar) {
      const close = text.indexOf(dollar, start + dollar.length);
      return ['string', close < 0 ? -1 : close + dollar.length];
    }
  }
  for (const [type, pattern] of patterns) {
    const match = matchAt(pattern, text, start);
    if (match) return [type, start + match.length];
  }
  return ['symbol', start + String.fromCodePoint(text.codePointAt(start)!).length];
}

const patterns: readonly (readonly [TokenType, RegExp])[] = [
  ['space', /\s+/y],
  ['number', /0x[\da-f_]+|(?:\d[\d_]*(?:\.(?!\.)[\d_]*)?|\.\d[\d_]*)(?:e[+-]?\d+)?/iy],
  ['word', /[\p{L}_][\p{L}\p{N}\p{M}_$]*/uy],
  ['symbol', /::|:=|->>?|=>|<=|>=|<>|!=|\|\||\.\./y],
];

function matchAt(pattern: RegExp, text: string, start: number): string | null {
  pattern.lastIndex = start;
  return pattern.exec(text)?.[0] ?? null;
}

function lineEnd(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
}

function commentEnd(text: string, start: number, nested: boolean): number {
  let depth = 0;
  const pattern = /\/\*|\*\//g;
  pattern.lastIndex = start;
  for (let match; (match = pattern.exec(text));) {
    if (match[0] === '*/') depth--;
    else if (nested || depth === 0) depth++;
    if (depth === 0) return pattern.lastIndex;
  }
  return -1;
}

/** A doubled quote stands for itself. */
function quoteEnd(text: string, start: number, quote: string): number {
  for (let end = text.indexOf(quote, start + 1); end >= 0; end = text.indexOf(quote, end + 2)) {
    if (text[end + 1] !== quote) return end + 1;
  }
  return -1;
}

function escapedEnd(text: string, quote: number): number {
  for (let end = quote + 1; end < text.length; end++) {
    if (text[end] === '\\') end++;
    else if (text[end] === "'") {
      if (text[end + 1] !== "'") return end + 1;
      end++;
    }
  }
  return -1;
}

/** Braces and quotes of the Python expression are skipped: `{{ {"a": 1}["a"] }}`. */
function templateEnd(text: string, start: number): number {
  let depth = 0;
  const pattern = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|[{}]/g;
  pattern.lastIndex = start + 2;
  for (let match; (match = pattern.exec(text));) {
    if (match[0] === '{') depth++;
    else if (match[0] === '}') {
      if (depth === 0) return text[pattern.lastIndex] === '}' ? pattern.lastIndex + 1 : -1;
      depth--;
    }
  }
  return -1;
}

function whatOf(type: TokenType, char: string): string {
  if (type === 'comment') return 'The comment /*';
  if (type === 'template') return 'The braces {{';
  return type === 'name' ? `The quoted name ${char}` : 'The string';
}
