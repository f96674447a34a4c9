import {reader, type Reader} from './readers.js';
import type {Field} from './schema.js';
import type {ArrayData} from './table.js';

/** The values of one field of a table, over all its batches. */
export class Column {
  readonly field: Field;
  readonly length: number;
  readonly nullCount: number;
  readonly #readers: readonly Reader[];
  /** The row at which each batch begins. */
  readonly #starts: readonly number[];

  constructor(field: Field, chunks: readonly ArrayData[]) {
    const starts: number[] = [];
    let length = 0;
    for (const chunk of chunks) {
      starts.push(length);
      length += chunk.length;
    }
    this.field = field;
    this.length = length;
    this.nullCount = chunks.reduce((sum, {nullCount}) => sum + nullCount, 0);
    this.#starts = starts;
    this.#readers = chunks.map((chunk) => reader(field, chunk));
  }

  /** The value of a row, null where it is missing; undefined outside of the column. */
  get(index: number): unknown {
    if (!(index >= 0 && index < this.length)) return undefined;
    let low = 0;
    for (let high = this.#starts.length - 1; low < high;) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= index) low = middle;
      else high = middle - 1;
    }
    return this.#readers[low]!(index - this.#starts[low]!);
  }

  toArray(): unknown[] {
    return [...this];
  }

  *[Symbol.iterator](): Generator<unknown, void> {
    for (const [chunk, read] of this.#readers.entries()) {
      const length = (this.#starts[chunk + 1] ?? this.length) - this.#starts[chunk]!;
      for (let i = 0; i < length; i++) yield read(i);
    }
  }
}
