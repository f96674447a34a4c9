import {tableFromColumns} from '../../../data/builder.js';
import {DataError} from '../../../data/errors.js';
import {Table, type Batch} from '../../../data/table.js';
import {MagicError} from '../../errors.js';
import {decoderOf, type Decoder} from './decoder.js';
import type {TrinoColumn} from './protocol.js';
import {ZonedTimes} from './times.js';

/** Pages are small: so many rows are put together in one batch. */
const BATCH_ROWS = 65_536;

/** Puts the pages of a result together to one table. */
export class RowCollector {
  readonly #columns: readonly TrinoColumn[];
  readonly #decoders: readonly Decoder[];
  readonly #batches: Batch[] = [];
  #values: unknown[][];
  #pending = 0;
  #pendingBytes = 0;
  #rows = 0;
  #bytes = 0;

  constructor(columns: readonly TrinoColumn[]) {
    this.#columns = columns;
    this.#decoders = columns.map(({typeSignature, name}) => decoderOf(typeSignature, name));
    this.#values = columns.map(() => []);
  }

  get numRows(): number {
    return this.#rows;
  }

  /** How much memory the rows take; of the last ones, how long they were as text. */
  get byteLength(): number {
    return this.#bytes + this.#pendingBytes;
  }

  /** Columns with times of an hour that a clock shows twice; see `ZonedTimes`. */
  get ambiguous(): readonly string[] {
    return this.#decoders
      .filter((decoder) => decoder instanceof ZonedTimes && decoder.hasAmbiguous)
      .map((decoder) => decoder.field.name);
  }

  /** @param bytes - of the page that they came in */
  add(rows: readonly (readonly unknown[])[], bytes: number): void {
    for (const [i, decoder] of this.#decoders.entries()) {
      const values = this.#values[i]!;
      try {
        for (const row of rows) values.push(decoder.decode(row[i] ?? null));
      } catch (error) {
        const {name, type} = this.#columns[i]!;
        const message = `Trino sent a value for "${name}" that is no ${type}: is there something else at this URL?`;
        throw new MagicError('TrinoError', message, {cause: error});
      }
    }
    this.#pending += rows.length;
    this.#pendingBytes += bytes;
    this.#rows += rows.length;
    if (this.#pending >= BATCH_ROWS) this.#flush();
  }

  /** @param take - how many rows are wanted, where more have come */
  finish(take: number | null): Table {
    if (this.#pending > 0) this.#flush();
    const finished = this.#decoders.map(
      (decoder) => decoder.finish?.() ?? {field: decoder.field, convert: null},
    );
    const batches = this.#batches.map(({length, columns}) => ({
      length,
      columns: columns.map((data, i) => finished[i]!.convert?.(data) ?? data),
    }));
    const fields = finished.map((each) => each.field);
    const table =
      batches.length > 0
        ? new Table(fields, batches)
        : tableFromColumns(
            fields,
            fields.map(() => []),
          );
    return take !== null && take < table.numRows ? table.slice(0, take) : table;
  }

  #flush(): void {
    const fields = this.#decoders.map((decoder) => decoder.field);
    let table: Table;
    try {
      table = tableFromColumns(fields, this.#values);
    } catch (error) {
      throw error instanceof DataError ? unfit(error, this.#columns) : error;
    }
    this.#batches.push(...table.batches);
    this.#bytes += table.byteLength;
    this.#values = fields.map(() => []);
    this.#pending = 0;
    this.#pendingBytes = 0;
  }
}

/** Nanoseconds since 1970 reach from 1677 to 2262 only, those of Trino much further. */
function unfit(error: DataError, columns: readonly TrinoColumn[]): MagicError {
  const fine = columns.filter(({type}) => /timestamp\([789]\)/.test(type));
  const remedy =
    fine.length > 0
      ? ` Nanoseconds hold the years 1677 to 2262: cast the column, such as CAST(${fine[0]!.name} AS timestamp(6)).`
      : '';
  return new MagicError('TrinoError', `${error.message}${remedy}`, {cause: error});
}
