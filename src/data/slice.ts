import {bitmapBytes, copyBits, countZeros, sliceBits} from './bits.js';
import {DataError} from './errors.js';
import {bytesOf, int32s, layoutOf} from './layout.js';
import type {Field} from './schema.js';
import type {ArrayData} from './table.js';

/** The rows from `begin` to before `end`; values are shared, only bitmaps and offsets may be new. */
export function sliceArray(field: Field, data: ArrayData, begin: number, end: number): ArrayData {
  if (begin === 0 && end === data.length) return data;
  const length = end - begin;
  const validity = data.buffers[0] ? sliceBits(data.buffers[0], begin, end) : null;
  const nullCount = validity
    ? countZeros(validity, length)
    : field.type.name === 'null'
      ? length
      : 0;
  const kept = nullCount > 0 ? validity : null;
  const layout = layoutOf(field.type);
  switch (layout.kind) {
    case 'null':
      return {length, nullCount, buffers: [], children: []};
    case 'bits':
      return {
        length,
        nullCount,
        buffers: [kept, sliceBits(data.buffers[1]!, begin, end)],
        children: [],
      };
    case 'fixed': {
      const {width} = layout;
      const values = data.buffers[1]!.subarray(begin * width, end * width);
      return {length, nullCount, buffers: [kept, values], children: []};
    }
    case 'struct': {
      const children = data.children.map((child, i) =>
        sliceArray(field.children[i]!, child, begin, end),
      );
      return {length, nullCount, buffers: [kept], children};
    }
    case 'variable':
    case 'list': {
      const offsets = int32s(data.buffers[1]!).subarray(begin, end + 1);
      const [first, last] = [offsets[0]!, offsets[length]!];
      const moved = bytesOf(offsets.map((offset) => offset - first));
      if (layout.kind === 'variable') {
        const values = data.buffers[2]!.subarray(first, last);
        return {length, nullCount, buffers: [kept, moved, values], children: []};
      }
      const child = sliceArray(field.children[0]!, data.children[0]!, first, last);
      return {length, nullCount, buffers: [kept, moved], children: [child]};
    }
  }
}

/** One array with the rows of all. */
export function concatArrays(field: Field, arrays: readonly ArrayData[]): ArrayData {
  if (arrays.length === 1) return arrays[0]!;
  const length = arrays.reduce((sum, each) => sum + each.length, 0);
  const nullCount = arrays.reduce((sum, each) => sum + each.nullCount, 0);
  const validity = nullCount > 0 ? joinBits(arrays, 0, length) : null;
  const layout = layoutOf(field.type);
  switch (layout.kind) {
    case 'null':
      return {length, nullCount, buffers: [], children: []};
    case 'bits':
      return {length, nullCount, buffers: [validity, joinBits(arrays, 1, length)], children: []};
    case 'fixed':
      return {length, nullCount, buffers: [validity, joinBytes(arrays, 1)], children: []};
    case 'struct': {
      const children = field.children.map((child, i) =>
        concatArrays(
          child,
          arrays.map((each) => each.children[i]!),
        ),
      );
      return {length, nullCount, buffers: [validity], children};
    }
    case 'variable': {
      const offsets = joinOffsets(field, arrays, length);
      return {length, nullCount, buffers: [validity, offsets, joinBytes(arrays, 2)], children: []};
    }
    case 'list': {
      const offsets = joinOffsets(field, arrays, length);
      const child = concatArrays(
        field.children[0]!,
        arrays.map((each) => each.children[0]!),
      );
      return {length, nullCount, buffers: [validity, offsets], children: [child]};
    }
  }
}

function joinBits(arrays: readonly ArrayData[], buffer: number, length: number): Uint8Array {
  const joined = new Uint8Array(bitmapBytes(length));
  let at = 0;
  for (const each of arrays) {
    copyBits(joined, at, each.buffers[buffer]!, each.length);
    at += each.length;
  }
  return joined;
}

function joinBytes(arrays: readonly ArrayData[], buffer: number): Uint8Array {
  const parts = arrays.map((each) => each.buffers[buffer] ?? new Uint8Array(0));
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

function joinOffsets(field: Field, arrays: readonly ArrayData[], length: number): Uint8Array {
  const joined = new Int32Array(length + 1);
  let [at, base] = [0, 0];
  for (const each of arrays) {
    const offsets = int32s(each.buffers[1]!);
    for (let i = 0; i < each.length; i++) joined[at + i + 1] = base + offsets[i + 1]!;
    at += each.length;
    base += offsets[each.length]!;
  }
  if (base > 0x7fff_ffff) throw tooLong(field.name);
  return bytesOf(joined);
}

export function tooLong(column: string): DataError {
  return new DataError(
    `Column "${column}" holds more than 2 GiB of text, bytes or list items in one batch: read fewer rows at a time.`,
  );
}
