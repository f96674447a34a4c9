import type {SchemaElement} from 'hyparquet';
import {DataError} from '../errors.js';
import {field, type DataType, type Field, type TimeUnit} from '../schema.js';

/** A field of a file, with what is needed to read it. */
export interface FileField {
  readonly field: Field;
  readonly element: SchemaElement;
  /** From the root, as the file names them. */
  readonly path: readonly string[];
  /** The level from which on the value is there. */
  readonly definition: number;
  /** How many lists are around it. */
  readonly repetition: number;
  /** The level from which on there is a row for it, or for the null that it is part of. */
  readonly slotDefinition: number;
  /** Of a list: the level from which on there is an item. */
  readonly itemDefinition?: number;
  readonly children: readonly FileField[];
}

/** An element and those below it. */
export interface Tree {
  readonly element: SchemaElement;
  readonly children: readonly Tree[];
  readonly path: readonly string[];
}

interface Level {
  readonly definition: number;
  readonly repetition: number;
  readonly slotDefinition: number;
}

export function fileField(tree: Tree, level: Level, wanted: Field | undefined): FileField {
  const {element} = tree;
  // A repeated element outside of a list is a list of its own.
  if (element.repetition_type === 'REPEATED')
    return listField(tree, tree, level, level, false, wanted);
  const nullable = element.repetition_type !== 'REQUIRED';
  const own = {...level, definition: level.definition + (nullable ? 1 : 0)};
  if (tree.children.length === 0 && element.type) return leafField(tree, own, nullable, wanted);
  const [repeated] = tree.children;
  if (repeated?.element.repetition_type === 'REPEATED' && tree.children.length === 1) {
    if (isMap(tree, repeated)) return mapField(tree, repeated, level, own, nullable, wanted);
    if (isAnnotated(element, 'LIST'))
      return listField(tree, repeated, level, own, nullable, wanted);
  }
  const children = tree.children.map((child, i) =>
    fileField(child, own, wantedChild(wanted, i, child.element.name)),
  );
  const type: DataType = {name: 'struct'};
  const extension = wanted?.extension === 'serverless.zoned' ? wanted.extension : undefined;
  return {
    ...shared(tree, level, own.definition, children),
    field: field(element.name, type, {
      nullable,
      children: children.map(fieldOf),
      ...(extension && {extension}),
    }),
  };
}

function shared(tree: Tree, level: Level, definition: number, children: readonly FileField[]) {
  const {element, path} = tree;
  const {repetition, slotDefinition} = level;
  return {element, path, definition, repetition, slotDefinition, children};
}

function fieldOf({field}: FileField): Field {
  return field;
}

function wantedChild(wanted: Field | undefined, index: number, name?: string): Field | undefined {
  const child = wanted?.children[index];
  return name === undefined || child?.name === name ? child : undefined;
}

function isAnnotated({converted_type, logical_type}: SchemaElement, name: 'LIST' | 'MAP'): boolean {
  return converted_type === name || logical_type?.type === name;
}

function isMap(tree: Tree, repeated: Tree): boolean {
  const {element} = tree;
  const marked = isAnnotated(element, 'MAP') || element.converted_type === 'MAP_KEY_VALUE';
  return marked && repeated.children.length === 2;
}

/** Within a list, below the repeated element. */
function itemLevel(own: Level): Level {
  return {
    definition: own.definition + 1,
    repetition: own.repetition + 1,
    slotDefinition: own.definition + 1,
  };
}

function listField(
  tree: Tree,
  repeated: Tree,
  level: Level,
  own: Level,
  nullable: boolean,
  wanted: Field | undefined,
): FileField {
  const inner = itemLevel(own);
  const item = isWrapper(tree, repeated) ? repeated.children[0]! : required(repeated);
  const child = fileField(item, inner, wantedChild(wanted, 0));
  const itemField = {...child.field, name: 'item'};
  return {
    ...shared(tree, level, own.definition, [child]),
    itemDefinition: inner.definition,
    field: field(tree.element.name, {name: 'list'}, {nullable, children: [itemField]}),
  };
}

/** Whether the repeated element only holds the item, by the rules of the format for old files. */
function isWrapper(list: Tree, repeated: Tree): boolean {
  if (list === repeated || repeated.children.length !== 1) return false;
  const {name} = repeated.element;
  return name !== 'array' && name !== `${list.element.name}_tuple`;
}

/** An item that is the repeated element itself. */
function required(tree: Tree): Tree {
  return {...tree, element: {...tree.element, repetition_type: 'REQUIRED'}};
}

function mapField(
  tree: Tree,
  repeated: Tree,
  level: Level,
  own: Level,
  nullable: boolean,
  wanted: Field | undefined,
): FileField {
  const inner = itemLevel(own);
  const entryWanted = wantedChild(wanted, 0);
  const [key, value] = repeated.children.map((child, i) =>
    fileField(child, inner, wantedChild(entryWanted, i)),
  );
  const entry = field(
    'entries',
    {name: 'struct'},
    {
      nullable: false,
      children: [
        {...key!.field, name: 'key', nullable: false},
        {...value!.field, name: 'value'},
      ],
    },
  );
  const entryField: FileField = {
    ...shared(repeated, inner, inner.definition, [key!, value!]),
    field: entry,
  };
  return {
    ...shared(tree, level, own.definition, [entryField]),
    itemDefinition: inner.definition,
    field: field(tree.element.name, {name: 'map'}, {nullable, children: [entry]}),
  };
}

function leafField(
  tree: Tree,
  own: Level,
  nullable: boolean,
  wanted: Field | undefined,
): FileField {
  const {element} = tree;
  const stored = storedType(element);
  const type = wantedType(stored, wanted?.type) ?? stored;
  const isJson = element.converted_type === 'JSON' || element.logical_type?.type === 'JSON';
  return {
    ...shared(tree, own, own.definition, []),
    field: field(element.name, type, {nullable, ...(isJson && {extension: 'arrow.json'})}),
  };
}

/** What the writer says of a value's type, where that fits the type that is stored. */
function wantedType(stored: DataType, wanted: DataType | undefined): DataType | null {
  if (!wanted) return null;
  switch (wanted.name) {
    case 'timestamp':
      if (stored.name !== 'timestamp') return null;
      if ((stored.timezone === undefined) !== (wanted.timezone === undefined)) return null;
      if (wanted.unit === stored.unit) return wanted;
      return wanted.unit === 'SECOND' && stored.unit === 'MILLISECOND' ? wanted : null;
    case 'duration':
      return stored.name === 'int' && stored.bitWidth === 64 ? wanted : null;
    case 'interval':
      return stored.name === 'utf8' || stored.name === 'interval' ? wanted : null;
    case 'int':
      return wanted.bitWidth === 128 && stored.name === 'decimal' && stored.scale === 0
        ? wanted
        : null;
    case 'decimal':
      return stored.name === 'decimal' &&
        stored.precision === wanted.precision &&
        stored.scale === wanted.scale
        ? wanted
        : null;
    default:
      return null;
  }
}

function storedType(element: SchemaElement): DataType {
  const {type, converted_type: converted, logical_type: logical} = element;
  if (logical?.type === 'DECIMAL' || converted === 'DECIMAL') {
    const precision = (logical?.type === 'DECIMAL' ? logical.precision : element.precision) ?? 38;
    const scale = (logical?.type === 'DECIMAL' ? logical.scale : element.scale) ?? 0;
    return {name: 'decimal', precision, scale, bitWidth: precision > 38 ? 256 : 128};
  }
  if (logical?.type === 'NULL') return {name: 'null'};
  switch (type) {
    case 'BOOLEAN':
      return {name: 'bool'};
    case 'FLOAT':
      return {name: 'floatingpoint', precision: 'SINGLE'};
    case 'DOUBLE':
      return {name: 'floatingpoint', precision: 'DOUBLE'};
    case 'INT32':
      if (logical?.type === 'DATE' || converted === 'DATE') return {name: 'date', unit: 'DAY'};
      if (logical?.type === 'TIME' || converted === 'TIME_MILLIS') {
        return {name: 'time', unit: 'MICROSECOND'};
      }
      return integer(element, 32);
    case 'INT64':
      return integer64(element);
    case 'INT96':
      return {name: 'timestamp', unit: 'NANOSECOND'};
    case 'FIXED_LEN_BYTE_ARRAY':
      if (logical?.type === 'UUID') return {name: 'utf8'};
      if (logical?.type === 'FLOAT16') return {name: 'floatingpoint', precision: 'SINGLE'};
      if (converted === 'INTERVAL' || logical?.type === 'INTERVAL') {
        return {name: 'interval', unit: 'MONTH_DAY_NANO'};
      }
      return {name: 'binary'};
    default:
      return isText(element) ? {name: 'utf8'} : {name: 'binary'};
  }
}

function isText({converted_type: converted, logical_type: logical}: SchemaElement): boolean {
  return (
    converted === 'UTF8' ||
    converted === 'ENUM' ||
    converted === 'JSON' ||
    logical?.type === 'STRING' ||
    logical?.type === 'ENUM' ||
    logical?.type === 'JSON'
  );
}

const UNITS: Readonly<Record<string, TimeUnit>> = {
  MILLIS: 'MILLISECOND',
  MICROS: 'MICROSECOND',
  NANOS: 'NANOSECOND',
};

function integer64(element: SchemaElement): DataType {
  const {converted_type: converted, logical_type: logical} = element;
  if (logical?.type === 'TIMESTAMP') {
    const unit = UNITS[logical.unit]!;
    return {name: 'timestamp', unit, ...(logical.isAdjustedToUTC && {timezone: 'UTC'})};
  }
  if (converted === 'TIMESTAMP_MILLIS') {
    return {name: 'timestamp', unit: 'MILLISECOND', timezone: 'UTC'};
  }
  if (converted === 'TIMESTAMP_MICROS') {
    return {name: 'timestamp', unit: 'MICROSECOND', timezone: 'UTC'};
  }
  if (logical?.type === 'TIME') {
    return {name: 'time', unit: logical.unit === 'NANOS' ? 'NANOSECOND' : 'MICROSECOND'};
  }
  if (converted === 'TIME_MICROS') return {name: 'time', unit: 'MICROSECOND'};
  return integer(element, 64);
}

function integer(element: SchemaElement, stored: 32 | 64): DataType {
  const {converted_type: converted, logical_type: logical} = element;
  if (logical?.type === 'INTEGER') {
    const {bitWidth, isSigned} = logical;
    return {name: 'int', bitWidth: bitWidth as 8 | 16 | 32 | 64, isSigned};
  }
  const match = /^(U?)INT_(8|16|32|64)$/.exec(converted ?? '');
  if (!match) return {name: 'int', bitWidth: stored, isSigned: true};
  return {name: 'int', bitWidth: Number(match[2]) as 8 | 16 | 32 | 64, isSigned: match[1] === ''};
}

export function unreadable(name: string, cause: unknown): DataError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new DataError(
    `Column "${name}" of the Parquet file cannot be read: ${reason}. The file may be damaged; load it again, or write it with other settings.`,
    {cause},
  );
}
