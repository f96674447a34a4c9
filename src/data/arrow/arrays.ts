import {bitmapBytes, getBit} from '../bits.js';
import {PER_SECOND} from '../calendar.js';
import {DataError} from '../errors.js';
import {halfToNumber} from '../half-float.js';
import {bytesOf, int32s, int64s, layoutOf, view} from '../layout.js';
import type {DataType, Field, TimeUnit} from '../schema.js';
import {sliceArray, tooLong} from '../slice.js';
import type {ArrayData} from '../table.js';
import {takeArray} from '../take.js';
import type {Cursor} from './cursor.js';
import type {Importer} from './importers.js';

/** How the arrays of each of Arrow's layouts are read into those that a `Table` has. */
export function nulls(cursor: Cursor): ArrayData {
  const {length} = cursor.node();
  return {length, nullCount: length, buffers: [], children: []};
}

export function bools(cursor: Cursor): ArrayData {
  const node = cursor.node();
  const buffers = [cursor.validity(node), cursor.exactly(bitmapBytes(node.length))];
  return {...node, buffers, children: []};
}

export function fixed(cursor: Cursor, type: DataType): ArrayData {
  const layout = layoutOf(type);
  const width = layout.kind === 'fixed' ? layout.width : 0;
  return ofWidth(cursor, width);
}

function ofWidth(cursor: Cursor, width: number): ArrayData {
  const node = cursor.node();
  const buffers = [cursor.validity(node), cursor.exactly(node.length * width)];
  return {...node, buffers, children: []};
}

/** Values that are stored in another way than a `Table` stores them. */
function converted(
  cursor: Cursor,
  width: number,
  convert: (bytes: Uint8Array, length: number) => ArrayBufferView,
): ArrayData {
  const {buffers, ...rest} = ofWidth(cursor, width);
  return {...rest, buffers: [buffers[0]!, bytesOf(convert(buffers[1]!, rest.length))]};
}

/** Booleans that take a byte each (the extension `arrow.bool8`). */
export function byteBools(cursor: Cursor): ArrayData {
  return converted(cursor, 1, (bytes, length) => {
    const bits = new Uint8Array(bitmapBytes(length));
    for (let i = 0; i < length; i++) if (bytes[i]) bits[i >> 3]! |= 1 << (i & 7);
    return bits;
  });
}

export function halfFloats(cursor: Cursor): ArrayData {
  return converted(cursor, 2, (bytes) => {
    const halves = view(bytes, 2, (...place) => new Uint16Array(...place));
    return Float32Array.from(halves, halfToNumber);
  });
}

/** Decimals of 32 or 64 bits, made 128 bits wide. */
export function narrowDecimals(cursor: Cursor, bitWidth: number): ArrayData {
  return converted(cursor, bitWidth / 8, (bytes, length) => {
    const words = new BigInt64Array(2 * length);
    const values = bitWidth === 32 ? int32s(bytes) : int64s(bytes);
    for (let i = 0; i < length; i++) {
      words[2 * i] = BigInt(values[i]!);
      words[2 * i + 1] = words[2 * i]! >> 63n;
    }
    return words;
  });
}

export function millisecondDates(cursor: Cursor): ArrayData {
  return converted(cursor, 8, (bytes) =>
    Int32Array.from(int64s(bytes), (each) => Math.floor(Number(each) / 86_400_000)),
  );
}

/** Times of 32 bits, in seconds or milliseconds, made microseconds. */
export function shortTimes(cursor: Cursor, unit: TimeUnit): ArrayData {
  const factor = PER_SECOND.MICROSECOND / PER_SECOND[unit];
  return converted(cursor, 4, (bytes) =>
    BigInt64Array.from(int32s(bytes) as Iterable<number>, (each) => BigInt(each) * factor),
  );
}

export function monthIntervals(cursor: Cursor): ArrayData {
  return converted(cursor, 4, (bytes, length) => {
    const months = int32s(bytes);
    const parts = new Int32Array(4 * length);
    for (let i = 0; i < length; i++) parts[4 * i] = months[i]!;
    return parts;
  });
}

export function dayIntervals(cursor: Cursor): ArrayData {
  return converted(cursor, 8, (bytes, length) => {
    const pairs = int32s(bytes);
    const words = new BigInt64Array(2 * length);
    const parts = new Int32Array(words.buffer);
    for (let i = 0; i < length; i++) {
      parts[4 * i + 1] = pairs[2 * i]!;
      words[2 * i + 1] = BigInt(pairs[2 * i + 1]!) * 1_000_000n;
    }
    return words;
  });
}

export function variable(cursor: Cursor): ArrayData {
  const node = cursor.node();
  const validity = cursor.validity(node);
  const {offsets, first} = readOffsets(cursor, node.length, false);
  const data = cursor.buffer();
  return {...node, buffers: [validity, bytesOf(offsets), cut(data, first, offsets)], children: []};
}

export function largeVariable(cursor: Cursor): ArrayData {
  const node = cursor.node();
  const validity = cursor.validity(node);
  const {offsets, first} = readOffsets(cursor, node.length, true);
  const data = cursor.buffer();
  return {...node, buffers: [validity, bytesOf(offsets), cut(data, first, offsets)], children: []};
}

function cut(data: Uint8Array, first: number, offsets: Int32Array): Uint8Array {
  const size = offsets[offsets.length - 1]!;
  if (first + size > data.length) throw badOffsets();
  return data.subarray(first, first + size);
}

function badOffsets(): DataError {
  return new DataError(
    'The Arrow data is corrupt: the offsets of a column lead outside of its values. Write it again.',
  );
}

/** Offsets that begin with 0 and grow, and where they began. */
function readOffsets(
  cursor: Cursor,
  length: number,
  large: boolean,
): {offsets: Int32Array; first: number} {
  const width = large ? 8 : 4;
  // An array of no rows may come without offsets.
  if (length === 0) {
    cursor.buffer();
    return {offsets: new Int32Array(1), first: 0};
  }
  const bytes = cursor.exactly((length + 1) * width);
  const source: Iterable<number | bigint> & ArrayLike<number | bigint> = large
    ? int64s(bytes)
    : int32s(bytes);
  const first = Number(source[0]);
  const offsets =
    large || first !== 0
      ? Int32Array.from(source, (each) => checked(Number(each) - first))
      : int32s(bytes);
  if (first < 0) throw badOffsets();
  for (let i = 0; i < length; i++) if (offsets[i]! > offsets[i + 1]!) throw badOffsets();
  return {offsets, first};
}

function checked(offset: number): number {
  if (offset > 0x7fff_ffff) throw tooLong('');
  return offset;
}

/** Views: 16 bytes a row, which hold the length and short values, or say where long ones are. */
export function views(cursor: Cursor): ArrayData {
  const node = cursor.node();
  const validity = cursor.validity(node);
  const rows = cursor.exactly(node.length * 16);
  const buffers = Array.from({length: cursor.variadicCount()}, () => cursor.buffer());
  const ints = int32s(rows);
  const slices = Array.from({length: node.length}, (_, i) => {
    const size = ints[4 * i]!;
    if (validity && !getBit(validity, i)) return EMPTY;
    if (size <= 12) return rows.subarray(16 * i + 4, 16 * i + 4 + size);
    const start = ints[4 * i + 3]!;
    const slice = buffers[ints[4 * i + 2]!]?.subarray(start, start + size);
    if (slice?.length !== size) throw badOffsets();
    return slice;
  });
  return fromSlices(node, validity, slices);
}

const EMPTY = new Uint8Array(0);

function fromSlices(
  node: {length: number; nullCount: number},
  validity: Uint8Array | null,
  slices: readonly Uint8Array[],
): ArrayData {
  const offsets = new Int32Array(node.length + 1);
  for (let i = 0; i < node.length; i++) offsets[i + 1] = checked(offsets[i]! + slices[i]!.length);
  const data = new Uint8Array(offsets[node.length]!);
  for (let i = 0; i < node.length; i++) data.set(slices[i]!, offsets[i]);
  return {...node, buffers: [validity, bytesOf(offsets), data], children: []};
}

export function fixedSizeBinaries(cursor: Cursor, width: number): ArrayData {
  const {buffers, ...rest} = ofWidth(cursor, width);
  const offsets = Int32Array.from({length: rest.length + 1}, (_, i) => checked(i * width));
  return {...rest, buffers: [buffers[0]!, bytesOf(offsets), buffers[1]!]};
}

export function uuids(cursor: Cursor): ArrayData {
  const {buffers, ...rest} = ofWidth(cursor, 16);
  const offsets = Int32Array.from({length: rest.length + 1}, (_, i) => checked(i * 36));
  const text = new Uint8Array(rest.length * 36);
  const digits = new TextEncoder().encode('0123456789abcdef');
  let at = 0;
  for (const [i, byte] of buffers[1]!.entries()) {
    if ([4, 6, 8, 10].includes(i % 16)) text[at++] = 0x2d;
    text[at++] = digits[byte >> 4]!;
    text[at++] = digits[byte & 15]!;
  }
  return {...rest, buffers: [buffers[0]!, bytesOf(offsets), text]};
}

export function lists(cursor: Cursor, item: Importer, large: boolean): ArrayData {
  const node = cursor.node();
  const validity = cursor.validity(node);
  const {offsets, first} = readOffsets(cursor, node.length, large);
  const items = item.read(cursor);
  const end = first + offsets[node.length]!;
  if (end > items.length) throw badOffsets();
  const child = sliceArray(item.field, items, first, end);
  return {...node, buffers: [validity, bytesOf(offsets)], children: [child]};
}

export function listViews(cursor: Cursor, item: Importer, large: boolean): ArrayData {
  const node = cursor.node();
  const validity = cursor.validity(node);
  const width = large ? 8 : 4;
  const read = () => {
    const bytes = cursor.exactly(node.length * width);
    return large ? int64s(bytes) : int32s(bytes);
  };
  const [starts, sizes] = [read(), read()];
  const items = item.read(cursor);
  const indices: number[] = [];
  const offsets = new Int32Array(node.length + 1);
  for (let i = 0; i < node.length; i++) {
    const isThere = !validity || getBit(validity, i);
    const [start, size] = [Number(starts[i]), isThere ? Number(sizes[i]) : 0];
    if (size > 0 && (start < 0 || start + size > items.length)) throw badOffsets();
    for (let j = 0; j < size; j++) indices.push(start + j);
    offsets[i + 1] = indices.length;
  }
  const child = takeArray(item.field, items, Int32Array.from(indices));
  return {...node, buffers: [validity, bytesOf(offsets)], children: [child]};
}

export function fixedSizeLists(cursor: Cursor, item: Importer, size: number): ArrayData {
  const node = cursor.node();
  const validity = cursor.validity(node);
  const items = item.read(cursor);
  if (items.length < node.length * size) throw badOffsets();
  const offsets = Int32Array.from({length: node.length + 1}, (_, i) => checked(i * size));
  const child = sliceArray(item.field, items, 0, node.length * size);
  return {...node, buffers: [validity, bytesOf(offsets)], children: [child]};
}

export function structs(cursor: Cursor, members: readonly Importer[]): ArrayData {
  const node = cursor.node();
  const buffers = [cursor.validity(node)];
  const children = members.map((member) => {
    const child = member.read(cursor);
    if (child.length < node.length) throw badOffsets();
    return sliceArray(member.field, child, 0, node.length);
  });
  return {...node, buffers, children};
}

export function dictionaryEncoded(
  cursor: Cursor,
  field: Field,
  bitWidth: number,
  isSigned: boolean,
  dictionary: () => ArrayData | undefined,
): ArrayData {
  const {length, nullCount, buffers} = ofWidth(cursor, bitWidth / 8);
  const values = dictionary();
  if (!values && nullCount < length) {
    throw new DataError(
      `The Arrow data is corrupt: the dictionary of column "${field.name}" is missing. Write it again.`,
    );
  }
  const source = indexView(buffers[1]!, bitWidth, isSigned);
  const [validity] = buffers;
  const indices = Int32Array.from({length}, (_, i) => {
    if (validity && !getBit(validity, i)) return -1;
    const index = Number(source[i]);
    if (!(index >= 0 && index < values!.length)) throw badOffsets();
    return index;
  });
  return takeArray(field, values ?? emptyArray(field), indices);
}

function indexView(
  bytes: Uint8Array,
  bitWidth: number,
  isSigned: boolean,
): ArrayLike<number | bigint> {
  switch (bitWidth) {
    case 8:
      return isSigned ? new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length) : bytes;
    case 16:
      return view(bytes, 2, (...place) =>
        isSigned ? new Int16Array(...place) : new Uint16Array(...place),
      );
    case 32:
      return isSigned ? int32s(bytes) : view(bytes, 4, (...place) => new Uint32Array(...place));
    default:
      return int64s(bytes);
  }
}

/** No rows of any type. */
export function emptyArray(field: Field): ArrayData {
  const layout = layoutOf(field.type);
  const none = {length: 0, nullCount: 0};
  switch (layout.kind) {
    case 'null':
      return {...none, buffers: [], children: []};
    case 'bits':
    case 'fixed':
      return {...none, buffers: [null, EMPTY], children: []};
    case 'variable':
      return {...none, buffers: [null, new Uint8Array(4), EMPTY], children: []};
    case 'list':
      return {
        ...none,
        buffers: [null, new Uint8Array(4)],
        children: field.children.map(emptyArray),
      };
    case 'struct':
      return {...none, buffers: [null], children: field.children.map(emptyArray)};
  }
}

export function runEndEncoded(cursor: Cursor, ends: Importer, values: Importer): ArrayData {
  const {length} = cursor.node();
  const endData = ends.read(cursor);
  const valueData = values.read(cursor);
  const {type} = ends.field;
  const bitWidth = type.name === 'int' ? type.bitWidth : 32;
  const source = indexView(endData.buffers[1]!, bitWidth, true);
  const indices = new Int32Array(length);
  let row = 0;
  for (let run = 0; run < endData.length && row < length; run++) {
    const end = Math.min(Number(source[run]), length);
    indices.fill(run, row, end);
    row = Math.max(row, end);
  }
  if (row < length) throw badOffsets();
  return takeArray(values.field, valueData, indices);
}
