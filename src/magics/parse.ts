import {MagicError, type Position} from './errors.js';
import type {Flags, FlagSpec, FlagSpecs} from './flags.js';
import type {MagicHandler, Target} from './magic.js';

/** A cell that starts with a magic, taken apart. */
export interface ParsedCell {
  readonly name: string;
  readonly flags: Flags;
  readonly target: Target | null;
  /** What else stands in the header line. */
  readonly words: readonly Word[];
  readonly header: string;
  readonly body: string;
  /** Lines of the cell before the body. */
  readonly linesBefore: number;
}

/** One word of a header line, without its quotes. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** What every magic takes. */
const common: FlagSpecs = {
  out: {
    type: 'string',
    value: 'NAME',
    help: 'the variable that gets the result, without showing it',
  },
};

/**
 * Takes the header line of a cell apart; the body is left as it is. A header that may hold a query
 * is read for flags only up to the second word of it, since `--` starts a comment in SQL.
 *
 * @throws MagicError `UsageError` that names the flag and says how the magic is used
 */
export function parseCell(
  source: string,
  {flags: specs = {}, header = 'connection'}: Pick<MagicHandler, 'flags' | 'header'> = {},
): ParsedCell {
  const blank = /^(?:[^\S\n]*\n)*/.exec(source)![0];
  const text = source.slice(blank.length);
  const end = text.indexOf('\n');
  const line = end < 0 ? text : text.slice(0, end);
  const [start, name] = /^\s*%%(\w+)/.exec(line)!;
  const usage = (problem: string): MagicError =>
    new MagicError('UsageError', `${problem}\n${usageOf(name!, specs)}`);

  const all = {...specs, ...common};
  const words = splitWords(line, start.length, usage);
  const flags: Record<string, boolean | number | string | string[]> = {};
  const rest: Word[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    const match = /^--([\w-]+)(?:=([\s\S]*))?$/.exec(word.text);
    const isText = header === 'connection' && queryWords(rest) > 1;
    if (!match || isText || isQuoted(line, word)) {
      rest.push(word);
      continue;
    }
    const [, flag, given] = match;
    const spec = Object.hasOwn(all, flag!) ? all[flag!] : undefined;
    if (!spec) throw usage(`%%${name!} has no flag --${flag!}.`);
    if (spec.type === 'boolean') {
      if (given !== undefined) throw usage(`--${flag!} takes no value.`);
      flags[flag!] = true;
      continue;
    }
    const value = given ?? words[++index]?.text;
    if (value === undefined) throw usage(`--${flag!} needs a value: ${valueName(spec)}.`);
    const parsed = spec.type === 'integer' ? integer(flag!, value, usage) : value;
    if (spec.multiple) flags[flag!] = [...((flags[flag!] as string[]) ?? []), String(parsed)];
    else if (flag! in flags) throw usage(`--${flag!} is given twice.`);
    else flags[flag!] = parsed;
  }
  const target = takeTarget(rest, flags, usage);
  return {
    name: name!,
    flags,
    target,
    words: rest,
    header: line,
    body: end < 0 ? '' : text.slice(end + 1),
    linesBefore: blank.split('\n').length,
  };
}

/** What remains of a cell when its header has been read. */
export interface Addressed {
  readonly connection: string;
  readonly body: string;
  /** Where in the cell a place of the body is. */
  readonly place: (position: Position) => Position;
}

/**
 * Reads the first word of the header as the connection, if it is one, or could only be one. What
 * follows is the beginning of the body, as ipython-sql allows: `%%sql SELECT 1`.
 */
export function address(cell: ParsedCell, connections: readonly string[]): Addressed {
  const {words, header, body, linesBefore} = cell;
  const first = words[0];
  const isName = words.length === 1 && /^[\p{L}_][\w.-]*$/u.test(first!.text);
  const named = first && (connections.includes(first.text) || (isName && body.trim() !== ''));
  const text = words[named ? 1 : 0];
  const connection = named ? first.text : '';
  if (!text) {
    const place = ({line, column}: Position) => ({line: line + linesBefore, column});
    return {connection, body, place};
  }
  const place = ({line, column}: Position) => ({
    line: line + linesBefore - 1,
    column: line === 1 ? column + text.start : column,
  });
  return {connection, body: `${header.slice(text.start)}\n${body}`, place};
}

/** How many words of a query have been read, without `NAME <<`. */
function queryWords(words: readonly Word[]): number {
  return words.length - 1 - words.findLastIndex(({text}) => text.endsWith('<<'));
}

/** One line for each flag of a magic. */
export function usageOf(name: string, specs: FlagSpecs): string {
  const entries = Object.entries({...specs, ...common});
  const names = entries.map(([flag, spec]) =>
    spec.type === 'boolean' ? `--${flag}` : `--${flag} ${valueName(spec)}`,
  );
  const width = Math.max(...names.map(({length}) => length));
  const lines = entries.map(([, {help}], i) => `  ${names[i]!.padEnd(width)}  ${help}`);
  return `Flags of %%${name}:\n${lines.join('\n')}`;
}

/** `NAME <<` and `NAME = <<`, which ipython-sql and JupySQL know, or `--out NAME`. */
function takeTarget(
  words: Word[],
  flags: Record<string, unknown>,
  usage: (problem: string) => MagicError,
): Target | null {
  const at = words.findIndex(({text}) => text.endsWith('<<'));
  const out = flags['out'] as string | undefined;
  delete flags['out'];
  if (at < 0) return out === undefined ? null : {name: checked(out, usage), show: false};
  if (out !== undefined) throw usage('The result has two names: give --out or <<, not both.');
  let first = at;
  let written = words[at]!.text.slice(0, -2);
  while (first > 0 && (written === '' || written === '=')) written = words[--first]!.text + written;
  words.splice(first, at + 1 - first);
  const show = written.endsWith('=');
  return {name: checked(show ? written.slice(0, -1) : written, usage), show};
}

function checked(name: string, usage: (problem: string) => MagicError): string {
  if (isVariableName(name)) return name;
  throw usage(`"${name}" cannot be the name of a Python variable.`);
}

/** Whether Python can have a variable of that name. */
export function isVariableName(name: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) && !keywords.has(name);
}

const keywords = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except ' +
    'finally for from global if import in is lambda nonlocal not or pass raise return try while ' +
    'with yield'
  ).split(' '),
);

function integer(flag: string, value: string, usage: (problem: string) => MagicError): number {
  const number = Number(value.replaceAll('_', ''));
  if (/^\d[\d_]*$/.test(value) && Number.isSafeInteger(number)) return number;
  throw usage(
    `--${flag} ${value}: ${Number.isNaN(number) ? 'this is no number' : 'a whole number, 0 or more, is needed'}.`,
  );
}

const valueName = (spec: FlagSpec): string =>
  spec.value ?? (spec.type === 'integer' ? 'N' : 'VALUE');

const isQuoted = (line: string, {start}: Word): boolean => /["']/.test(line[start]!);

/** Words as a shell splits them: quotes keep spaces, and a backslash keeps what follows it. */
function splitWords(line: string, from: number, usage: (problem: string) => MagicError): Word[] {
  const words: Word[] = [];
  const pattern = /(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\])+/g;
  pattern.lastIndex = from;
  let end = from;
  for (let match; (match = pattern.exec(line)); end = pattern.lastIndex) {
    if (line.slice(end, match.index).trim()) break;
    words.push({text: unquoted(match[0]), start: match.index, end: pattern.lastIndex});
  }
  const left = line.slice(end).trim();
  if (left) throw usage(`A quote is not closed: ${left}`);
  return words;
}

const unquoted = (word: string): string =>
  word.replace(
    /"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)/g,
    (_, double?: string, single?: string, char?: string) =>
      double !== undefined ? double.replace(/\\(["\\])/g, '$1') : (single ?? char ?? ''),
  );
