import {bitmapBytes, getBit, setBit} from './bits.js';
import {bytesOf, int32s, layoutOf} from './layout.js';
import type {Field} from './schema.js';
import {tooLong} from './slice.js';
import type {ArrayData} from './table.js';

/** The rows that `indices` name, in that order; those of -1 are missing. */
export function takeArray(field: Field, data: ArrayData, indices: Int32Array): ArrayData {
  const {length} = indices;
  const layout = layoutOf(field.type);
  if (layout.kind === 'null') return {length, nullCount: length, buffers: [], children: []};
  const {validity, nullCount} = takeValidity(data, indices);
  switch (layout.kind) {
    case 'bits': {
      const bits = new Uint8Array(bitmapBytes(length));
      for (let i = 0; i < length; i++) {
        if (indices[i]! >= 0 && getBit(data.buffers[1]!, indices[i]!)) setBit(bits, i);
      }
      return {length, nullCount, buffers: [validity, bits], children: []};
    }
    case 'fixed': {
      const values = takeBytes(data.buffers[1]!, layout.width, indices);
      return {length, nullCount, buffers: [validity, values], children: []};
    }
    case 'struct': {
      const children = data.children.map((child, i) =>
        takeArray(field.children[i]!, child, indices),
      );
      return {length, nullCount, buffers: [validity], children};
    }
    case 'variable': {
      const {offsets, positions} = takeRanges(field, data, indices);
      const values = joined(data.buffers[2]!, positions, offsets);
      return {length, nullCount, buffers: [validity, bytesOf(offsets), values], children: []};
    }
    case 'list': {
      const {offsets, positions} = takeRanges(field, data, indices);
      const items = new Int32Array(offsets[length]!);
      for (let i = 0; i < length; i++) {
        for (let j = offsets[i]!; j < offsets[i + 1]!; j++)
          items[j] = positions[i]! + j - offsets[i]!;
      }
      const child = takeArray(field.children[0]!, data.children[0]!, items);
      return {length, nullCount, buffers: [validity, bytesOf(offsets)], children: [child]};
    }
  }
}

function takeValidity(data: ArrayData, indices: Int32Array) {
  const source = data.buffers[0];
  const isThere = (index: number) => index >= 0 && (!source || getBit(source, index));
  let nullCount = 0;
  for (const index of indices) if (!isThere(index)) nullCount++;
  if (nullCount === 0) return {validity: null, nullCount};
  const validity = new Uint8Array(bitmapBytes(indices.length));
  for (let i = 0; i < indices.length; i++) if (isThere(indices[i]!)) setBit(validity, i);
  return {validity, nullCount};
}

function takeBytes(source: Uint8Array, width: number, indices: Int32Array): Uint8Array {
  const taken = new Uint8Array(indices.length * width);
  for (let i = 0; i < indices.length; i++) {
    if (indices[i]! < 0) continue;
    const from = indices[i]! * width;
    for (let j = 0; j < width; j++) taken[i * width + j] = source[from + j]!;
  }
  return taken;
}

/** The new offsets, and where in the source each row begins. */
function takeRanges(field: Field, data: ArrayData, indices: Int32Array) {
  const source = int32s(data.buffers[1]!);
  const offsets = new Int32Array(indices.length + 1);
  const positions = new Int32Array(indices.length);
  let end = 0;
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i]!;
    if (index >= 0) {
      positions[i] = source[index]!;
      end += source[index + 1]! - source[index]!;
      if (end > 0x7fff_ffff) throw tooLong(field.name);
    }
    offsets[i + 1] = end;
  }
  return {offsets, positions};
}

function joined(source: Uint8Array, positions: Int32Array, offsets: Int32Array): Uint8Array {
  const bytes = new Uint8Array(offsets[positions.length]!);
  for (let i = 0; i < positions.length; i++) {
    const [at, size] = [offsets[i]!, offsets[i + 1]! - offsets[i]!];
    if (size > 32) bytes.set(source.subarray(positions[i], positions[i]! + size), at);
    else for (let j = 0; j < size; j++) bytes[at + j] = source[positions[i]! + j]!;
  }
  return bytes;
}
