import {getBit} from './bits.js';
import {dateText} from './calendar.js';
import {decimalText, readWide} from './decimals.js';
import {durationText, intervalText} from './durations.js';
import {int32s, int64s, view} from './layout.js';
import type {Field} from './schema.js';
import type {ArrayData} from './table.js';
import {timestampText, timeText} from './temporal.js';

/** Gives the value of a row of one batch. */
export type Reader = (index: number) => unknown;

/** How the rows of an array are read, once and for all rows. */
export function reader(field: Field, data: ArrayData): Reader {
  const read = field.extension === 'serverless.zoned' ? zoned(field, data) : values(field, data);
  const validity = data.buffers[0];
  if (!validity || data.nullCount === 0) return read;
  return (i) => (getBit(validity, i) ? read(i) : null);
}

function values(field: Field, data: ArrayData): Reader {
  const {type} = field;
  const bytes = data.buffers[1] ?? EMPTY;
  switch (type.name) {
    case 'null':
      return () => null;
    case 'bool':
      return (i) => getBit(bytes, i);
    case 'int':
      return integers(bytes, type.bitWidth, type.isSigned);
    case 'floatingpoint':
      return type.precision === 'SINGLE'
        ? at(view(bytes, 4, (...place) => new Float32Array(...place)))
        : at(view(bytes, 8, (...place) => new Float64Array(...place)));
    case 'decimal': {
      const [words, count] = [int64s(bytes), type.bitWidth / 64];
      return (i) => decimalText(readWide(words, i, count), type.scale);
    }
    case 'utf8':
      return texts(data);
    case 'binary':
      return slices(data);
    case 'date': {
      const days = int32s(bytes);
      return (i) => dateText(days[i]!);
    }
    case 'time':
      return longs(bytes, (value) => timeText(value, type.unit));
    case 'timestamp':
      return longs(bytes, (value) => timestampText(value, type.unit, type.timezone));
    case 'duration':
      return longs(bytes, (value) => durationText(value, type.unit));
    case 'interval': {
      const [ints, words] = [int32s(bytes), int64s(bytes)];
      return (i) =>
        intervalText({
          months: ints[4 * i]!,
          days: ints[4 * i + 1]!,
          nanoseconds: words[2 * i + 1]!,
        });
    }
    case 'list': {
      const item = reader(field.children[0]!, data.children[0]!);
      return ranges(data, (begin, end) =>
        Array.from({length: end - begin}, (_, i) => item(begin + i)),
      );
    }
    case 'map': {
      const [key, value] = data.children[0]!.children.map((child, i) =>
        reader(field.children[0]!.children[i]!, child),
      );
      return ranges(
        data,
        (begin, end) =>
          new Map(
            Array.from({length: end - begin}, (_, i) => [key!(begin + i), value!(begin + i)]),
          ),
      );
    }
    case 'struct': {
      const children = field.children.map(
        (child, i) => [child.name, reader(child, data.children[i]!)] as const,
      );
      return (i) => Object.fromEntries(children.map(([name, read]) => [name, read(i)]));
    }
  }
}

const EMPTY = new Uint8Array(0);

function at(values: ArrayLike<number | bigint>): Reader {
  return (i) => values[i];
}

function longs(bytes: Uint8Array, text: (value: bigint) => string): Reader {
  const values = int64s(bytes);
  return (i) => text(values[i]!);
}

function integers(bytes: Uint8Array, bitWidth: 8 | 16 | 32 | 64 | 128, isSigned: boolean): Reader {
  switch (bitWidth) {
    case 8:
      return at(isSigned ? new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length) : bytes);
    case 16:
      return isSigned
        ? at(view(bytes, 2, (...place) => new Int16Array(...place)))
        : at(view(bytes, 2, (...place) => new Uint16Array(...place)));
    case 32:
      return isSigned
        ? at(int32s(bytes))
        : at(view(bytes, 4, (...place) => new Uint32Array(...place)));
    case 64:
      return isSigned
        ? at(int64s(bytes))
        : at(view(bytes, 8, (...place) => new BigUint64Array(...place)));
    case 128: {
      const words = int64s(bytes);
      return (i) => readWide(words, i, 2, isSigned);
    }
  }
}

function ranges(data: ArrayData, read: (begin: number, end: number) => unknown): Reader {
  const offsets = int32s(data.buffers[1] ?? EMPTY);
  return (i) => read(offsets[i]!, offsets[i + 1]!);
}

function slices(data: ArrayData): Reader {
  const bytes = data.buffers[2] ?? EMPTY;
  return ranges(data, (begin, end) => bytes.slice(begin, end));
}

function texts(data: ArrayData): Reader {
  const bytes = data.buffers[2] ?? EMPTY;
  return ranges(data, (begin, end) => textOf(bytes, begin, end));
}

const decoder = new TextDecoder('utf-8', {ignoreBOM: true});
/** Short text of ASCII is put together faster than the decoder starts. */
const SHORT = 16;

function textOf(bytes: Uint8Array, begin: number, end: number): string {
  if (end - begin <= SHORT) {
    let text = '';
    for (let i = begin; i < end; i++) {
      const byte = bytes[i]!;
      if (byte > 127) return decoder.decode(bytes.subarray(begin, end));
      text += String.fromCharCode(byte);
    }
    return text;
  }
  return decoder.decode(bytes.subarray(begin, end));
}

/** Each value is an instant and the zone that it was said in. */
function zoned(field: Field, data: ArrayData): Reader {
  const [instantField] = field.children;
  if (instantField?.type.name !== 'timestamp') return values(field, data);
  const {unit} = instantField.type;
  const instants = int64s(data.children[0]!.buffers[1] ?? EMPTY);
  const zones = reader(field.children[1]!, data.children[1]!);
  return (i) => timestampText(instants[i]!, unit, zones(i) as string);
}
