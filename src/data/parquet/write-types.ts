import type {Field, TimeUnit} from '../schema.js';
import {elementOf} from './write-levels.js';
import {text, type Struct, type Value} from './thrift.js';

/** Types as files store them, by their numbers. */
export const PHYSICAL = {
  BOOLEAN: 0,
  INT32: 1,
  INT64: 2,
  FLOAT: 4,
  DOUBLE: 5,
  BYTE_ARRAY: 6,
  FIXED_LEN_BYTE_ARRAY: 7,
} as const;

const CONVERTED = {
  UTF8: 0,
  MAP: 1,
  LIST: 3,
  DECIMAL: 5,
  DATE: 6,
  TIME_MICROS: 8,
  TIMESTAMP_MILLIS: 9,
  TIMESTAMP_MICROS: 10,
  UINT_8: 11,
  INT_8: 15,
  JSON: 19,
  INTERVAL: 21,
} as const;

/** How the values of a field without children are stored. */
export interface Storage {
  readonly physical: number;
  /** Bytes, of values of a fixed length. */
  readonly length?: number;
  readonly converted?: number;
  readonly logical?: Struct;
  readonly precision?: number;
  readonly scale?: number;
}

const NONE: Value = {struct: {}};

export function storageOf({type, extension}: Field): Storage {
  switch (type.name) {
    case 'null':
      return {physical: PHYSICAL.INT32, logical: {11: NONE}};
    case 'bool':
      return {physical: PHYSICAL.BOOLEAN};
    case 'int': {
      const {bitWidth, isSigned} = type;
      const physical = bitWidth === 64 ? PHYSICAL.INT64 : PHYSICAL.INT32;
      if (isSigned && bitWidth >= 32) return {physical};
      const converted = (isSigned ? CONVERTED.INT_8 : CONVERTED.UINT_8) + Math.log2(bitWidth / 8);
      return {physical, converted};
    }
    case 'floatingpoint':
      return {physical: type.precision === 'SINGLE' ? PHYSICAL.FLOAT : PHYSICAL.DOUBLE};
    case 'decimal':
      return decimal(type.precision, type.scale);
    case 'utf8':
      return extension === 'arrow.json'
        ? {physical: PHYSICAL.BYTE_ARRAY, converted: CONVERTED.JSON, logical: {12: NONE}}
        : {physical: PHYSICAL.BYTE_ARRAY, converted: CONVERTED.UTF8, logical: {1: NONE}};
    case 'binary':
      return {physical: PHYSICAL.BYTE_ARRAY};
    case 'date':
      return {physical: PHYSICAL.INT32, converted: CONVERTED.DATE, logical: {6: NONE}};
    case 'time':
      return {
        physical: PHYSICAL.INT64,
        ...(type.unit === 'MICROSECOND' && {converted: CONVERTED.TIME_MICROS}),
        logical: {7: {struct: {1: {bool: false}, 2: unit(type.unit)}}},
      };
    case 'timestamp':
      return {
        physical: PHYSICAL.INT64,
        ...convertedTimestamp(type.unit, type.timezone !== undefined),
        logical: {8: {struct: {1: {bool: type.timezone !== undefined}, 2: unit(type.unit)}}},
      };
    case 'interval':
      return {physical: PHYSICAL.FIXED_LEN_BYTE_ARRAY, length: 12, converted: CONVERTED.INTERVAL};
    default:
      return {physical: PHYSICAL.INT64};
  }
}

function decimal(precision: number, scale: number): Storage {
  return {
    physical: PHYSICAL.FIXED_LEN_BYTE_ARRAY,
    length: decimalBytes(precision),
    converted: CONVERTED.DECIMAL,
    logical: {5: {struct: {1: {i32: scale}, 2: {i32: precision}}}},
    precision,
    scale,
  };
}

/** As few bytes as hold so many digits and a sign. */
function decimalBytes(precision: number): number {
  return Math.ceil(((10n ** BigInt(precision)).toString(2).length + 1) / 8);
}

function unit(unit: TimeUnit): Value {
  switch (unit) {
    // Files have no seconds, so they are stored as milliseconds.
    case 'SECOND':
    case 'MILLISECOND':
      return {struct: {1: NONE}};
    case 'MICROSECOND':
      return {struct: {2: NONE}};
    case 'NANOSECOND':
      return {struct: {3: NONE}};
  }
}

/** The older marks say that a timestamp is an instant, so others do without. */
function convertedTimestamp(unit: TimeUnit, isInstant: boolean): {converted?: number} {
  if (!isInstant || unit === 'NANOSECOND') return {};
  return {
    converted: unit === 'MICROSECOND' ? CONVERTED.TIMESTAMP_MICROS : CONVERTED.TIMESTAMP_MILLIS,
  };
}

const REQUIRED = 0;
const OPTIONAL = 1;
const REPEATED = 2;

/** The elements of a schema, with those of the children after each. */
export function schemaElements(fields: readonly Field[]): Value[] {
  return [
    {struct: {4: text('schema'), 5: {i32: fields.length}}},
    ...fields.flatMap((field) => fieldElements(field)),
  ];
}

function fieldElements(field: Field): Value[] {
  const repetition = {i32: field.nullable ? OPTIONAL : REQUIRED};
  const name = text(field.name);
  switch (field.type.name) {
    case 'struct':
      return [
        {struct: {3: repetition, 4: name, 5: {i32: field.children.length}}},
        ...field.children.flatMap(fieldElements),
      ];
    case 'list':
      return [
        {
          struct: {
            3: repetition,
            4: name,
            5: {i32: 1},
            6: {i32: CONVERTED.LIST},
            10: {struct: {3: NONE}},
          },
        },
        {struct: {3: {i32: REPEATED}, 4: text('list'), 5: {i32: 1}}},
        ...fieldElements(elementOf(field)),
      ];
    case 'map':
      return [
        {
          struct: {
            3: repetition,
            4: name,
            5: {i32: 1},
            6: {i32: CONVERTED.MAP},
            10: {struct: {2: NONE}},
          },
        },
        {struct: {3: {i32: REPEATED}, 4: text('key_value'), 5: {i32: 2}}},
        ...field.children[0]!.children.flatMap(fieldElements),
      ];
    default: {
      const {physical, length, converted, logical, precision, scale} = storageOf(field);
      const optional = (value: number | undefined) =>
        value === undefined ? undefined : {i32: value};
      return [
        {
          struct: {
            1: {i32: physical},
            2: optional(length),
            3: repetition,
            4: name,
            6: optional(converted),
            7: optional(scale),
            8: optional(precision),
            10: logical && {struct: logical},
          },
        },
      ];
    }
  }
}
