import type {Kernel} from '../kernel/kernel.js';
import type {MagicCompletion, MagicHandler} from './magic.js';
import {address, parseCell} from './parse.js';
import {magicOf, type MagicRegistry} from './registry.js';

/**
 * Proposes what can stand at a place of a cell that starts with a magic: its name, its flags and
 * connections in the header, and in the body what its handler knows.
 *
 * @param cursor - in UTF-16 units of the source
 */
export async function complete(
  source: string,
  cursor: number,
  magics: MagicRegistry,
  kernel: Kernel,
): Promise<readonly MagicCompletion[]> {
  const name = magicOf(source);
  const start = source.search(/\S/);
  const endOfLine = source.indexOf('\n', start);
  const headerEnd = endOfLine < 0 ? source.length : endOfLine;
  if (cursor <= headerEnd) {
    return completeHeader(source.slice(start, headerEnd), start, cursor, magics);
  }
  const handlers = name ? magics.handlers(name) : [];
  if (handlers.length === 0) return [];
  const {connection} = addressed(source, handlers);
  const handler = handlers.find((each) => (each.connection ?? '') === connection) ?? handlers[0]!;
  const offset = headerEnd + 1;
  const body = source.slice(offset);
  const request = {connection: handler.connection ?? '', body, cursor: cursor - offset};
  const found = (await handler.complete?.(request, kernel)) ?? [];
  return found.map((each) => ({...each, start: each.start + offset, end: each.end + offset}));
}

function completeHeader(
  header: string,
  offset: number,
  cursor: number,
  magics: MagicRegistry,
): readonly MagicCompletion[] {
  const before = header.slice(0, cursor - offset);
  const word = /\S*$/.exec(before)![0];
  const place = {start: cursor - word.length, end: cursor};
  const name = /^%%(\w+)\s/.exec(before)?.[1];
  const candidates = name === undefined ? namesOf(magics) : wordsOf(magics.handlers(name));
  return candidates
    .filter(({text}) => text.startsWith(word) && text !== word)
    .map((candidate) => ({...candidate, ...place}));
}

type Candidate = Pick<MagicCompletion, 'text' | 'type' | 'detail'>;

function namesOf(magics: MagicRegistry): Candidate[] {
  const byName = new Map(magics.handlers().map((handler) => [handler.name, handler]));
  return [...byName.values()].map(({name, help}) => ({
    text: `%%${name}`,
    type: 'magic',
    ...(help && {detail: help}),
  }));
}

function wordsOf(handlers: readonly MagicHandler[]): Candidate[] {
  const [first] = handlers;
  if (!first) return [];
  const flags = {...first.flags, out: {help: 'the variable that gets the result'}};
  return [
    ...handlers
      .filter(({connection}) => connection)
      .map(({connection, help}) => ({
        text: connection!,
        type: 'namespace',
        ...(help && {detail: help}),
      })),
    ...Object.entries(flags).map(([flag, {help}]) => ({
      text: `--${flag}`,
      type: 'keyword',
      detail: help,
    })),
  ];
}

/** A header that is not finished is no reason to propose nothing. */
function addressed(source: string, handlers: readonly MagicHandler[]): {connection: string} {
  try {
    const names = handlers.map(({connection}) => connection ?? '');
    return address(parseCell(source, handlers[0]), names);
  } catch {
    return {connection: ''};
  }
}
