import {parseInterval} from '../durations.js';
import {writeWide} from '../decimals.js';
import {GrowingBytes} from '../growing.js';
import {halfToNumber} from '../half-float.js';
import {bytesOf, layoutOf} from '../layout.js';
import type {ArrayData} from '../table.js';
import {tooLong} from '../slice.js';
import type {FileField} from './read-schema.js';

/** Collects the values of one column of a file, as the file stores them. */
export interface Sink {
  put(value: unknown): void;
  putNull(): void;
  finish(): ArrayData;
}

export function sinkFor({field, element}: FileField): Sink {
  const {type} = field;
  const scalar = (width: number, write: (view: DataView, at: number, value: never) => void) =>
    new FixedSink(width, write as (view: DataView, at: number, value: unknown) => void);
  switch (type.name) {
    case 'null':
      return new NullSink();
    case 'bool':
      return new BitSink();
    case 'int':
      if (type.bitWidth === 128) return wideSink(2);
      if (type.bitWidth === 64) return longSink(1n);
      return scalar(type.bitWidth / 8, INTS[type.bitWidth]);
    case 'floatingpoint':
      if (element.type === 'FIXED_LEN_BYTE_ARRAY') {
        return scalar(4, (view, at, value: Uint8Array) =>
          view.setFloat32(at, halfToNumber(value[0]! | (value[1]! << 8)), true),
        );
      }
      return type.precision === 'SINGLE'
        ? scalar(4, (view, at, value: number) => view.setFloat32(at, value, true))
        : scalar(8, (view, at, value: number) => view.setFloat64(at, value, true));
    case 'decimal':
      return wideSink(type.bitWidth / 64);
    case 'date':
      return scalar(4, (view, at, value: number) => view.setInt32(at, value, true));
    case 'time':
      return longSink(element.type === 'INT32' || isMillis(element) ? 1000n : 1n);
    case 'timestamp':
      if (element.type === 'INT96') {
        return scalar(8, (view, at, value: bigint) => view.setBigInt64(at, fromInt96(value), true));
      }
      return type.unit === 'SECOND'
        ? scalar(8, (view, at, value: bigint) => view.setBigInt64(at, value / 1000n, true))
        : longSink(1n);
    case 'interval':
      return scalar(16, writeInterval);
    case 'utf8':
      return new VariableSink(
        field.name,
        element.logical_type?.type === 'UUID' ? uuidBytes : (bytes) => bytes,
      );
    case 'binary':
      return new VariableSink(field.name, (bytes) => bytes);
    default: {
      const layout = layoutOf(type);
      if (layout.kind !== 'fixed') throw new Error(`${type.name} is no type of single values`);
      return longSink(1n);
    }
  }
}

function isMillis({logical_type: logical}: FileField['element']): boolean {
  return logical?.type === 'TIME' && logical.unit === 'MILLIS';
}

const INTS = {
  8: (view: DataView, at: number, value: number) => view.setInt8(at, value),
  16: (view: DataView, at: number, value: number) => view.setInt16(at, value, true),
  32: (view: DataView, at: number, value: number) => view.setInt32(at, value, true),
};

function longSink(factor: bigint): Sink {
  return new FixedSink(8, (view, at, value) =>
    view.setBigInt64(at, BigInt(value as number | bigint) * factor, true),
  );
}

function wideSink(wordCount: number): Sink {
  const words = new BigInt64Array(wordCount);
  return new FixedSink(8 * wordCount, (view, at, value) => {
    const whole = value instanceof Uint8Array ? fromBigEndian(value) : BigInt(value as number);
    writeWide(words, 0, wordCount, whole);
    for (let i = 0; i < wordCount; i++) view.setBigInt64(at + 8 * i, words[i]!, true);
  });
}

function fromBigEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(8 * bytes.length, value);
}

const JULIAN_1970 = 2_440_588n;
const NANOSECONDS_PER_DAY = 86_400_000_000_000n;

/** Julian days in the upper 32 bits, nanoseconds in the lower 64. */
function fromInt96(value: bigint): bigint {
  const days = BigInt.asIntN(32, value >> 64n) - JULIAN_1970;
  return days * NANOSECONDS_PER_DAY + BigInt.asUintN(64, value);
}

function writeInterval(view: DataView, at: number, value: Uint8Array): void {
  if (value.length === 12) {
    const from = new DataView(value.buffer, value.byteOffset, 12);
    view.setInt32(at, from.getUint32(0, true), true);
    view.setInt32(at + 4, from.getUint32(4, true), true);
    view.setBigInt64(at + 8, BigInt(from.getUint32(8, true)) * 1_000_000n, true);
    return;
  }
  const interval = parseInterval(new TextDecoder().decode(value));
  if (!interval) throw new Error('a text is no interval');
  view.setInt32(at, interval.months, true);
  view.setInt32(at + 4, interval.days, true);
  view.setBigInt64(at + 8, interval.nanoseconds, true);
}

function uuidBytes(bytes: Uint8Array): Uint8Array {
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const text = digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return new TextEncoder().encode(text);
}

/** Bits that are added one by one; which are there, and which are true. */
class GrowingBits {
  readonly #bytes = new GrowingBytes();
  length = 0;
  zeros = 0;

  push(bit: boolean): void {
    if ((this.length & 7) === 0) {
      this.#bytes.reserve(1)[0] = 0;
      this.#bytes.length++;
    }
    if (bit) this.#bytes.last(1 << (this.length & 7));
    else this.zeros++;
    this.length++;
  }

  finish(): Uint8Array {
    return this.#bytes.finish();
  }
}

class NullSink implements Sink {
  #length = 0;

  put(): void {
    this.#length++;
  }

  putNull(): void {
    this.#length++;
  }

  finish(): ArrayData {
    return {length: this.#length, nullCount: this.#length, buffers: [], children: []};
  }
}

/** Counts the rows, and which of them are there. */
class Presence {
  readonly bits = new GrowingBits();

  array(buffers: readonly Uint8Array[]): ArrayData {
    const {length, zeros: nullCount} = this.bits;
    const validity = nullCount > 0 ? this.bits.finish() : null;
    return {length, nullCount, buffers: [validity, ...buffers], children: []};
  }
}

class BitSink implements Sink {
  readonly #presence = new Presence();
  readonly #bits = new GrowingBits();

  put(value: unknown): void {
    this.#presence.bits.push(true);
    this.#bits.push(Boolean(value));
  }

  putNull(): void {
    this.#presence.bits.push(false);
    this.#bits.push(false);
  }

  finish(): ArrayData {
    return this.#presence.array([this.#bits.finish()]);
  }
}

class FixedSink implements Sink {
  readonly #presence = new Presence();
  readonly #width: number;
  readonly #write: (view: DataView, at: number, value: unknown) => void;
  #view = new DataView(new ArrayBuffer(4096));
  #length = 0;

  constructor(width: number, write: (view: DataView, at: number, value: unknown) => void) {
    this.#width = width;
    this.#write = write;
  }

  put(value: unknown): void {
    this.#grow();
    this.#presence.bits.push(true);
    this.#write(this.#view, this.#length, value);
    this.#length += this.#width;
  }

  putNull(): void {
    this.#grow();
    this.#presence.bits.push(false);
    this.#length += this.#width;
  }

  finish(): ArrayData {
    return this.#presence.array([new Uint8Array(this.#view.buffer, 0, this.#length)]);
  }

  #grow(): void {
    if (this.#length + this.#width <= this.#view.byteLength) return;
    const grown = new Uint8Array(this.#view.byteLength * 2);
    grown.set(new Uint8Array(this.#view.buffer));
    this.#view = new DataView(grown.buffer);
  }
}

class VariableSink implements Sink {
  readonly #presence = new Presence();
  readonly #column: string;
  readonly #convert: (bytes: Uint8Array) => Uint8Array;
  readonly #bytes = new GrowingBytes();
  #offsets = new Int32Array(1024);

  constructor(column: string, convert: (bytes: Uint8Array) => Uint8Array) {
    this.#column = column;
    this.#convert = convert;
  }

  put(value: unknown): void {
    this.#bytes.push(this.#convert(value as Uint8Array));
    if (this.#bytes.length > 0x7fff_ffff) throw tooLong(this.#column);
    this.#end(true);
  }

  putNull(): void {
    this.#end(false);
  }

  finish(): ArrayData {
    const offsets = this.#offsets.subarray(0, this.#presence.bits.length + 1);
    return this.#presence.array([bytesOf(offsets), this.#bytes.finish()]);
  }

  #end(isThere: boolean): void {
    this.#presence.bits.push(isThere);
    const row = this.#presence.bits.length;
    if (row >= this.#offsets.length) {
      const grown = new Int32Array(this.#offsets.length * 2);
      grown.set(this.#offsets);
      this.#offsets = grown;
    }
    this.#offsets[row] = this.#bytes.length;
  }
}
