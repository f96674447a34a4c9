import {Kind, TokenKind, type ArgumentNode, type FieldNode, type GraphQLSchema} from 'graphql';
import {isInterfaceType, isObjectType, getNamedType} from 'graphql';
import {MagicError} from '../errors.js';
import type {Edit} from './edits.js';
import {positionAt, type Operation} from './operation.js';
import {candidates, findPlace, member, namesOf, valueAt, type Place} from './places.js';
import {isConnection, type Selected, type Selection} from './selection.js';

/** How the pages of a connection are asked for. */
export interface Pages {
  /** Of the connection. */
  readonly path: readonly string[];
  /** What the query needs for that, where it does not say so itself. */
  readonly edits: readonly Edit[];
  /** The variable that takes the cursor. */
  readonly variable: string;
  /** Where to begin; undefined leaves it to the query. */
  readonly start: string | null | undefined;
}

export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly endCursor: string | null;
}

/**
 * Finds the connection whose pages are read, and changes the query so that it can be asked for any
 * of them.
 *
 * @throws MagicError when it has no connection, or one that cannot be read so
 */
export function planPages(
  operation: Operation,
  {
    selection,
    schema,
    path,
  }: {selection: Selection; schema: GraphQLSchema | null; path: string | null},
): Pages {
  const place = connectionAt(selection, path);
  const {selected} = place;
  const [node] = selected.nodes;
  const refuse = (problem: string): MagicError =>
    new MagicError('UsageError', `--paginate: ${problem}`, {
      position: positionAt(operation.source, node!.loc!.start),
    });
  const names = (node!.arguments ?? []).map(({name}) => name.value);
  if (names.includes('last') || names.includes('before')) {
    throw refuse('pages are read forwards: use first and after instead of last and before.');
  }
  const type = cursorType(selection, place, schema, node!);
  if (type === null)
    throw refuse(`"${node!.name.value}" has no argument "after", so it has no pages.`);
  const edits = pageInfoEdits(selected);
  const after = node!.arguments?.find(({name}) => name.value === 'after');
  if (after?.value.kind === Kind.VARIABLE) {
    return {path: place.path, edits, variable: after.value.name.value, start: undefined};
  }
  const variable = unusedVariable(operation);
  return {
    ...{path: place.path, variable},
    edits: [
      ...edits,
      argumentEdit(node!, after, variable),
      declarationEdit(operation, variable, type),
    ],
    start: after?.value.kind === Kind.STRING ? after.value.value : null,
  };
}

/** Whether there are more pages, and where the next begins. */
export function pageInfoOf(data: unknown, path: readonly string[]): PageInfo {
  const info = member(path.reduce(member, data), 'pageInfo');
  const endCursor = member(info, 'endCursor');
  return {
    hasNextPage: member(info, 'hasNextPage') === true,
    endCursor: typeof endCursor === 'string' ? endCursor : null,
  };
}

/** How many there are in all, where the query asks for it. */
export function totalOf(data: unknown, path: readonly string[]): number | null {
  const total = member(valueAt(data, {path} as Place), 'totalCount');
  return typeof total === 'number' ? total : null;
}

function connectionAt(
  selection: Selection,
  path: string | null,
): {path: readonly string[]; selected: Selected} {
  if (path !== null) {
    const {path: keys, selected, parent} = findPlace(selection, null, path);
    if (parent) return {path: keys.slice(0, -1), selected: parent};
    if (selected && isPaged(selected)) return {path: keys, selected};
  } else {
    const connections = candidates(selection, null).filter(({selected}) => isPaged(selected!));
    if (connections.length === 1) {
      return {path: connections[0]!.path, selected: connections[0]!.selected!};
    }
    if (connections.length > 1) {
      throw new MagicError(
        'UsageError',
        `The query has several connections: choose one with --path. There are: ${namesOf(connections)}.`,
      );
    }
  }
  throw new MagicError(
    'UsageError',
    `--paginate: ${path === null ? 'the query' : `"${path}"`} has no connection, that is, a field with edges { node { … } } or nodes { … } and an argument "after".`,
  );
}

const isPaged = (selected: Selected): boolean => isConnection(selected, null);

/** Inserted at the beginning, on the same line, so that places in the query stay as they are. */
function pageInfoEdits({nodes, children}: Selected): Edit[] {
  const info = children!.get('pageInfo');
  const [node] = info ? info.nodes : nodes;
  const at = node!.selectionSet!.loc!.start + 1;
  if (!info) return [{start: at, end: at, text: ' pageInfo { hasNextPage endCursor }'}];
  const missing = ['hasNextPage', 'endCursor'].filter((name) => !info.children!.has(name));
  return missing.length > 0 ? [{start: at, end: at, text: ` ${missing.join(' ')}`}] : [];
}

function argumentEdit(node: FieldNode, after: ArgumentNode | undefined, variable: string): Edit {
  if (after) {
    const {start, end} = after.value.loc!;
    return {start, end, text: `$${variable}`};
  }
  const [first] = node.arguments ?? [];
  const at = first ? first.loc!.start : node.name.loc!.end;
  const argument = `after: $${variable}`;
  return {start: at, end: at, text: first ? `${argument}, ` : `(${argument})`};
}

function declarationEdit({definition}: Operation, variable: string, type: string): Edit {
  const declaration = `$${variable}: ${type}`;
  const [first] = definition.variableDefinitions ?? [];
  if (first) return {start: first.loc!.start, end: first.loc!.start, text: `${declaration}, `};
  const {start} = definition.loc!;
  // A query may be written without its keyword.
  const isShort = definition.loc!.startToken.kind === TokenKind.BRACE_L;
  if (isShort) return {start, end: start, text: `query(${declaration}) `};
  const at = definition.name ? definition.name.loc!.end : start + definition.operation.length;
  return {start: at, end: at, text: `(${declaration})`};
}

function unusedVariable({definition}: Operation): string {
  const names = definition.variableDefinitions?.map(({variable}) => variable.name.value) ?? [];
  let name = 'after';
  while (names.includes(name)) name += 'Cursor';
  return name;
}

/** The type of `after`, as the schema has it; null where the field has no such argument. */
function cursorType(
  selection: Selection,
  {path}: {path: readonly string[]},
  schema: GraphQLSchema | null,
  node: FieldNode,
): string | null {
  if (!schema) return 'String';
  let [level, parent] = [selection, schema.getQueryType()?.name ?? ''];
  for (const key of path.slice(0, -1)) {
    const selected = level.get(key)!;
    parent = selected.type ? getNamedType(selected.type).name : '';
    level = selected.children!;
  }
  const type = schema.getType(parent);
  if (!isObjectType(type) && !isInterfaceType(type)) return 'String';
  const field = type.getFields()[node.name.value];
  if (!field) return 'String';
  const argument = field.args.find(({name}) => name === 'after');
  return argument ? String(argument.type).replace(/!$/, '') : null;
}
