import {bitmapBytes, setBit} from './bits.js';
import {parseDecimal, writeWide} from './decimals.js';
import {parseDuration, parseInterval} from './durations.js';
import {DataError} from './errors.js';
import {GrowingBytes} from './growing.js';
import {bytesOf} from './layout.js';
import {isMissing, type Present} from './present.js';
import type {DataType, Field, TimeUnit} from './schema.js';
import {tooLong} from './slice.js';
import type {ArrayData} from './table.js';
import {instantOf, parseDate, parseTime, parseTimestamp} from './temporal.js';
import {offsetText} from './zones.js';
import {typedArray} from './typed-arrays.js';

/** Lays values out as Arrow does; one that does not fit the type is named by column and row. */
export function build(field: Field, values: ArrayLike<unknown>): ArrayData {
  const taken = typedArray(field.type, values);
  if (taken) return taken;
  const {validity, nullCount} = missing(values);
  if (nullCount > 0 && !field.nullable) {
    throw new DataError(
      `Column "${field.name}" is said to have no missing values, but has ${nullCount}: make the field nullable.`,
    );
  }
  const {buffers, children = []} =
    field.extension === 'serverless.zoned' ? zoned(field, values) : laidOut(field, values);
  const {length} = values;
  if (field.type.name === 'null') return {length, nullCount: length, buffers: [], children: []};
  return {length, nullCount, buffers: [validity, ...buffers], children};
}

function missing(values: ArrayLike<unknown>): {validity: Uint8Array | null; nullCount: number} {
  const {length} = values;
  let nullCount = 0;
  for (let i = 0; i < length; i++) if (isMissing(values[i])) nullCount++;
  if (nullCount === 0) return {validity: null, nullCount};
  const validity = new Uint8Array(bitmapBytes(length));
  for (let i = 0; i < length; i++) if (!isMissing(values[i])) setBit(validity, i);
  return {validity, nullCount};
}

/** What comes after the bitmap of what is there. */
interface Laid {
  readonly buffers: readonly Uint8Array[];
  readonly children?: readonly ArrayData[];
}

function laidOut(field: Field, values: ArrayLike<unknown>): Laid {
  const {type} = field;
  const {length} = values;
  switch (type.name) {
    case 'null': {
      each(field, values, (value) => {
        throw wrong(value);
      });
      return {buffers: []};
    }
    case 'bool': {
      const bits = new Uint8Array(bitmapBytes(length));
      each(field, values, (value, i) => {
        if (typeof value !== 'boolean') throw wrong(value);
        if (value) setBit(bits, i);
      });
      return {buffers: [bits]};
    }
    case 'int':
      return {buffers: [integers(field, type, values)]};
    case 'floatingpoint': {
      const floats =
        type.precision === 'SINGLE' ? new Float32Array(length) : new Float64Array(length);
      each(field, values, (value, i) => {
        if (typeof value !== 'number' && typeof value !== 'bigint') throw wrong(value);
        floats[i] = Number(value);
      });
      return {buffers: [bytesOf(floats)]};
    }
    case 'decimal':
      return {buffers: [decimals(field, type, values)]};
    case 'utf8':
      return texts(field, values);
    case 'binary':
      return binaries(field, values);
    case 'date': {
      const days = new Int32Array(length);
      each(field, values, (value, i) => {
        days[i] = parsed(parseDate, isoText(value).slice(0, 16).replace(/T.*/, ''), value);
      });
      return {buffers: [bytesOf(days)]};
    }
    case 'time':
      return longs(field, values, (value) => parsed(parseTime, value, value, type.unit));
    case 'duration':
      return longs(field, values, (value) => parsed(parseDuration, value, value, type.unit));
    case 'timestamp':
      return longs(field, values, (value) => timestamp(value, type.unit, type.timezone));
    case 'interval': {
      const bytes = new Uint8Array(16 * length);
      const [ints, words] = [new Int32Array(bytes.buffer), new BigInt64Array(bytes.buffer)];
      each(field, values, (value, i) => {
        const {months, days, nanoseconds} = parsed(parseInterval, value, value);
        ints[4 * i] = months;
        ints[4 * i + 1] = days;
        words[2 * i + 1] = fitting(nanoseconds, 64, true);
      });
      return {buffers: [bytes]};
    }
    case 'list':
      return lists(field, values);
    case 'map':
      return maps(field, values);
    case 'struct': {
      each(field, values, (value) => {
        if (typeof value !== 'object' || Array.isArray(value)) throw wrong(value);
      });
      const children = field.children.map((child) =>
        build(
          child,
          Array.from({length}, (_, i) => member(values[i], child.name)),
        ),
      );
      return {buffers: [], children};
    }
  }
}

function member(value: unknown, name: string): unknown {
  if (isMissing(value) || !Object.hasOwn(value, name)) return null;
  return (value as Record<string, unknown>)[name];
}

/** Why one value cannot be in a column; the column and the row are added where they are known. */
class Unfit extends Error {}

function wrong(value: unknown): Unfit {
  return new Unfit(`${shown(value)} is not of this type`);
}

function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 60));
  if (typeof value === 'bigint' || typeof value === 'number') return value.toString();
  if (typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`;
}

/** Calls back with the values that are there; what it throws gets the column and the row. */
function each(
  field: Field,
  values: ArrayLike<unknown>,
  take: (value: Present, index: number) => void,
): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (isMissing(value)) continue;
    try {
      take(value, i);
    } catch (error) {
      if (!(error instanceof Unfit)) throw error;
      throw new DataError(
        `Column "${field.name}" (${typeText(field.type)}), row ${i + 1}: ${error.message}. Change the value, or give the column another type.`,
        {cause: error},
      );
    }
  }
}

function typeText(type: DataType): string {
  switch (type.name) {
    case 'int':
      return `${type.isSigned ? '' : 'u'}int${type.bitWidth}`;
    case 'decimal':
      return `decimal(${type.precision}, ${type.scale})`;
    case 'timestamp':
      return type.timezone === undefined
        ? 'timestamp'
        : `timestamp with time zone ${type.timezone}`;
    case 'floatingpoint':
      return type.precision === 'SINGLE' ? 'float32' : 'float64';
    default:
      return type.name;
  }
}

function parsed<Value>(
  parse: (text: string, unit: TimeUnit) => Value | null,
  text: unknown,
  value: unknown,
  unit: TimeUnit = 'NANOSECOND',
): Value {
  const result = typeof text === 'string' ? parse(text, unit) : null;
  if (result === null) throw wrong(value);
  return result;
}

/** Dates of JavaScript are taken as the instants that they are. */
function isoText(value: unknown): string {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
  if (typeof value === 'string') return value;
  throw wrong(value);
}

function timestamp(value: unknown, unit: TimeUnit, zone: string | undefined): bigint {
  const text = parsed(parseTimestamp, isoText(value), value, unit);
  if (zone !== undefined) return instantOf(text, unit, zone)!;
  if (text.zone !== undefined || (text.offset !== undefined && !(value instanceof Date))) {
    throw new Unfit(`${shown(value)} names a time zone, but the column has none`);
  }
  return text.wall;
}

function fitting(value: bigint, bitWidth: number, isSigned: boolean): bigint {
  const kept = isSigned ? BigInt.asIntN(bitWidth, value) : BigInt.asUintN(bitWidth, value);
  if (kept !== value) throw new Unfit(`${value.toString()} does not fit`);
  return value;
}

function longs(field: Field, values: ArrayLike<unknown>, value: (value: Present) => bigint): Laid {
  const longs = new BigInt64Array(values.length);
  each(field, values, (each, i) => {
    longs[i] = fitting(value(each), 64, true);
  });
  return {buffers: [bytesOf(longs)]};
}

function integers(
  field: Field,
  {bitWidth, isSigned}: Extract<DataType, {name: 'int'}>,
  values: ArrayLike<unknown>,
): Uint8Array {
  const bytes = new Uint8Array((values.length * bitWidth) / 8);
  if (bitWidth >= 64) {
    const words = new BigInt64Array(bytes.buffer);
    each(field, values, (value, i) => {
      writeWide(words, i, bitWidth / 64, fitting(whole(value), bitWidth, isSigned));
    });
    return bytes;
  }
  const low = isSigned ? -(2 ** (bitWidth - 1)) : 0;
  const high = low + 2 ** bitWidth - 1;
  const ints =
    bitWidth === 8
      ? bytes
      : bitWidth === 16
        ? new Uint16Array(bytes.buffer)
        : new Uint32Array(bytes.buffer);
  each(field, values, (value, i) => {
    const number = typeof value === 'bigint' ? Number(value) : value;
    if (typeof number !== 'number' || !Number.isInteger(number)) throw wrong(value);
    if (number < low || number > high) throw new Unfit(`${number} does not fit`);
    ints[i] = number;
  });
  return bytes;
}

function whole(value: unknown): bigint {
  if (typeof value === 'bigint') return value;
  if (Number.isSafeInteger(value)) return BigInt(value as number);
  if (typeof value === 'number' && Number.isInteger(value)) {
    throw new Unfit(`${value} is not exact as a number: give a bigint`);
  }
  throw wrong(value);
}

function decimals(
  field: Field,
  {precision, scale, bitWidth}: Extract<DataType, {name: 'decimal'}>,
  values: ArrayLike<unknown>,
): Uint8Array {
  const wordCount = bitWidth / 64;
  const words = new BigInt64Array(values.length * wordCount);
  const limit = 10n ** BigInt(precision);
  each(field, values, (value, i) => {
    if (typeof value === 'object' || typeof value === 'boolean') throw wrong(value);
    const unscaled = parseDecimal(value.toString(), scale);
    if (unscaled === null) throw wrong(value);
    if (unscaled >= limit || unscaled <= -limit) throw new Unfit(`${shown(value)} does not fit`);
    writeWide(words, i, wordCount, unscaled);
  });
  return bytesOf(words);
}

const encoder = new TextEncoder();

function texts(field: Field, values: ArrayLike<unknown>): Laid {
  const bytes = new GrowingBytes();
  return variable(field, values, bytes, (value) => {
    if (typeof value !== 'string') throw wrong(value);
    // A UTF-16 unit needs three bytes at most.
    bytes.length += encoder.encodeInto(value, bytes.reserve(value.length * 3)).written;
  });
}

function binaries(field: Field, values: ArrayLike<unknown>): Laid {
  const bytes = new GrowingBytes();
  return variable(field, values, bytes, (value) => {
    if (value instanceof ArrayBuffer) bytes.push(new Uint8Array(value));
    else if (ArrayBuffer.isView(value)) bytes.push(bytesOf(value));
    else throw wrong(value);
  });
}

function variable(
  field: Field,
  values: ArrayLike<unknown>,
  bytes: GrowingBytes,
  add: (value: Present) => void,
): Laid {
  const offsets = new Int32Array(values.length + 1);
  // Rows that are missing end where the one before them ended.
  let filled = 0;
  each(field, values, (value, i) => {
    offsets.fill(offsets[filled]!, filled + 1, i + 1);
    add(value);
    if (bytes.length > 0x7fff_ffff) throw tooLong(field.name);
    offsets[i + 1] = bytes.length;
    filled = i + 1;
  });
  offsets.fill(offsets[filled]!, filled + 1);
  return {buffers: [bytesOf(offsets), bytes.finish()]};
}

function lists(field: Field, values: ArrayLike<unknown>): Laid {
  const items: unknown[] = [];
  const offsets = new Int32Array(values.length + 1);
  for (let i = 0; i < values.length; i++) {
    const list = values[i];
    if (!isMissing(list)) {
      if (!Array.isArray(list) && !ArrayBuffer.isView(list)) {
        each(field, values, (value, at) => {
          if (at === i) throw wrong(value);
        });
      }
      for (const item of list as Iterable<unknown>) items.push(item);
    }
    offsets[i + 1] = items.length;
  }
  return {buffers: [bytesOf(offsets)], children: [build(field.children[0]!, items)]};
}

function maps(field: Field, values: ArrayLike<unknown>): Laid {
  const [entryField] = field.children;
  const [keyField, valueField] = entryField!.children;
  const [keys, items]: [unknown[], unknown[]] = [[], []];
  const offsets = new Int32Array(values.length + 1);
  for (let i = 0; i < values.length; i++) {
    for (const [key, item] of entries(values[i])) {
      keys.push(key);
      items.push(item);
    }
    offsets[i + 1] = keys.length;
  }
  each(field, values, (value) => {
    if (typeof value !== 'object') throw wrong(value);
  });
  const entry: ArrayData = {
    length: keys.length,
    nullCount: 0,
    buffers: [null],
    children: [build(keyField!, keys), build(valueField!, items)],
  };
  return {buffers: [bytesOf(offsets)], children: [entry]};
}

function entries(value: unknown): Iterable<readonly [unknown, unknown]> {
  if (value instanceof Map) return value as Map<unknown, unknown>;
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

function zoned(field: Field, values: ArrayLike<unknown>): Laid {
  const [instantField, zoneField] = field.children;
  const unit = instantField?.type.name === 'timestamp' ? instantField.type.unit : 'MICROSECOND';
  const instants = new BigInt64Array(values.length);
  const zones = new Array<string | null>(values.length).fill(null);
  const {validity, nullCount} = missing(values);
  each(field, values, (value, i) => {
    const text = parsed(parseTimestamp, isoText(value), value, unit);
    const printed = text.offset === undefined ? undefined : offsetText(text.offset);
    const zone = text.zone ?? (text.offset === 0 ? 'UTC' : printed);
    const instant = instantOf(text, unit);
    if (zone === undefined || instant === null)
      throw new Unfit(`${shown(value)} names no time zone`);
    instants[i] = fitting(instant, 64, true);
    zones[i] = zone;
  });
  const instant = {
    length: values.length,
    nullCount,
    buffers: [validity, bytesOf(instants)],
    children: [],
  };
  return {buffers: [], children: [instant, build(zoneField!, zones)]};
}
