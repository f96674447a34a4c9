import {Column} from './column.js';
import type {Field} from './schema.js';
import {sliceArray} from './slice.js';

/**
 * One column of one batch, laid out as Apache Arrow does, from its first row on (an offset of 0).
 * The bitmap of what is there comes first, null where nothing is missing; see `layout.ts`.
 */
export interface ArrayData {
  readonly length: number;
  readonly nullCount: number;
  readonly buffers: readonly (Uint8Array | null)[];
  readonly children: readonly ArrayData[];
}

export interface Batch {
  readonly length: number;
  readonly columns: readonly ArrayData[];
}

/** Rows of named, typed columns: what connectors, kernels and uploads give each other. Immutable. */
export class Table {
  readonly fields: readonly Field[];
  readonly batches: readonly Batch[];
  readonly numRows: number;
  readonly #columns = new Map<number, Column>();

  constructor(fields: readonly Field[], batches: readonly Batch[]) {
    this.fields = fields;
    this.batches = batches;
    this.numRows = batches.reduce((sum, {length}) => sum + length, 0);
  }

  get numCols(): number {
    return this.fields.length;
  }

  /** How much memory the values take. */
  get byteLength(): number {
    let sum = 0;
    for (const {columns} of this.batches) for (const column of columns) sum += arrayBytes(column);
    return sum;
  }

  /** The first column of that name. */
  getChild(name: string): Column | null {
    return this.getChildAt(this.fields.findIndex((field) => field.name === name));
  }

  getChildAt(index: number): Column | null {
    const field = this.fields[index];
    if (!field) return null;
    let column = this.#columns.get(index);
    if (!column) {
      column = new Column(
        field,
        this.batches.map((batch) => batch.columns[index]!),
      );
      this.#columns.set(index, column);
    }
    return column;
  }

  /** Rows from `begin` to before `end`; negative numbers count from the end, as for arrays. */
  slice(begin = 0, end = this.numRows): Table {
    const [from, to] = [this.#clamp(begin), this.#clamp(end)];
    const batches: Batch[] = [];
    let start = 0;
    for (const {length, columns} of this.batches) {
      const [first, last] = [Math.max(from - start, 0), Math.min(to - start, length)];
      if (first < last) {
        const part = columns.map((column, i) => sliceArray(this.fields[i]!, column, first, last));
        batches.push({length: last - first, columns: part});
      }
      start += length;
    }
    return new Table(this.fields, batches);
  }

  /** The rows as objects; where columns share a name, the last one wins. */
  toArray(): Record<string, unknown>[] {
    return [...this];
  }

  *[Symbol.iterator](): Generator<Record<string, unknown>, void> {
    const columns = this.fields.map((field, i) => [field.name, this.getChildAt(i)!] as const);
    for (let i = 0; i < this.numRows; i++) {
      yield Object.fromEntries(columns.map(([name, column]) => [name, column.get(i)]));
    }
  }

  #clamp(index: number): number {
    return Math.min(Math.max(index < 0 ? index + this.numRows : index, 0), this.numRows);
  }
}

function arrayBytes({buffers, children}: ArrayData): number {
  let sum = 0;
  for (const buffer of buffers) sum += buffer?.byteLength ?? 0;
  for (const child of children) sum += arrayBytes(child);
  return sum;
}
