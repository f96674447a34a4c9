import {MagicError} from '../errors.js';
import {isConnection, isList, type Selected, type Selection} from './selection.js';

/** A part of the answer that becomes the frame. */
export interface Place {
  /** The names from the root to it. */
  readonly path: readonly string[];
  /** Null for the root itself. */
  readonly selected: Selected | null;
  /** Where the last step goes from a connection to its `nodes` or `edges`: the connection. */
  readonly parent: Selected | null;
}

/**
 * Finds the part of an answer that becomes the frame: what `--path` names, else the only list or
 * connection, else the innermost object that is alone.
 *
 * @param data - what the service gave; null before it is asked
 * @throws MagicError that lists what could be meant
 */
export function findPlace(selection: Selection, data: unknown, path: string | null): Place {
  if (path !== null) return walk(selection, data, path);
  const found = candidates(selection, data);
  if (found.length === 1) return found[0]!;
  if (found.length > 1) {
    throw new MagicError(
      'UsageError',
      `The query has several lists: choose one with --path. There are: ${namesOf(found)}.`,
    );
  }
  return innermost(selection, data);
}

/** All lists of objects and connections that are in no other. */
export function candidates(
  selection: Selection,
  data: unknown,
  path: readonly string[] = [],
): Place[] {
  return [...selection.values()].flatMap((selected): Place[] => {
    const {key, children} = selected;
    if (!children) return [];
    const value = member(data, key);
    const here = [...path, key];
    if (isConnection(selected, value) || isList(selected, value)) {
      return [{path: here, selected, parent: null}];
    }
    return candidates(children, value, here);
  });
}

function walk(selection: Selection, data: unknown, path: string): Place {
  const keys = path.split('.');
  let [level, value]: [Selection | null, unknown] = [selection, data];
  let place: Place = {path: [], selected: null, parent: null};
  for (const [i, key] of keys.entries()) {
    const walked = keys.slice(0, i).join('.');
    if (place.selected && isList(place.selected, value)) {
      throw usage(`--path ${path}: "${walked}" is a list already, so the path ends there.`);
    }
    const selected: Selected | undefined = level?.get(key);
    if (!selected) {
      const known = [...(level?.keys() ?? [])].join(', ');
      throw usage(
        known
          ? `--path ${path}: the query selects no "${key}" ${walked ? `in "${walked}"` : 'at its root'}, but ${known}.`
          : `--path ${path}: "${walked}" has no parts.`,
      );
    }
    const before = place.selected;
    const isPages = (key === 'nodes' || key === 'edges') && before && isConnection(before, value);
    value = member(value, key);
    place = {path: keys.slice(0, i + 1), selected, parent: isPages ? before : null};
    level = selected.children;
  }
  return place;

  function usage(problem: string): MagicError {
    const found = candidates(selection, data);
    const hint = found.length > 0 ? `\nPaths of lists: ${namesOf(found)}.` : '';
    return new MagicError('UsageError', problem + hint);
  }
}

/** Follows objects that are the only thing selected. */
function innermost(selection: Selection, data: unknown): Place {
  let place: Place = {path: [], selected: null, parent: null};
  let [level, value]: [Selection, unknown] = [selection, data];
  while (level.size === 1) {
    const [selected] = level.values();
    const inner = member(value, selected!.key);
    const isLeafList = !selected!.children && isList(selected!, inner);
    if (!selected!.children && !isLeafList) return place;
    place = {path: [...place.path, selected!.key], selected: selected!, parent: null};
    if (!selected!.children) return place;
    [level, value] = [selected!.children, inner];
  }
  return place;
}

export function namesOf(places: readonly Place[]): string {
  return places.map(({path}) => path.join('.')).join(', ');
}

/** What an object has under a name; null for what is not there. */
export function member(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return null;
  return (value as Record<string, unknown>)[key] ?? null;
}

export function valueAt(data: unknown, {path}: Place): unknown {
  return path.reduce(member, data);
}
