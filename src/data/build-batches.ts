import {build} from './build-array.js';
import type {Pacer} from './pacer.js';
import type {Field} from './schema.js';
import {concatArrays} from './slice.js';
import {Table, type ArrayData, type Batch} from './table.js';

/** Few enough that so many rows of a column are built in no time that is felt. */
const PIECE_ROWS = 8_192;
const BATCH_ROWS = 16 * PIECE_ROWS;

/**
 * A table of columns that may be long, built piece by piece with rests between them. `prepare` makes
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
  // Rows of nothing are no rows.
  if (fields.length === 0) return new Table(fields, batches);
  for (let begin = 0; begin < numRows; begin += BATCH_ROWS) {
    const end = Math.min(begin + BATCH_ROWS, numRows);
    const arrays: ArrayData[] = [];
    for (const [i, field] of fields.entries()) {
      const pieces: ArrayData[] = [];
      for (let at = begin; at < end; at += PIECE_ROWS) {
        const part = columns[i]!.slice(at, Math.min(at + PIECE_ROWS, end));
        pieces.push(build(field, prepare(part, i)));
        await pacer.rest();
      }
      arrays.push(concatArrays(field, pieces));
    }
    batches.push({length: end - begin, columns: arrays});
  }
  return new Table(fields, batches);
}
