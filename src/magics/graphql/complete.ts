import {getAutocompleteSuggestions, Position} from 'graphql-language-service';
import type {MagicCompletion, MagicCompletionRequest} from '../magic.js';
import {positionAt} from './operation.js';
import type {GraphqlService} from './service.js';

/** Proposes fields, arguments, types and values of enums, as the schema of the service has them. */
export async function completeGraphql(
  {body, cursor}: MagicCompletionRequest,
  service: GraphqlService,
): Promise<readonly MagicCompletion[]> {
  const schema = await service.schema();
  if (!schema) return [];
  const word = /[\w$@]*$/.exec(body.slice(0, cursor))![0];
  const {line, column} = positionAt(body, cursor);
  // It counts from 0.
  const found = getAutocompleteSuggestions(schema, body, new Position(line - 1, column - 1));
  return found.map(({label, detail, kind}) => ({
    text: label,
    start: cursor - word.length,
    end: cursor,
    type: kindNames[String(kind)] ?? 'field',
    ...(detail && {detail}),
  }));
}

/** Of the language service, as Jupyter names them. */
const kindNames: Readonly<Record<string, string>> = {
  Function: 'keyword',
  Variable: 'variable',
  EnumMember: 'constant',
  Enum: 'constant',
  Struct: 'class',
  TypeParameter: 'class',
};
