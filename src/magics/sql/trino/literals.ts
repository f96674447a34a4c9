import {FRACTION_DIGITS} from '../../../data/calendar.js';
import {parseDuration, parseInterval} from '../../../data/durations.js';
import type {DataType, Field} from '../../../data/schema.js';

/** Why a value cannot be written in Trino's SQL; the place is added where it is known. */
export class LiteralError extends Error {}

/**
 * Writes a value as a literal of its type, so that Trino reads back exactly what it was. Literals
 * stand beside the statement, in `USING`.
 */
export function literal(field: Field, value: unknown): string {
  const {type, children, extension} = field;
  if (value === null || value === undefined) return 'NULL';
  if (extension === 'arrow.json') return `JSON ${quoted(textOf(value))}`;
  if (extension === 'serverless.zoned') return timestamp(textOf(value));
  switch (type.name) {
    case 'null':
      return 'NULL';
    case 'bool':
      return value === true ? 'true' : 'false';
    case 'int':
      return integer(BigInt(value as number | bigint));
    case 'floatingpoint':
      return float(value as number, type.precision === 'SINGLE' ? 'REAL' : 'DOUBLE');
    case 'decimal':
      return decimal(textOf(value));
    case 'utf8':
      return quoted(textOf(value));
    case 'binary':
      return `X'${hex(value as Uint8Array)}'`;
    case 'date':
      return `DATE '${year(textOf(value))}'`;
    case 'time':
      return `TIME '${textOf(value)}'`;
    case 'timestamp':
      return timestamp(textOf(value));
    case 'duration':
      return dayToSecond(parseDuration(textOf(value), 'NANOSECOND')!);
    case 'interval':
      return interval(textOf(value));
    case 'list':
      return list(children[0]!, value as readonly unknown[]);
    case 'map': {
      const [key, item] = children[0]!.children;
      const entries = [...(value as ReadonlyMap<unknown, unknown>)];
      const keys = list(
        key!,
        entries.map(([each]) => each),
      );
      return `MAP(${keys}, ${list(
        item!,
        entries.map(([, each]) => each),
      )})`;
    }
    case 'struct': {
      const members = value as Readonly<Record<string, unknown>>;
      const values = children.map((child) => literal(child, members[child.name]));
      if (values.length === 0) throw new LiteralError('a struct without members has no type there');
      return `CAST(ROW(${values.join(', ')}) AS ${typeName(field)})`;
    }
  }
}

/** A string, or an identifier with another quote. */
export const quoted = (text: string, quote = "'"): string =>
  `${quote}${text.replaceAll(quote, quote + quote)}${quote}`;

const textOf = (value: unknown): string => value as string;

function integer(value: bigint): string {
  // Short ones are of the type that functions expect, and Trino widens them where it is needed.
  if (BigInt.asIntN(32, value) === value) return value.toString();
  if (BigInt.asIntN(64, value) === value) return `BIGINT '${value.toString()}'`;
  return decimal(value.toString());
}

function float(value: number, type: 'REAL' | 'DOUBLE'): string {
  const special = Number.isNaN(value) ? 'nan()' : value < 0 ? '-infinity()' : 'infinity()';
  if (!Number.isFinite(value)) return type === 'REAL' ? `CAST(${special} AS real)` : special;
  return `${type} '${Object.is(value, -0) ? '-0.0' : value}'`;
}

function decimal(digits: string): string {
  if (digits.replace(/\D/g, '').replace(/^0+/, '').length > 38) {
    throw new LiteralError(`it has more than the 38 digits that Trino's decimals can have`);
  }
  return `DECIMAL '${digits}'`;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** ISO 8601 writes years of more than four digits with a sign and zeros, SQL does not. */
const year = (text: string): string =>
  text.replace(/^([+-])0*(\d{4,})/, (_, sign: string, digits: string) =>
    sign === '-' ? `-${digits}` : digits,
  );

/** With an offset and a zone, the offset says which instant, and the zone how it is shown. */
function timestamp(text: string): string {
  const [, wall, offset, zone] = /^(.+?)(Z|[+-]\d\d:\d\d)?(?:\[(.+)\])?$/.exec(text)!;
  const at = year(wall!).replace('T', ' ');
  if (offset === undefined && zone === undefined) return `TIMESTAMP '${at}'`;
  const fixed = offset === undefined || offset === 'Z' ? (zone ?? 'UTC') : offset;
  const instant = `TIMESTAMP '${at} ${fixed}'`;
  if (zone === undefined || zone === fixed) return instant;
  return `at_timezone(${instant}, ${quoted(zone)})`;
}

function interval(text: string): string {
  const {months, days, nanoseconds} = parseInterval(text)!;
  const rest = BigInt(days) * 86_400_000_000_000n + nanoseconds;
  if (months === 0) return dayToSecond(rest);
  if (rest !== 0n) {
    throw new LiteralError('Trino has intervals of months and of days, but not of both');
  }
  return `INTERVAL ${months < 0 ? '-' : ''}'${Math.abs(months)}' MONTH`;
}

function dayToSecond(nanoseconds: bigint): string {
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  if (size % 1_000_000n !== 0n) {
    throw new LiteralError("it is finer than the milliseconds that Trino's intervals have");
  }
  const milliseconds = size / 1_000_000n;
  const clock = [3_600_000n, 60_000n, 1000n].map((unit, i) => {
    const count = (milliseconds / unit) % (i === 0 ? 24n : 60n);
    return count.toString().padStart(2, '0');
  });
  const fraction = (milliseconds % 1000n).toString().padStart(3, '0');
  const days = (milliseconds / 86_400_000n).toString();
  const sign = nanoseconds < 0n ? '-' : '';
  return `INTERVAL ${sign}'${days} ${clock.join(':')}.${fraction}' DAY TO SECOND`;
}

function list(item: Field, values: readonly unknown[]): string {
  const items = Array.from(values, (value) => literal(item, value));
  const array = `ARRAY[${items.join(', ')}]`;
  // Without a value that has a type, the type has to be said.
  return items.some((each) => each !== 'NULL')
    ? array
    : `CAST(${array} AS array(${typeName(item)}))`;
}

/** The type that holds all values of a field. */
function typeName({type, children, extension}: Field): string {
  if (extension === 'arrow.json') return 'json';
  if (extension === 'serverless.zoned') {
    const [instant] = children;
    return `timestamp(${digitsOf(instant!.type)}) with time zone`;
  }
  switch (type.name) {
    case 'null':
      return 'varchar';
    case 'bool':
      return 'boolean';
    case 'int':
      if (type.bitWidth === 128 || (type.bitWidth === 64 && !type.isSigned))
        return 'decimal(38, 0)';
      return type.bitWidth === 64 || (type.bitWidth === 32 && !type.isSigned)
        ? 'bigint'
        : 'integer';
    case 'floatingpoint':
      return type.precision === 'SINGLE' ? 'real' : 'double';
    case 'decimal':
      return `decimal(${Math.min(type.precision, 38)}, ${type.scale})`;
    case 'utf8':
      return 'varchar';
    case 'binary':
      return 'varbinary';
    case 'date':
      return 'date';
    case 'time':
      return `time(${digitsOf(type)})`;
    case 'timestamp': {
      const zone = type.timezone === undefined ? '' : ' with time zone';
      return `timestamp(${digitsOf(type)})${zone}`;
    }
    case 'duration':
      return 'interval day to second';
    case 'interval':
      return 'interval year to month';
    case 'list':
      return `array(${typeName(children[0]!)})`;
    case 'map': {
      const [key, value] = children[0]!.children;
      return `map(${typeName(key!)}, ${typeName(value!)})`;
    }
    case 'struct': {
      const members = children.map((child) => `${quoted(child.name, '"')} ${typeName(child)}`);
      return `row(${members.join(', ')})`;
    }
  }
}

const digitsOf = (type: DataType): number =>
  type.name === 'time' || type.name === 'timestamp' ? FRACTION_DIGITS[type.unit] : 0;
