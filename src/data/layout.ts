import type {DataType} from './schema.js';

/**
 * How Arrow lays a type out in buffers:
 *
 * - `fixed`: validity, data of `width` bytes a row
 * - `bits`: validity, bits
 * - `variable`: validity, offsets, data
 * - `list` (also maps): validity, offsets; one child
 * - `struct`: validity; a child per field
 * - `null`: nothing
 */
export type Layout =
  | {readonly kind: 'fixed'; readonly width: number}
  | {readonly kind: 'bits' | 'variable' | 'list' | 'struct' | 'null'};

export function layoutOf(type: DataType): Layout {
  switch (type.name) {
    case 'null':
      return {kind: 'null'};
    case 'bool':
      return {kind: 'bits'};
    case 'int':
    case 'decimal':
      return {kind: 'fixed', width: type.bitWidth / 8};
    case 'floatingpoint':
      return {kind: 'fixed', width: type.precision === 'SINGLE' ? 4 : 8};
    case 'date':
      return {kind: 'fixed', width: 4};
    case 'time':
    case 'timestamp':
    case 'duration':
      return {kind: 'fixed', width: 8};
    case 'interval':
      return {kind: 'fixed', width: 16};
    case 'utf8':
    case 'binary':
      return {kind: 'variable'};
    case 'list':
    case 'map':
      return {kind: 'list'};
    case 'struct':
      return {kind: 'struct'};
  }
}

/** 32-bit numbers in bytes; shares memory where they are aligned. */
export function int32s(bytes: Uint8Array): Int32Array {
  return view(bytes, 4, (buffer, at, length) => new Int32Array(buffer, at, length));
}

export function int64s(bytes: Uint8Array): BigInt64Array {
  return view(bytes, 8, (buffer, at, length) => new BigInt64Array(buffer, at, length));
}

/** Any typed array over bytes, copied only where they are not aligned for it. */
export function view<View>(
  bytes: Uint8Array,
  width: number,
  make: (buffer: ArrayBufferLike, byteOffset: number, length: number) => View,
): View {
  const aligned = bytes.byteOffset % width === 0 ? bytes : bytes.slice();
  return make(aligned.buffer, aligned.byteOffset, Math.floor(aligned.byteLength / width));
}

export function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
