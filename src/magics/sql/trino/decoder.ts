import {field, type DataType, type Field} from '../../../data/schema.js';
import type {ArrayData} from '../../../data/table.js';
import {isoDate, isoInterval, isoMonths, isoTimestamp, timeUnit, ZonedTimes} from './times.js';
import type {TypeArgument, TypeSignature} from './protocol.js';

/** Turns the values of one type, as Trino's JSON has them, into those of a column. */
export interface Decoder {
  readonly field: Field;
  /** The value as builders of tables take it; null stays null. */
  decode(value: unknown): unknown;
  /**
   * What can only be known when all values have been seen: the final type, and how an array that was
   * built for `field` becomes one of it.
   */
  readonly finish?: () => {
    readonly field: Field;
    readonly convert: (data: ArrayData) => ArrayData;
  };
}

/** @param name - of the column or of the member that has this type */
export function decoderOf(signature: TypeSignature, name: string): Decoder {
  const {rawType, arguments: given} = signature;
  const [first = 0, second = 0] = given.map(({value}) => Number(value));
  switch (rawType) {
    case 'boolean':
      return plain(name, {name: 'bool'}, (value) =>
        value === 'true' ? true : value !== 'false' && value,
      );
    case 'tinyint':
      return plain(name, {name: 'int', bitWidth: 8, isSigned: true}, Number);
    case 'smallint':
      return plain(name, {name: 'int', bitWidth: 16, isSigned: true}, Number);
    case 'integer':
      return plain(name, {name: 'int', bitWidth: 32, isSigned: true}, Number);
    case 'bigint':
      // Short ones are numbers, and exact; see `parseExact`.
      return plain(name, {name: 'int', bitWidth: 64, isSigned: true}, (value) =>
        typeof value === 'string' ? BigInt(value) : value,
      );
    case 'real':
      return plain(name, {name: 'floatingpoint', precision: 'SINGLE'}, Number);
    case 'double':
      // "NaN", "Infinity" and "-Infinity" are strings, and so are the keys of maps.
      return plain(name, {name: 'floatingpoint', precision: 'DOUBLE'}, Number);
    case 'decimal':
      return plain(name, {name: 'decimal', precision: first, scale: second, bitWidth: 128});
    case 'varbinary':
    case 'HyperLogLog':
    case 'P4HyperLogLog':
    case 'KHyperLogLog':
    case 'SetDigest':
    case 'qdigest':
    case 'tdigest':
      return plain(name, {name: 'binary'}, fromBase64);
    case 'json':
      return {field: field(name, {name: 'utf8'}, {extension: 'arrow.json'}), decode: identity};
    case 'date':
      return plain(name, {name: 'date', unit: 'DAY'}, (value) => isoDate(String(value)));
    case 'time': {
      const unit = timeUnit(first);
      if (!unit) break;
      const fine = unit === 'NANOSECOND' ? unit : 'MICROSECOND';
      return plain(name, {name: 'time', unit: fine});
    }
    case 'timestamp': {
      const unit = timeUnit(first);
      if (!unit) break;
      return plain(name, {name: 'timestamp', unit}, (value) => isoTimestamp(String(value)));
    }
    case 'timestamp with time zone': {
      const unit = timeUnit(first);
      if (!unit) break;
      return new ZonedTimes(name, unit);
    }
    case 'interval year to month':
      return plain(name, {name: 'interval', unit: 'MONTH_DAY_NANO'}, (value) =>
        isoMonths(String(value)),
      );
    case 'interval day to second':
      return plain(name, {name: 'duration', unit: 'MILLISECOND'}, (value) =>
        isoInterval(String(value)),
      );
    case 'unknown':
      return plain(name, {name: 'null'});
    case 'array':
      return list(name, typeOf(given[0]!));
    case 'map':
      return map(name, typeOf(given[0]!), typeOf(given[1]!));
    case 'row':
      return row(name, given);
  }
  // varchar, char, uuid, ipaddress, times that are finer or have an offset, and what is yet to come.
  return plain(name, {name: 'utf8'}, (value) =>
    typeof value === 'string' ? value : JSON.stringify(value),
  );
}

const identity = (value: unknown): unknown => value;

function plain(
  name: string,
  type: DataType,
  convert: (value: unknown) => unknown = identity,
): Decoder {
  return {
    field: field(name, type),
    decode: (value) => (value === null ? null : convert(value)),
  };
}

function typeOf({kind, value}: TypeArgument): TypeSignature {
  if (kind === 'TYPE') return value;
  if (kind === 'NAMED_TYPE') return value.typeSignature;
  return {rawType: 'unknown', arguments: []};
}

function list(name: string, itemType: TypeSignature): Decoder {
  const item = decoderOf(itemType, 'item');
  return {
    field: field(name, {name: 'list'}, {children: [item.field]}),
    decode: (value) =>
      value === null ? null : (value as unknown[]).map((each) => item.decode(each)),
    ...finishOf([item], ([child]) => field(name, {name: 'list'}, {children: [child!]})),
  };
}

/** Keys come as strings; those of rows, arrays and maps as text that cannot be read back. */
function map(name: string, keyType: TypeSignature, valueType: TypeSignature): Decoder {
  const isNested = ['row', 'array', 'map'].includes(keyType.rawType);
  const keyText = isNested ? {rawType: 'varchar', arguments: []} : keyType;
  const [key, value] = [decoderOf(keyText, 'key'), decoderOf(valueType, 'value')];
  const mapOf = (keyField: Field, valueField: Field): Field => {
    const children = [{...keyField, nullable: false}, valueField];
    const entries = field('entries', {name: 'struct'}, {nullable: false, children});
    return field(name, {name: 'map'}, {children: [entries]});
  };
  const {finish} = finishOf([key, value], ([keyField, valueField]) =>
    mapOf(keyField!, valueField!),
  );
  return {
    field: mapOf(key.field, value.field),
    decode: (entries) =>
      entries === null
        ? null
        : new Map(
            Object.entries(entries as object).map(([each, item]) => [
              key.decode(each),
              value.decode(item),
            ]),
          ),
    ...(finish && {
      finish: () => {
        const {field: all, convert} = finish();
        const convertEntries = (data: ArrayData): ArrayData => ({
          ...data,
          children: [convert(data.children[0]!)],
        });
        return {field: all, convert: convertEntries};
      },
    }),
  };
}

function row(name: string, given: readonly TypeArgument[]): Decoder {
  const names = new Set<string>();
  const members = given.map((argument, i) => {
    const named = argument.kind === 'NAMED_TYPE' ? argument.value.fieldName?.name : undefined;
    let own = named ?? `field${i}`;
    // A struct has each name once, a row need not.
    for (let n = 1; names.has(own); n++) own = `${named ?? `field${i}`}_${n}`;
    names.add(own);
    return decoderOf(typeOf(argument), own);
  });
  const rowOf = (children: readonly Field[]): Field => field(name, {name: 'struct'}, {children});
  return {
    field: rowOf(members.map((member) => member.field)),
    decode: (value) =>
      value === null
        ? null
        : Object.fromEntries(
            members.map((member, i) => [
              member.field.name,
              member.decode((value as unknown[])[i] ?? null),
            ]),
          ),
    ...finishOf(members, rowOf),
  };
}

/** Nothing for types whose children are what they seem from the start. */
function finishOf(
  children: readonly Decoder[],
  fieldOf: (children: readonly Field[]) => Field,
): Pick<Decoder, 'finish'> {
  if (!children.some(({finish}) => finish)) return {};
  return {
    finish: () => {
      const finished = children.map(
        (child) => child.finish?.() ?? {field: child.field, convert: (data: ArrayData) => data},
      );
      return {
        field: fieldOf(finished.map((child) => child.field)),
        convert: (data) => ({
          ...data,
          children: data.children.map((child, i) => finished[i]!.convert(child)),
        }),
      };
    },
  };
}

function fromBase64(value: unknown): Uint8Array {
  const text = atob(String(value));
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
