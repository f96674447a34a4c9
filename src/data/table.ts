import type {Field} from './schema.js';

/** One column of one batch, laid out as Apache Arrow does, from its first row on. */
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

  constructor(fields: readonly Field[], batches: readonly Batch[]) {
    this.fields = fields;
    this.batches = batches;
    this.numRows = batches.reduce((sum, {length}) => sum + length, 0);
  }

  get numCols(): number {
    return this.fields.length;
  }
}
