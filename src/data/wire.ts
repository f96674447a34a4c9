import type {Field} from './schema.js';
import {Table, type ArrayData} from './table.js';

/** A table without its bytes, as it is said to the other side. */
export interface TableHeader {
  readonly numRows: number;
  readonly fields: readonly Field[];
  readonly batches: readonly {readonly length: number; readonly columns: readonly Node[]}[];
}

/** An `ArrayData` whose buffers are places in the buffers that are sent with the header. */
export interface Node {
  readonly length: number;
  readonly nullCount: number;
  readonly buffers: readonly (Place | null)[];
  readonly children: readonly Node[];
}

/** Which buffer, and the bytes within. */
export type Place = readonly [bufferIndex: number, byteOffset: number, byteLength: number];

export interface PackedTable {
  readonly header: TableHeader;
  readonly buffers: ArrayBuffer[];
}

/** A backing buffer is given away only when the table uses at least this share of it. */
const MOST = 0.75;

/**
 * Takes a table apart for `postMessage`: the buffers can be transferred. With `transfer`, the
 * memory of the table itself may be among them, and the table is not to be used afterwards; without
 * it, only copies are.
 */
export function packTable(
  table: Table,
  {transfer = false}: {transfer?: boolean} = {},
): PackedTable {
  const packer = new Packer(transfer ? givenAway(table) : new Set());
  const batches = table.batches.map(({length, columns}) => ({
    length,
    columns: columns.map((column) => packer.pack(column)),
  }));
  const {numRows, fields} = table;
  return {header: {numRows, fields, batches}, buffers: packer.finish()};
}

/** The backing buffers that the table uses most of. */
function givenAway(table: Table): Set<ArrayBuffer> {
  const used = new Map<ArrayBuffer, Set<string>>();
  const sums = new Map<ArrayBuffer, number>();
  visit(table, (bytes) => {
    if (!(bytes.buffer instanceof ArrayBuffer)) return;
    const seen = used.get(bytes.buffer) ?? new Set();
    used.set(bytes.buffer, seen);
    const place = `${bytes.byteOffset}+${bytes.byteLength}`;
    if (seen.has(place)) return;
    seen.add(place);
    sums.set(bytes.buffer, (sums.get(bytes.buffer) ?? 0) + bytes.byteLength);
  });
  const most = [...sums].filter(([buffer, sum]) => sum > 0 && sum >= MOST * buffer.byteLength);
  return new Set(most.map(([buffer]) => buffer));
}

function visit(table: Table, take: (bytes: Uint8Array) => void): void {
  const visitArray = ({buffers, children}: ArrayData) => {
    for (const buffer of buffers) if (buffer) take(buffer);
    children.forEach(visitArray);
  };
  for (const {columns} of table.batches) columns.forEach(visitArray);
}

/** Collects bytes: whole buffers as they are, parts of others copied one behind the other. */
class Packer {
  readonly #whole: ReadonlySet<ArrayBuffer>;
  readonly #indexes = new Map<ArrayBuffer, number>();
  readonly #buffers: ArrayBuffer[] = [];
  /** What is to be copied, and to where; all go to the first buffer. */
  readonly #copies: [bytes: Uint8Array, byteOffset: number][] = [];
  #copiedBytes = 0;

  constructor(whole: ReadonlySet<ArrayBuffer>) {
    this.#whole = whole;
  }

  pack({length, nullCount, buffers, children}: ArrayData): Node {
    return {
      length,
      nullCount,
      buffers: buffers.map((bytes) => bytes && this.#place(bytes)),
      children: children.map((child) => this.pack(child)),
    };
  }

  finish(): ArrayBuffer[] {
    const compact = new Uint8Array(this.#copiedBytes);
    for (const [bytes, byteOffset] of this.#copies) compact.set(bytes, byteOffset);
    return [compact.buffer, ...this.#buffers];
  }

  #place(bytes: Uint8Array): Place {
    const {buffer, byteOffset, byteLength} = bytes;
    if (buffer instanceof ArrayBuffer && this.#whole.has(buffer)) {
      let index = this.#indexes.get(buffer);
      if (index === undefined) {
        // The first one is that of the copies.
        index = this.#buffers.push(buffer);
        this.#indexes.set(buffer, index);
      }
      return [index, byteOffset, byteLength];
    }
    const start = this.#copiedBytes;
    this.#copies.push([bytes, start]);
    // Not by bits, which are 32: tables may be larger than 2 GiB.
    this.#copiedBytes = Math.ceil((start + byteLength) / 8) * 8;
    return [0, start, byteLength];
  }
}

/** Puts a table together again, over the very buffers that came. */
export function unpackTable(header: TableHeader, buffers: readonly ArrayBuffer[]): Table {
  const unpack = (node: Node): ArrayData => ({
    length: node.length,
    nullCount: node.nullCount,
    buffers: node.buffers.map(
      (place) => place && new Uint8Array(buffers[place[0]]!, place[1], place[2]),
    ),
    children: node.children.map(unpack),
  });
  return new Table(
    header.fields,
    header.batches.map(({length, columns}) => ({length, columns: columns.map(unpack)})),
  );
}
