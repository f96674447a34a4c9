import {bitmapBytes, getBit, setBit} from '../bits.js';
import {readWide} from '../decimals.js';
import {GrowingBytes} from '../growing.js';
import {bytesOf, int32s, int64s, layoutOf, view} from '../layout.js';
import type {Field} from '../schema.js';
import type {ArrayData} from '../table.js';
import {storageOf} from './write-types.js';

/** The values of some rows, none of them missing, one after the other as files store them. */
export function encodeValues(field: Field, data: ArrayData, rows: readonly number[]): Uint8Array {
  const {type} = field;
  const bytes = data.buffers[1] ?? new Uint8Array(0);
  switch (type.name) {
    case 'null':
      return new Uint8Array(0);
    case 'bool':
      return bits(bytes, rows);
    case 'int': {
      if (type.bitWidth < 32)
        return bytesOf(Int32Array.from(rows, narrow(bytes, type.bitWidth, type.isSigned)));
      return picked(bytes, type.bitWidth / 8, rows);
    }
    case 'decimal':
      return wide(bytes, type.bitWidth / 64, rows, storageOf(field).length!);
    case 'utf8':
    case 'binary':
      return variable(data, rows);
    case 'timestamp': {
      if (type.unit !== 'SECOND') return picked(bytes, 8, rows);
      const seconds = int64s(bytes);
      return bytesOf(BigInt64Array.from(rows, (row) => seconds[row]! * 1000n));
    }
    case 'interval':
      return intervals(bytes, rows);
    default: {
      const layout = layoutOf(type);
      return picked(bytes, layout.kind === 'fixed' ? layout.width : 8, rows);
    }
  }
}

function bits(bytes: Uint8Array, rows: readonly number[]): Uint8Array {
  const packed = new Uint8Array(bitmapBytes(rows.length));
  for (const [i, row] of rows.entries()) if (getBit(bytes, row)) setBit(packed, i);
  return packed;
}

function narrow(bytes: Uint8Array, bitWidth: number, isSigned: boolean): (row: number) => number {
  const values =
    bitWidth === 8
      ? view(bytes, 1, (...at) => (isSigned ? new Int8Array(...at) : new Uint8Array(...at)))
      : view(bytes, 2, (...at) => (isSigned ? new Int16Array(...at) : new Uint16Array(...at)));
  return (row) => values[row]!;
}

function picked(bytes: Uint8Array, width: number, rows: readonly number[]): Uint8Array {
  const [first = 0] = rows;
  // Rows that follow each other are copied at once.
  if (rows.at(-1) === first + rows.length - 1) {
    return bytes.subarray(first * width, (first + rows.length) * width);
  }
  const out = new Uint8Array(rows.length * width);
  for (const [i, row] of rows.entries()) {
    for (let j = 0; j < width; j++) out[i * width + j] = bytes[row * width + j]!;
  }
  return out;
}

/** Wide integers, big-endian as files have them. */
function wide(
  bytes: Uint8Array,
  wordCount: number,
  rows: readonly number[],
  length: number,
): Uint8Array {
  const words = int64s(bytes);
  const out = new Uint8Array(rows.length * length);
  for (const [i, row] of rows.entries()) {
    let rest = readWide(words, row, wordCount);
    for (let j = length - 1; j >= 0; j--) {
      out[i * length + j] = Number(rest & 0xffn);
      rest >>= 8n;
    }
  }
  return out;
}

function variable(data: ArrayData, rows: readonly number[]): Uint8Array {
  const offsets = int32s(data.buffers[1]!);
  const bytes = data.buffers[2]!;
  const out = new GrowingBytes();
  for (const row of rows) {
    const [begin, end] = [offsets[row]!, offsets[row + 1]!];
    const size = end - begin;
    const place = out.reserve(4 + size);
    place[0] = size & 0xff;
    place[1] = (size >> 8) & 0xff;
    place[2] = (size >> 16) & 0xff;
    place[3] = size >> 24;
    if (size < 24) for (let j = 0; j < size; j++) place[4 + j] = bytes[begin + j]!;
    else place.set(bytes.subarray(begin, end), 4);
    out.length += 4 + size;
  }
  return out.finish();
}

/** Months, days and milliseconds of 32 bits each. */
function intervals(bytes: Uint8Array, rows: readonly number[]): Uint8Array {
  const [ints, words] = [int32s(bytes), int64s(bytes)];
  const out = new Int32Array(rows.length * 3);
  for (const [i, row] of rows.entries()) {
    out[3 * i] = ints[4 * row]!;
    out[3 * i + 1] = ints[4 * row + 1]!;
    out[3 * i + 2] = Number(words[2 * row + 1]! / 1_000_000n);
  }
  return bytesOf(out);
}
