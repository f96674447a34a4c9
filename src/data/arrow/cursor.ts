import type {RecordBatch} from 'apache-arrow/fb/record-batch';
import {bitmapBytes} from '../bits.js';
import {DataError} from '../errors.js';
import {decompress} from './compression.js';

/** Hands out the nodes and the buffers of a batch, which lie in the order of its fields. */
export class Cursor {
  readonly #batch: RecordBatch;
  readonly #body: Uint8Array;
  readonly #codec: number | null;
  #node = 0;
  #buffer = 0;
  #variadic = 0;

  constructor(batch: RecordBatch, body: Uint8Array) {
    this.#batch = batch;
    this.#body = body;
    this.#codec = batch.compression()?.codec() ?? null;
  }

  node(): {length: number; nullCount: number} {
    const node = this.#node < this.#batch.nodesLength() ? this.#batch.nodes(this.#node++) : null;
    if (!node)
      throw new DataError(
        'The Arrow data is corrupt: a batch has fewer columns than its schema. Write it again.',
      );
    const [length, nullCount] = [Number(node.length()), Number(node.nullCount())];
    if (!(length >= 0 && length <= 0x7fff_ffff && nullCount >= 0 && nullCount <= length)) {
      throw new DataError(
        'The Arrow data is corrupt: a column has an impossible number of rows. Write it again.',
      );
    }
    return {length, nullCount};
  }

  buffer(): Uint8Array {
    const place =
      this.#buffer < this.#batch.buffersLength() ? this.#batch.buffers(this.#buffer++) : null;
    const [start, size] = [Number(place?.offset()), Number(place?.length())];
    if (!(start >= 0 && size >= 0 && start + size <= this.#body.length)) {
      throw new DataError(
        'The Arrow data is corrupt: a buffer lies outside of its batch. Write it again.',
      );
    }
    const bytes = this.#body.subarray(start, start + size);
    return this.#codec === null || size === 0 ? bytes : decompress(bytes, this.#codec);
  }

  /** A buffer of at least `size` bytes, cut to these. */
  exactly(size: number): Uint8Array {
    const bytes = this.buffer();
    if (bytes.length < size) {
      throw new DataError(
        `The Arrow data is corrupt: a buffer of ${bytes.length} bytes should have ${size}. Write it again.`,
      );
    }
    return bytes.subarray(0, size);
  }

  /** Null where nothing is missing. */
  validity({length, nullCount}: {length: number; nullCount: number}): Uint8Array | null {
    const bytes = this.buffer();
    if (nullCount === 0) return null;
    const size = bitmapBytes(length);
    if (bytes.length < size)
      throw new DataError(
        'The Arrow data is corrupt: a bitmap of missing values is too short. Write it again.',
      );
    return bytes.subarray(0, size);
  }

  /** How many data buffers follow those of a view. */
  variadicCount(): number {
    const count = Number(this.#batch.variadicBufferCounts(this.#variadic++) ?? 0);
    return Math.min(Math.max(count, 0), this.#batch.buffersLength());
  }
}
