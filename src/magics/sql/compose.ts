import {bind, type Values} from './bind.js';
import {splitAt, withQueries, type SavedQuery} from './saved-queries.js';
import {BoundStatement, type Piece} from './statement.js';
import type {Template} from './template.js';
import type {Dialect} from './tokens.js';

/** Binds a statement together with the saved queries that it uses. */
export function compose(
  template: Template,
  queries: readonly SavedQuery[],
  {values, body, dialect}: {values: Values; body: string; dialect: Dialect},
): BoundStatement {
  if (queries.length === 0) return bind(template, values, body);
  const {ctes, insertAt, hasWith} = withQueries(template, queries, dialect);
  const [before, after] = splitAt(template.parts, insertAt);
  const definitions = ctes.flatMap((query, i): Piece[] => [
    {text: `${i > 0 ? ', ' : ''}"${query.name}" AS (`},
    ...bind(query.template, values, query.body).pieces.map(withoutPlace),
    // The query may end with a comment.
    {text: '\n)'},
  ]);
  const pieces: Piece[] = [
    ...bind({...template, parts: before}, values, body).pieces,
    {text: hasWith ? ' ' : 'WITH '},
    ...definitions,
    {text: hasWith ? ', ' : '\n'},
    ...bind({...template, parts: after}, values, body).pieces,
  ];
  return new BoundStatement(template.kind, pieces, body);
}

/** Its places are those of another cell. */
function withoutPlace(piece: Piece): Piece {
  return 'text' in piece ? {text: piece.text} : {parameter: piece.parameter};
}
