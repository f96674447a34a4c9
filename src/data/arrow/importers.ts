import type {ByteBuffer} from 'flatbuffers';
import {Date as FbDate} from 'apache-arrow/fb/date';
import {DateUnit} from 'apache-arrow/fb/date-unit';
import {Decimal} from 'apache-arrow/fb/decimal';
import {Duration} from 'apache-arrow/fb/duration';
import type {Field as FbField} from 'apache-arrow/fb/field';
import {FixedSizeBinary} from 'apache-arrow/fb/fixed-size-binary';
import {FixedSizeList} from 'apache-arrow/fb/fixed-size-list';
import {FloatingPoint} from 'apache-arrow/fb/floating-point';
import {Int} from 'apache-arrow/fb/int';
import {Interval} from 'apache-arrow/fb/interval';
import {IntervalUnit} from 'apache-arrow/fb/interval-unit';
import {Precision} from 'apache-arrow/fb/precision';
import {Time} from 'apache-arrow/fb/time';
import {Timestamp} from 'apache-arrow/fb/timestamp';
import {Type} from 'apache-arrow/fb/type';
import {DataError} from '../errors.js';
import type {DataType, Extension, Field, TimeUnit} from '../schema.js';
import type {ArrayData} from '../table.js';
import * as arrays from './arrays.js';
import type {Cursor} from './cursor.js';

export interface IpcOptions {
  /**
   * Whether decimal(38, 0) becomes int 128: it is what DuckDB makes of HUGEINT. Yes by default; not
   * where this library wrote it as a decimal.
   */
  readonly wideIntegers?: boolean;
}

/** What becomes of a field, and how its values are read from a batch. */
export interface Importer {
  readonly field: Field;
  readonly read: (cursor: Cursor) => ArrayData;
}

/** What fields of one schema share. */
export interface ImportContext {
  readonly options: IpcOptions;
  readonly dictionaries: ReadonlyMap<bigint, ArrayData>;
  readonly values: Map<bigint, Importer>;
}

const UNITS: readonly TimeUnit[] = ['SECOND', 'MILLISECOND', 'MICROSECOND', 'NANOSECOND'];

export function importerOf(from: FbField, context: ImportContext): Importer {
  const dictionary = from.dictionary();
  if (!dictionary) return plainImporter(from, context);
  const id = dictionary.id();
  const values = plainImporter(from, context);
  context.values.set(id, values);
  const index = dictionary.indexType();
  const [bitWidth, isSigned] = [index?.bitWidth() ?? 32, index?.isSigned() ?? true];
  return {
    field: values.field,
    read: (cursor) =>
      arrays.dictionaryEncoded(cursor, values.field, bitWidth, isSigned, () =>
        context.dictionaries.get(id),
      ),
  };
}

function plainImporter(from: FbField, context: ImportContext): Importer {
  const metadata = metadataOf(from);
  const children = Array.from({length: bounded(from.childrenLength(), from)}, (_, i) =>
    importerOf(from.children(i)!, context),
  );
  const base = {name: from.name() ?? '', nullable: from.nullable()};
  const made = (
    type: DataType,
    read: Importer['read'],
    more: Partial<Pick<Field, 'children' | 'extension'>> = {},
  ): Importer => ({field: {...base, type, children: [], ...more}, read});
  const fixed = (type: DataType) => made(type, (cursor) => arrays.fixed(cursor, type));
  switch (from.typeType()) {
    case Type.Null:
      return made({name: 'null'}, arrays.nulls);
    case Type.Bool:
      return made({name: 'bool'}, arrays.bools);
    case Type.Int: {
      const int = from.type(new Int()) as Int;
      if (metadata.get(EXTENSION_NAME) === 'arrow.bool8') {
        return made({name: 'bool'}, arrays.byteBools);
      }
      return fixed({name: 'int', bitWidth: int.bitWidth() as 8, isSigned: int.isSigned()});
    }
    case Type.FloatingPoint:
      switch ((from.type(new FloatingPoint()) as FloatingPoint).precision()) {
        case Precision.HALF:
          return made({name: 'floatingpoint', precision: 'SINGLE'}, arrays.halfFloats);
        case Precision.SINGLE:
          return fixed({name: 'floatingpoint', precision: 'SINGLE'});
        default:
          return fixed({name: 'floatingpoint', precision: 'DOUBLE'});
      }
    case Type.Decimal: {
      const decimal = from.type(new Decimal()) as Decimal;
      const [precision, scale, bits] = [decimal.precision(), decimal.scale(), decimal.bitWidth()];
      const wide = context.options.wideIntegers ?? metadata.get(DECIMAL_MARK) === undefined;
      if (bits === 128 && precision === 38 && scale === 0 && wide) return fixed(HUGEINT);
      if (bits === 128 || bits === 256)
        return fixed({name: 'decimal', precision, scale, bitWidth: bits});
      return made({name: 'decimal', precision, scale, bitWidth: 128}, (cursor) =>
        arrays.narrowDecimals(cursor, bits),
      );
    }
    case Type.Date:
      return (from.type(new FbDate()) as FbDate).unit() === DateUnit.DAY
        ? fixed({name: 'date', unit: 'DAY'})
        : made({name: 'date', unit: 'DAY'}, arrays.millisecondDates);
    case Type.Time: {
      const unit = UNITS[(from.type(new Time()) as Time).unit()]!;
      if (unit === 'MICROSECOND' || unit === 'NANOSECOND') return fixed({name: 'time', unit});
      return made({name: 'time', unit: 'MICROSECOND'}, (cursor) => arrays.shortTimes(cursor, unit));
    }
    case Type.Timestamp: {
      const timestamp = from.type(new Timestamp()) as Timestamp;
      const [unit, timezone] = [UNITS[timestamp.unit()]!, timestamp.timezone()];
      return fixed({name: 'timestamp', unit, ...(timezone && {timezone})});
    }
    case Type.Duration: {
      const unit = UNITS[(from.type(new Duration()) as Duration).unit()]!;
      return fixed({name: 'duration', unit});
    }
    case Type.Interval: {
      const type: DataType = {name: 'interval', unit: 'MONTH_DAY_NANO'};
      switch ((from.type(new Interval()) as Interval).unit()) {
        case IntervalUnit.YEAR_MONTH:
          return made(type, arrays.monthIntervals);
        case IntervalUnit.DAY_TIME:
          return made(type, arrays.dayIntervals);
        default:
          return fixed(type);
      }
    }
    case Type.Utf8:
    case Type.LargeUtf8:
    case Type.Utf8View: {
      const read = VARIABLE[from.typeType()]!;
      return made({name: 'utf8'}, read, jsonExtension(metadata));
    }
    case Type.Binary:
    case Type.LargeBinary:
    case Type.BinaryView:
      return made({name: 'binary'}, VARIABLE[from.typeType()]!);
    case Type.FixedSizeBinary:
      return fixedSizeBinary(
        (from.type(new FixedSizeBinary()) as FixedSizeBinary).byteWidth(),
        metadata,
        made,
      );
    case Type.List:
    case Type.LargeList:
      return made(
        {name: 'list'},
        (cursor) => arrays.lists(cursor, children[0]!, from.typeType() === Type.LargeList),
        {children: [children[0]!.field]},
      );
    case Type.ListView:
    case Type.LargeListView:
      return made(
        {name: 'list'},
        (cursor) => arrays.listViews(cursor, children[0]!, from.typeType() === Type.LargeListView),
        {children: [children[0]!.field]},
      );
    case Type.FixedSizeList: {
      const size = (from.type(new FixedSizeList()) as FixedSizeList).listSize();
      return made({name: 'list'}, (cursor) => arrays.fixedSizeLists(cursor, children[0]!, size), {
        children: [children[0]!.field],
      });
    }
    case Type.Map:
      return made({name: 'map'}, (cursor) => arrays.lists(cursor, children[0]!, false), {
        children: [mapEntry(children[0]!.field)],
      });
    case Type.Struct_:
      return made({name: 'struct'}, (cursor) => arrays.structs(cursor, children), {
        children: children.map(({field}) => field),
        ...(metadata.get(EXTENSION_NAME) === 'serverless.zoned' && {extension: 'serverless.zoned'}),
      });
    case Type.RunEndEncoded:
      return {
        field: {...children[1]!.field, ...base},
        read: (cursor) => arrays.runEndEncoded(cursor, children[0]!, children[1]!),
      };
    default:
      throw new DataError(
        `Column "${base.name}" has the Arrow type ${Type[from.typeType()]}, which is not read here: cast it to another type, such as text.`,
      );
  }
}

export const HUGEINT: DataType = {name: 'int', bitWidth: 128, isSigned: true};
export const EXTENSION_NAME = 'ARROW:extension:name';
export const EXTENSION_METADATA = 'ARROW:extension:metadata';
/** On a decimal(38, 0) that is one, and no HUGEINT. */
export const DECIMAL_MARK = 'serverless:decimal';

const VARIABLE: Partial<Record<Type, Importer['read']>> = {
  [Type.Utf8]: arrays.variable,
  [Type.Binary]: arrays.variable,
  [Type.LargeUtf8]: arrays.largeVariable,
  [Type.LargeBinary]: arrays.largeVariable,
  [Type.Utf8View]: arrays.views,
  [Type.BinaryView]: arrays.views,
};

/** A count that the bytes of a schema can hold, so that garbage is not read for ever. */
export function bounded(count: number, {bb}: {bb: ByteBuffer | null}): number {
  if (count * 4 > (bb?.capacity() ?? 0)) {
    throw new DataError('The Arrow data is corrupt: its schema makes no sense. Write it again.');
  }
  return count;
}

function metadataOf(from: FbField): Map<string, string> {
  const entries = Array.from({length: bounded(from.customMetadataLength(), from)}, (_, i) => {
    const entry = from.customMetadata(i)!;
    return [entry.key() ?? '', entry.value() ?? ''] as const;
  });
  return new Map(entries);
}

function jsonExtension(metadata: Map<string, string>): {extension?: Extension} {
  const name = metadata.get(EXTENSION_NAME);
  const isJson = name === 'arrow.json' || opaqueName(metadata) === 'json';
  return isJson ? {extension: 'arrow.json'} : {};
}

/** The type's own name where a system marks its types as opaque, in lower case. */
function opaqueName(metadata: Map<string, string>): string | null {
  const name = metadata.get(EXTENSION_NAME) ?? '';
  if (name.startsWith('duckdb.')) return name.slice('duckdb.'.length).toLowerCase();
  if (name !== 'arrow.opaque') return null;
  try {
    const {type_name: type} = JSON.parse(metadata.get(EXTENSION_METADATA) ?? '') as {
      type_name?: unknown;
    };
    return typeof type === 'string' ? type.toLowerCase() : null;
  } catch {
    return null;
  }
}

function fixedSizeBinary(
  width: number,
  metadata: Map<string, string>,
  made: (type: DataType, read: Importer['read']) => Importer,
): Importer {
  const opaque = opaqueName(metadata);
  if (width === 16 && (opaque === 'hugeint' || opaque === 'uhugeint')) {
    const type: DataType = {...HUGEINT, isSigned: opaque === 'hugeint'} as DataType;
    return made(type, (cursor) => arrays.fixed(cursor, type));
  }
  if (width === 16 && (metadata.get(EXTENSION_NAME) === 'arrow.uuid' || opaque === 'uuid')) {
    return made({name: 'utf8'}, arrays.uuids);
  }
  return made({name: 'binary'}, (cursor) => arrays.fixedSizeBinaries(cursor, width));
}

/** The names that the fields of a map's entries have by the specification, whatever they came as. */
function mapEntry(entry: Field): Field {
  const [key, value] = entry.children;
  return {
    ...entry,
    name: 'entries',
    nullable: false,
    children: [
      {...key!, name: 'key'},
      {...value!, name: 'value'},
    ],
  };
}
