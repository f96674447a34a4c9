import type {Builder} from 'flatbuffers';
import {Date} from 'apache-arrow/fb/date';
import {DateUnit} from 'apache-arrow/fb/date-unit';
import {Decimal} from 'apache-arrow/fb/decimal';
import {Duration} from 'apache-arrow/fb/duration';
import {Endianness} from 'apache-arrow/fb/endianness';
import {Field as FbField} from 'apache-arrow/fb/field';
import {FixedSizeBinary} from 'apache-arrow/fb/fixed-size-binary';
import {FloatingPoint} from 'apache-arrow/fb/floating-point';
import {Int} from 'apache-arrow/fb/int';
import {Interval} from 'apache-arrow/fb/interval';
import {IntervalUnit} from 'apache-arrow/fb/interval-unit';
import {KeyValue} from 'apache-arrow/fb/key-value';
import {Map as FbMap} from 'apache-arrow/fb/map';
import {Precision} from 'apache-arrow/fb/precision';
import {Schema} from 'apache-arrow/fb/schema';
import {Time} from 'apache-arrow/fb/time';
import {TimeUnit} from 'apache-arrow/fb/time-unit';
import {Timestamp} from 'apache-arrow/fb/timestamp';
import {Type} from 'apache-arrow/fb/type';
import type {DataType, Field} from '../schema.js';
import {DECIMAL_MARK, EXTENSION_METADATA, EXTENSION_NAME} from './importers.js';

const UNITS = {
  SECOND: TimeUnit.SECOND,
  MILLISECOND: TimeUnit.MILLISECOND,
  MICROSECOND: TimeUnit.MICROSECOND,
  NANOSECOND: TimeUnit.NANOSECOND,
};

export function writeSchema(builder: Builder, fields: readonly Field[]): number {
  const offsets = fields.map((field) => writeField(builder, field));
  const vector = Schema.createFieldsVector(builder, offsets);
  Schema.startSchema(builder);
  Schema.addEndianness(builder, Endianness.Little);
  Schema.addFields(builder, vector);
  return Schema.endSchema(builder);
}

function writeField(builder: Builder, field: Field): number {
  const children = field.children.map((child) => writeField(builder, child));
  const childrenVector = FbField.createChildrenVector(builder, children);
  const metadata = Object.entries(metadataOf(field)).map(([key, value]) =>
    KeyValue.createKeyValue(builder, builder.createString(key), builder.createString(value)),
  );
  const metadataVector = FbField.createCustomMetadataVector(builder, metadata);
  const name = builder.createString(field.name);
  const [typeType, type] = writeType(builder, field.type);
  FbField.startField(builder);
  FbField.addName(builder, name);
  FbField.addNullable(builder, field.nullable);
  FbField.addTypeType(builder, typeType);
  FbField.addType(builder, type);
  FbField.addChildren(builder, childrenVector);
  if (metadata.length > 0) FbField.addCustomMetadata(builder, metadataVector);
  return FbField.endField(builder);
}

function metadataOf({type, extension}: Field): Record<string, string> {
  if (extension) return {[EXTENSION_NAME]: extension, [EXTENSION_METADATA]: ''};
  if (type.name === 'int' && type.bitWidth === 128) {
    const name = type.isSigned ? 'hugeint' : 'uhugeint';
    return {
      [EXTENSION_NAME]: 'arrow.opaque',
      [EXTENSION_METADATA]: JSON.stringify({type_name: name, vendor_name: 'DuckDB'}),
    };
  }
  const looksHuge = type.name === 'decimal' && type.precision === 38 && type.scale === 0;
  return looksHuge ? {[DECIMAL_MARK]: 'true'} : {};
}

function writeType(builder: Builder, type: DataType): [Type, number] {
  switch (type.name) {
    case 'null':
      return [Type.Null, empty(builder)];
    case 'bool':
      return [Type.Bool, empty(builder)];
    case 'int':
      return type.bitWidth === 128
        ? [Type.FixedSizeBinary, FixedSizeBinary.createFixedSizeBinary(builder, 16)]
        : [Type.Int, Int.createInt(builder, type.bitWidth, type.isSigned)];
    case 'floatingpoint': {
      const precision = type.precision === 'SINGLE' ? Precision.SINGLE : Precision.DOUBLE;
      return [Type.FloatingPoint, FloatingPoint.createFloatingPoint(builder, precision)];
    }
    case 'decimal': {
      const decimal = Decimal.createDecimal(builder, type.precision, type.scale, type.bitWidth);
      return [Type.Decimal, decimal];
    }
    case 'utf8':
      return [Type.Utf8, empty(builder)];
    case 'binary':
      return [Type.Binary, empty(builder)];
    case 'date':
      return [Type.Date, Date.createDate(builder, DateUnit.DAY)];
    case 'time':
      return [Type.Time, Time.createTime(builder, UNITS[type.unit], 64)];
    case 'timestamp': {
      const zone = type.timezone === undefined ? 0 : builder.createString(type.timezone);
      return [Type.Timestamp, Timestamp.createTimestamp(builder, UNITS[type.unit], zone)];
    }
    case 'duration':
      return [Type.Duration, Duration.createDuration(builder, UNITS[type.unit])];
    case 'interval':
      return [Type.Interval, Interval.createInterval(builder, IntervalUnit.MONTH_DAY_NANO)];
    case 'list':
      return [Type.List, empty(builder)];
    case 'map':
      return [Type.Map, FbMap.createMap(builder, false)];
    case 'struct':
      return [Type.Struct_, empty(builder)];
  }
}

/** A type that has nothing to say but its name. */
function empty(builder: Builder): number {
  builder.startObject(0);
  return builder.endObject();
}
