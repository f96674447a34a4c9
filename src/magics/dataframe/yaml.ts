import {EVENT_ID, SCALAR_STYLE, YAMLException, getScalarValue, load, parseEvents} from 'js-yaml';
import {MagicError, type Position} from '../errors.js';

/** A YAML mapping, and where in its text each part of it stands. */
export interface YamlMapping {
  readonly value: Readonly<Record<string, unknown>>;
  /** Of the key, or of the item of a list, by JSON pointer, such as `#/options/limit`. */
  place(pointer: string): Position;
  /** Of the value. */
  placeOfValue(pointer: string): Position;
}

type YamlEvent = ReturnType<typeof parseEvents>[number];

/**
 * Reads a mapping of values that JSON has too.
 *
 * @throws MagicError `YAMLError` at the place of the mistake
 */
export function readYaml(text: string, linesBefore = 0): YamlMapping {
  const at = (offset: number): Position => positionOf(text, offset);
  const fail = (problem: string, offset: number): never => {
    throw new MagicError('YAMLError', `The arguments are not valid YAML: ${problem}`, {
      position: at(offset),
    });
  };
  if (!text.replace(/^\s*#.*$/gm, '').trim()) {
    return {value: {}, place: () => at(0), placeOfValue: () => at(0)};
  }
  let value: unknown;
  let events: YamlEvent[];
  try {
    value = load(text);
    events = parseEvents(text, {});
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const {reason, mark} = error;
    const where = mark ? ` (line ${mark.line + 1 + linesBefore}, column ${mark.column + 1})` : '';
    return fail(`${inOwnWords(reason)}${where}.`, mark?.position ?? 0);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return fail('one "name: value" on each line is needed, such as "table: sales".', 0);
  }
  const {keys, values} = placesOf(text, events, fail);
  const find = (places: Map<string, number>, pointer: string): Position => {
    for (let path = pointer; path !== '#'; path = path.slice(0, path.lastIndexOf('/'))) {
      const offset = places.get(path);
      if (offset !== undefined) return at(offset);
    }
    return at(0);
  };
  return {
    value: value as Record<string, unknown>,
    place: (pointer) => find(keys, pointer),
    placeOfValue: (pointer) => find(values, pointer),
  };
}

/** Goes through a document as it is written, and refuses what JSON cannot say. */
function placesOf(
  text: string,
  events: readonly YamlEvent[],
  fail: (problem: string, offset: number) => never,
): {keys: Map<string, number>; values: Map<string, number>} {
  const keys = new Map<string, number>();
  const values = new Map<string, number>();
  const open: {pointer: string; isMapping: boolean; key: string | null; count: number}[] = [];

  /** The pointer of the value that comes now; null where it is a key. */
  const enter = (event: YamlEvent, offset: number): string | null => {
    const parent = open.at(-1);
    if (!parent) return '#';
    if (parent.isMapping && parent.key === null) {
      if (event.type !== EVENT_ID.SCALAR) fail('a list or mapping cannot be a name.', offset);
      else parent.key = getScalarValue(text, event);
      keys.set(`${parent.pointer}/${escaped(parent.key)}`, offset);
      return null;
    }
    const pointer = `${parent.pointer}/${parent.isMapping ? escaped(parent.key!) : parent.count++}`;
    parent.key = null;
    if (!parent.isMapping) keys.set(pointer, offset);
    values.set(pointer, offset);
    return pointer;
  };

  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.MAPPING:
      case EVENT_ID.SEQUENCE: {
        const pointer = enter(event, event.start) ?? '#';
        open.push({pointer, isMapping: event.type === EVENT_ID.MAPPING, key: null, count: 0});
        break;
      }
      case EVENT_ID.SCALAR: {
        const pointer = enter(event, event.valueStart);
        const isPlain = event.style === SCALAR_STYLE.PLAIN;
        if (pointer && isPlain) checkNumber(getScalarValue(text, event), event.valueStart, fail);
        break;
      }
      case EVENT_ID.ALIAS:
        fail('anchors and aliases cannot be used here: write the value again.', event.anchorStart);
        break;
      case EVENT_ID.POP:
        open.pop();
        break;
    }
  }
  return {keys, values};
}

/** A number that JavaScript would change, or JSON cannot have. */
function checkNumber(
  written: string,
  offset: number,
  fail: (problem: string, offset: number) => never,
): void {
  if (/^[-+]?\d+$/.test(written) && !Number.isSafeInteger(Number(written))) {
    fail(`${written} is too large for an exact number: write it in quotes.`, offset);
  }
  if (/^(?:[-+]?\.inf|\.nan)$/i.test(written)) fail(`${written} cannot be sent as JSON.`, offset);
}

export const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset).split('\n');
  return {line: before.length, column: before.at(-1)!.length + 1};
}

/** What js-yaml says of mistakes that are made most. */
function inOwnWords(reason: string): string {
  if (reason === 'duplicated mapping key') return 'this name stands here twice';
  if (reason.startsWith('unknown ') && reason.includes(' tag ')) {
    return `${reason}: only text, numbers, true, false, null, lists and mappings can be used`;
  }
  if (reason.startsWith('expected a single document')) return 'there is more than one document';
  return reason;
}
