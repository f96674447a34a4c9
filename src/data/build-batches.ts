import {build} from './build-array.js';
import type {Pacer} from './pacer.js';
import type {Field} from './schema.js';
import {Table, type Batch} from './table.js';

/** Few enough that one column of so many rows is built in no time that is felt. */
const BATCH_ROWS = 65_536;

/**
 * A table of columns that may be long, built in batches with rests between them. `prepare` makes
 * what the builders take of a part of a column.
 */
export async function tableInBatches<Value>(
  fields: readonly Field[],
  columns: readonly (readonly Value[])[],
  numRows: number,
  prepare: (part: readonly Value[], column: number) => readonly unknown[],
  pacer: Pacer,
): Promise<Table> {
  const batches: Batch[] = [];
  for (let begin = 0; begin < numRows; begin += BATCH_ROWS) {
    const end = Math.min(begin + BATCH_ROWS, numRows);
    const arrays = [];
    for (const [i, field] of fields.entries()) {
      arrays.push(build(field, prepare(columns[i]!.slice(begin, end), i)));
      await pacer.rest();
    }
    batches.push({length: end - begin, columns: arrays});
  }
  return new Table(fields, batches);
}
