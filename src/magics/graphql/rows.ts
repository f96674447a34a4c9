import {getNullableType, isListType} from 'graphql';
import {member, valueAt, type Place} from './places.js';
import {isConnection, isList, type Selected, type Selection} from './selection.js';

/** Rows of a frame, before they have types. */
export interface Rows {
  readonly items: readonly unknown[];
  readonly columns: readonly RowColumn[];
}

/** One column: how its values are found in the items. */
export interface RowColumn {
  readonly name: string;
  readonly selected: Selected;
  readonly get: (item: unknown) => unknown;
}

/** The rows that an answer has at a place. */
export function rowsAt(data: unknown, place: Place): readonly unknown[] {
  const value = valueAt(data, place);
  const list =
    place.selected && isConnection(place.selected, value) ? pagesKey(place.selected) : null;
  const found = list ? member(value, list) : value;
  if (Array.isArray(found)) return found;
  if (found === null || found === undefined) return [];
  return [found];
}

/** The columns of rows: objects in objects become `a.b`, lists stay lists. */
export function columnsAt(root: Selection, place: Place, items: readonly unknown[]): RowColumn[] {
  const {selected} = place;
  if (!selected) return columnsOf(root, items, '', (item) => item);
  if (!selected.children) {
    const list = selected.type && getNullableType(selected.type);
    const type = isListType(list) ? list.ofType : selected.type;
    return [{name: selected.key, selected: {...selected, type}, get: (item) => item}];
  }
  if (selected.children.has('nodes') || selected.children.has('edges')) {
    const pages = pagesKey(selected);
    const inner = pages ? selected.children.get(pages)! : null;
    if (inner?.children) return columnsOfItems(inner, items);
  }
  return columnsOfItems(selected, items);
}

function columnsOfItems({key, children}: Selected, items: readonly unknown[]): RowColumn[] {
  const node = key === 'edges' ? children!.get('node') : undefined;
  if (!node?.children) return columnsOf(children!, items, '', (item) => item);
  const columns = columnsOf(node.children, items, '', (item) => member(item, 'node'));
  // What the edge itself has comes after; `edge.` tells it apart where the node has that name too.
  const taken = new Set(columns.map(({name}) => name));
  const rest = new Map([...children!].filter(([name]) => name !== 'node'));
  const own = columnsOf(rest, items, '', (item) => item);
  return [
    ...columns,
    ...own.map((column) => ({
      ...column,
      name: taken.has(column.name) ? `edge.${column.name}` : column.name,
    })),
  ];
}

function columnsOf(
  selection: Selection,
  items: readonly unknown[],
  prefix: string,
  get: (item: unknown) => unknown,
): RowColumn[] {
  return [...selection.values()].flatMap((selected): RowColumn[] => {
    const {key, children, isOptional} = selected;
    const name = prefix + key;
    const own = (item: unknown): unknown => member(get(item), key);
    if (isOptional && !items.some((item) => hasMember(get(item), key))) return [];
    const example = items.map(own).find((value) => value !== null);
    if (!children || isList(selected, example)) return [{name, selected, get: own}];
    const pages = isConnection(selected, example) ? pagesKey(selected) : null;
    if (!pages) return columnsOf(children, items, `${name}.`, own);
    const inner = children.get(pages)!;
    const rest = new Map([...children].filter(([each]) => each !== pages && each !== 'pageInfo'));
    return [pagesColumn(name, inner, own), ...columnsOf(rest, items, `${name}.`, own)];
  });
}

/** The items of a connection within a row, as a list under the name of the connection. */
function pagesColumn(
  name: string,
  inner: Selected,
  connection: (item: unknown) => unknown,
): RowColumn {
  const list = (item: unknown): unknown => member(connection(item), inner.key);
  const node = inner.key === 'edges' ? inner.children?.get('node') : undefined;
  // An edge that has more than its node is kept whole.
  if (!node || inner.children!.size > 1) return {name, selected: inner, get: list};
  return {
    name,
    selected: {...inner, type: null, children: node.children},
    get: (item) => {
      const edges = list(item);
      return Array.isArray(edges) ? edges.map((edge) => member(edge, 'node')) : null;
    },
  };
}

/** `nodes` or `edges`, whichever the query asks for first. */
function pagesKey({children}: Selected): 'nodes' | 'edges' | null {
  for (const key of children?.keys() ?? []) if (key === 'nodes' || key === 'edges') return key;
  return null;
}

function hasMember(value: unknown, key: string): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}
