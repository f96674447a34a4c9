import {
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type {Operation} from './operation.js';

/** One name of an answer: what was selected under it. */
export interface Selected {
  /** The alias, or the name of the field. */
  readonly key: string;
  /** Several where fragments select the same field. */
  readonly nodes: readonly FieldNode[];
  /** Null where the schema is not known. */
  readonly type: GraphQLOutputType | null;
  /** Null for scalars and enums. */
  readonly children: Selection | null;
  /** May be left out of the answer, by `@skip` or `@include`. */
  readonly isOptional: boolean;
}

/** What an object of the answer holds, in the order of the query. */
export type Selection = ReadonlyMap<string, Selected>;

/** What the answer of an operation will hold, with types where the schema is known. */
export function selectionOf(operation: Operation, schema: GraphQLSchema | null): Selection {
  const {definition, fragments} = operation;
  const root = schema?.getRootType(definition.operation) ?? null;
  return collect([definition.selectionSet], root);

  function collect(
    sets: readonly SelectionSetNode[],
    parent: GraphQLNamedType | null,
  ): Map<string, Selected> {
    const fields = new Map<string, Gathered>();
    for (const set of sets) gather(set, {parent, isOptional: false}, fields);
    const found = new Map<string, Selected>();
    for (const [key, {nodes, parent: owner, isOptional}] of fields) {
      const type = fieldType(owner, nodes[0]!.name.value);
      const inner = nodes.flatMap(({selectionSet}) => selectionSet ?? []);
      const children = inner.length > 0 ? collect(inner, type && getNamedType(type)) : null;
      found.set(key, {key, nodes, type, children, isOptional});
    }
    return found;
  }

  function gather(
    {selections}: SelectionSetNode,
    within: Pick<Gathered, 'parent' | 'isOptional'>,
    fields: Map<string, Gathered>,
  ): void {
    for (const selection of selections) {
      const isOptional = within.isOptional || (selection.directives ?? []).length > 0;
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        const found = fields.get(key);
        fields.set(key, {
          nodes: [...(found?.nodes ?? []), selection],
          parent: found?.parent ?? within.parent,
          isOptional: isOptional && found?.isOptional !== false,
        });
        continue;
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      if (!fragment) continue;
      const condition = fragment.typeCondition?.name.value;
      const parent = condition ? (schema?.getType(condition) ?? null) : within.parent;
      gather(fragment.selectionSet, {parent, isOptional}, fields);
    }
  }
}

/** What a name stands for, in one or more fragments. */
interface Gathered {
  readonly nodes: readonly FieldNode[];
  readonly parent: GraphQLNamedType | null;
  readonly isOptional: boolean;
}

function fieldType(parent: GraphQLNamedType | null, name: string): GraphQLOutputType | null {
  if (!isObjectType(parent) && !isInterfaceType(parent)) return null;
  return parent.getFields()[name]?.type ?? null;
}

/** Whether it is a list: as the schema says, else as its value shows. */
export function isList({type}: Selected, value: unknown): boolean {
  return type ? isListType(getNullableType(type)) : Array.isArray(value);
}

/**
 * Whether it is a connection, as Relay has them: pages of `nodes`, or of `edges` with a `node` each.
 *
 * Source: https://relay.dev/graphql/connections.htm
 */
export function isConnection(selected: Selected, value: unknown): boolean {
  const {children} = selected;
  if (!children || isList(selected, value)) return false;
  if (children.get('edges')?.children?.has('node')) return true;
  const nodes = children.get('nodes');
  if (!nodes?.children) return false;
  if (children.has('pageInfo')) return true;
  // Before there is an answer, and without a schema, there are no other `nodes`.
  if (value === null || value === undefined) return !nodes.type || isList(nodes, null);
  return isList(nodes, (value as Record<string, unknown>)['nodes']);
}
