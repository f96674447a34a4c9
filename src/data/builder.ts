import {build} from './build-array.js';
import {DataError} from './errors.js';
import type {Field} from './schema.js';
import {Table, type ArrayData} from './table.js';

/**
 * A table of values as `Column.get` gives them; 64-bit integers may also be safe numbers, and typed
 * arrays are taken as they are.
 *
 * ```ts
 * tableFromColumns(
 *   [field('id', {name: 'int', bitWidth: 64, isSigned: true}), field('name', {name: 'utf8'})],
 *   [[1, 2n ** 53n + 1n], ['first', null]],
 * );
 * ```
 */
export function tableFromColumns(
  fields: readonly Field[],
  columns: readonly ArrayLike<unknown>[],
): Table {
  if (fields.length !== columns.length) {
    throw new DataError(
      `A table of ${fields.length} fields was given ${columns.length} columns: give one for each field.`,
    );
  }
  const length = columns[0]?.length ?? 0;
  const arrays: ArrayData[] = [];
  for (const [i, column] of columns.entries()) {
    if (column.length !== length) {
      throw new DataError(
        `Column "${fields[i]!.name}" has ${column.length} values, but "${fields[0]!.name}" has ${length}: give all columns the same length.`,
      );
    }
    arrays.push(build(fields[i]!, column));
  }
  return new Table(fields, [{length, columns: arrays}]);
}

/** A table of no rows. */
export function emptyTable(fields: readonly Field[]): Table {
  return tableFromColumns(
    fields,
    fields.map(() => []),
  );
}
