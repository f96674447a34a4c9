import {GrowingBytes} from '../growing.js';

/** A value of Thrift's compact protocol, by the type it is written as. */
export type Value =
  | {readonly bool: boolean}
  | {readonly i32: number}
  | {readonly i64: bigint | number}
  | {readonly bytes: Uint8Array}
  | {readonly list: readonly Value[]}
  | {readonly struct: Struct};

/** By the number of the field; what is undefined is left out. */
export type Struct = Readonly<Record<number, Value | undefined>>;

const encoder = new TextEncoder();

export function text(value: string): Value {
  return {bytes: encoder.encode(value)};
}

/** Source: https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md */
export function encodeStruct(struct: Struct): Uint8Array {
  const out = new GrowingBytes();
  writeStruct(out, struct);
  return out.finish();
}

function writeStruct(out: GrowingBytes, struct: Struct): void {
  let last = 0;
  for (const [key, value] of Object.entries(struct)) {
    if (!value) continue;
    const id = Number(key);
    out.push(Uint8Array.of(((id - last) << 4) | typeOf(value)));
    last = id;
    if (!('bool' in value)) writeValue(out, value);
  }
  out.push(Uint8Array.of(0));
}

function typeOf(value: Value): number {
  if ('bool' in value) return value.bool ? 1 : 2;
  if ('i32' in value) return 5;
  if ('i64' in value) return 6;
  if ('bytes' in value) return 8;
  return 'list' in value ? 9 : 12;
}

function writeValue(out: GrowingBytes, value: Value): void {
  if ('i32' in value) writeVarint(out, zigzag(BigInt(value.i32)));
  else if ('i64' in value) writeVarint(out, zigzag(BigInt(value.i64)));
  else if ('bytes' in value) {
    writeVarint(out, BigInt(value.bytes.length));
    out.push(value.bytes);
  } else if ('list' in value) {
    const [first] = value.list;
    const type = first ? typeOf(first) : 12;
    const size = value.list.length;
    out.push(Uint8Array.of((Math.min(size, 15) << 4) | type));
    if (size >= 15) writeVarint(out, BigInt(size));
    for (const item of value.list) writeValue(out, item);
  } else if ('struct' in value) writeStruct(out, value.struct);
}

function zigzag(value: bigint): bigint {
  return value < 0n ? -2n * value - 1n : 2n * value;
}

function writeVarint(out: GrowingBytes, value: bigint): void {
  let rest = value;
  const bytes: number[] = [];
  for (; rest >= 0x80n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  out.push(Uint8Array.from(bytes));
}
