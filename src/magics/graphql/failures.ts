import {MagicError} from '../errors.js';
import type {EditedText} from './edits.js';
import type {ServiceError} from './service.js';

/** What a service says, in one line: the message, and where it happened in the answer and the query. */
export function describeError(error: ServiceError, query: EditedText): string {
  const place = placeOf(error, query);
  const code = typeof error.extensions?.code === 'string' ? ` [${error.extensions.code}]` : '';
  const where = [
    ...(error.path?.length ? [`at ${error.path.join('.')}`] : []),
    ...(place ? [`line ${place.line}, column ${place.column}`] : []),
  ];
  return `${error.message}${code}${where.length > 0 ? ` (${where.join(', ')})` : ''}`;
}

/** The error of a cell whose query gave nothing. */
export function failureOf(errors: readonly ServiceError[], query: EditedText): MagicError {
  const lines = errors.slice(0, 10).map((error) => describeError(error, query));
  const more = errors.length > 10 ? [`and ${errors.length - 10} more errors`] : [];
  const position = errors.map((error) => placeOf(error, query)).find(Boolean) ?? null;
  return new MagicError('GraphQLError', [...lines, ...more].join('\n'), {position});
}

function placeOf({locations}: ServiceError, query: EditedText) {
  const [location] = locations ?? [];
  return location && location.line > 0 ? query.original(location) : null;
}
