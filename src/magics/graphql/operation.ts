import {
  GraphQLError,
  Kind,
  OperationTypeNode,
  parse,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
} from 'graphql';
import {MagicError, type Position} from '../errors.js';

/** The body of a cell, read: one operation with the fragments that it uses. */
export interface Operation {
  readonly source: string;
  readonly document: DocumentNode;
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

export interface OperationOptions {
  /** Which one, where the body has several. */
  readonly name: string | null;
  readonly allowMutations: boolean;
}

/**
 * Reads the body of a cell, and refuses what changes something where that is not allowed.
 *
 * @throws MagicError with the place in the body
 */
export function parseOperation(source: string, options: OperationOptions): Operation {
  if (source.trim() === '') {
    throw new MagicError('UsageError', 'There is no query: write it in the lines below %%graphql.');
  }
  const document = parsed(source);
  const operations: OperationDefinitionNode[] = [];
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
    else if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    } else {
      throw new MagicError(
        'GraphQLError',
        'A cell holds a query, not the definition of a schema.',
        {
          position: positionAt(source, definition.loc!.start),
        },
      );
    }
  }
  const definition = choose(operations, options.name);
  refuseEffects(source, definition, options.allowMutations);
  return {source, document, definition, fragments};
}

function parsed(source: string): DocumentNode {
  try {
    return parse(source);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const [location] = error.locations ?? [];
    throw new MagicError('GraphQLSyntaxError', error.message.replace(/^Syntax Error: /, ''), {
      position: location ?? null,
      cause: error,
    });
  }
}

function choose(
  operations: readonly OperationDefinitionNode[],
  name: string | null,
): OperationDefinitionNode {
  const names = operations.map((each) => each.name?.value ?? 'one without a name').join(', ');
  const found = operations.filter((each) => name === null || each.name?.value === name);
  if (found.length === 1) return found[0]!;
  if (operations.length === 0) {
    throw new MagicError('GraphQLError', 'The body holds fragments only: a query is missing.');
  }
  throw new MagicError(
    'UsageError',
    name === null
      ? `The body holds several operations: choose one of ${names} with --operation NAME.`
      : `The body holds no operation "${name}". There are: ${names}.`,
  );
}

function refuseEffects(
  source: string,
  {operation, loc}: OperationDefinitionNode,
  allowMutations: boolean,
): void {
  const position = positionAt(source, loc!.start);
  if (operation === OperationTypeNode.SUBSCRIPTION) {
    throw new MagicError(
      'GraphQLError',
      'A subscription has no end, so there is no frame of it: write a query.',
      {position},
    );
  }
  if (operation === OperationTypeNode.MUTATION && !allowMutations) {
    throw new MagicError(
      'GraphQLError',
      'This is a mutation, which changes data on the server. Cells only read, unless the page says <serverless-graphql allow-mutations>.',
      {position},
    );
  }
}

/** Line and column, from 1, of an offset. */
export function positionAt(source: string, offset: number): Position {
  const before = source.slice(0, offset).split(/\r\n|[\n\r]/);
  return {line: before.length, column: before.at(-1)!.length + 1};
}
