import {tableFromColumns} from '../../../data/builder.js';
import type {Field} from '../../../data/schema.js';
import type {Table} from '../../../data/table.js';
import {MagicError} from '../../errors.js';
import type {BoundStatement, Parameter, RenderedStatement} from '../statement.js';

/** The table that values of parameters are put into, as Arrow, for which no type is inexact. */
export const parametersTable = {schema: 'serverless', name: 'parameters'};

export interface Prepared {
  readonly rendered: RenderedStatement;
  /** One row; null where there are no parameters. */
  readonly table: Table | null;
  /** Makes variables of the values, before the statement, and forgets them afterwards. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Gives columns that are called after a parameter its name in the cell. */
  readonly rename: (column: string) => string;
}

/**
 * Parameters are variables of DuckDB, whose values come from a table and never stand in a text. They
 * can be wherever an expression can, also in `EXPLAIN` and `CREATE TABLE … AS`, where parameters of
 * its prepared statements cannot; and DuckDB-Wasm passes those as JSON, which is not exact.
 */
export function prepare(statement: BoundStatement): Prepared {
  const rendered = statement.render((_, index) => `(getvariable('serverless_${index}'))`);
  const {parameters} = rendered;
  if (parameters.length > 0 && /\b(?:VIEW|MACRO|FUNCTION)\b/i.test(beginning(rendered.text))) {
    throw new MagicError(
      'BinderError',
      'A view or a macro cannot have parameters: it would keep no value. Create a table of the result, or write the value itself.',
      {position: rendered.placeOf(rendered.text.indexOf('(getvariable('))},
    );
  }
  const table =
    parameters.length > 0
      ? tableFromColumns(
          parameters.map(({field}, index) => ({...fieldOf(field), name: `p${index}`})),
          parameters.map(({value}) => [value]),
        )
      : null;
  return {
    rendered,
    table,
    before: parameters.map(
      (_, i) => `SET VARIABLE serverless_${i} = (SELECT p${i} FROM serverless.parameters)`,
    ),
    after: parameters.map((_, i) => `RESET VARIABLE serverless_${i}`),
    rename: (column) =>
      column.replace(/\(?getvariable\('serverless_(\d+)'\)\)?/g, (text, index: string) => {
        const parameter = parameters[Number(index)];
        return parameter ? `:${nameOf(parameter)}` : text;
      }),
  };
}

/** What is said before the query itself, such as CREATE OR REPLACE VIEW. */
const beginning = (sql: string): string => /^[^(]*?\bCREATE\b[^(]*?\bAS\b/i.exec(sql)?.[0] ?? '';

const nameOf = ({field}: Parameter): string => field.name;

/** An instant that keeps a zone of its own is an instant for SQL. */
function fieldOf(field: Field): Field {
  if (field.extension !== 'serverless.zoned') return field;
  const {name, nullable} = field;
  return {
    name,
    nullable,
    type: {name: 'timestamp', unit: 'MICROSECOND', timezone: 'UTC'},
    children: [],
  };
}
