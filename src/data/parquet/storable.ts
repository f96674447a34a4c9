import {build} from '../build-array.js';
import {int32s, int64s} from '../layout.js';
import {reader} from '../readers.js';
import {readWide} from '../decimals.js';
import type {DataType, Field} from '../schema.js';
import {Table, type ArrayData} from '../table.js';

/**
 * A table of types that files have, and that their readers know well:
 *
 * - Integers of 128 bits become decimals: of 38 digits where that is enough, else of 39, which few
 *   readers know.
 * - Intervals finer than a millisecond, or with negative parts, become text such as
 *   `P1M2DT0.000003S`, since those of Parquet have neither.
 */
export function storable(table: Table): Table {
  const changes = new Map<Field, DataType>();
  for (const {columns} of table.batches) {
    columns.forEach((column, i) => findChanges(table.fields[i]!, column, changes));
  }
  table.fields.forEach((field) => addIntegers(field, changes));
  if (changes.size === 0) return table;
  const fields = table.fields.map((field) => replacedField(field, changes));
  const batches = table.batches.map(({length, columns}) => ({
    length,
    columns: columns.map((column, i) => replaced(table.fields[i]!, column, changes)),
  }));
  return new Table(fields, batches);
}

type Changes = Map<Field, DataType>;

const TEXT: DataType = {name: 'utf8'};
const DIGITS_38 = 10n ** 38n;

function wholeNumbers(precision: number): DataType {
  return {name: 'decimal', precision, scale: 0, bitWidth: precision > 38 ? 256 : 128};
}

function addIntegers(field: Field, changes: Changes): void {
  if (isWide(field.type) && !changes.has(field)) changes.set(field, wholeNumbers(38));
  field.children.forEach((child) => addIntegers(child, changes));
}

function isWide(type: DataType): type is Extract<DataType, {name: 'int'}> {
  return type.name === 'int' && type.bitWidth === 128;
}

function findChanges(field: Field, data: ArrayData, changes: Changes): void {
  const {type} = field;
  if (type.name === 'interval' && !fitIntervals(data)) changes.set(field, TEXT);
  if (isWide(type)) {
    const words = int64s(data.buffers[1]!);
    for (let i = 0; i < data.length; i++) {
      const value = readWide(words, i, 2, type.isSigned);
      if (value >= DIGITS_38 || value <= -DIGITS_38) changes.set(field, wholeNumbers(39));
    }
  }
  data.children.forEach((child, i) => findChanges(field.children[i]!, child, changes));
}

function fitIntervals(data: ArrayData): boolean {
  const [ints, words] = [int32s(data.buffers[1]!), int64s(data.buffers[1]!)];
  for (let i = 0; i < data.length; i++) {
    const nanoseconds = words[2 * i + 1]!;
    const fits =
      ints[4 * i]! >= 0 &&
      ints[4 * i + 1]! >= 0 &&
      nanoseconds >= 0n &&
      nanoseconds % 1_000_000n === 0n &&
      nanoseconds < 1_000_000n << 32n;
    if (!fits) return false;
  }
  return true;
}

function replacedField(field: Field, changes: Changes): Field {
  const children = field.children.map((child) => replacedField(child, changes));
  return {...field, type: changes.get(field) ?? field.type, children};
}

function replaced(field: Field, data: ArrayData, changes: Changes): ArrayData {
  if (changes.has(field)) {
    const read = reader(field, data);
    return build(
      replacedField(field, changes),
      Array.from({length: data.length}, (_, i) => read(i)),
    );
  }
  const children = data.children.map((child, i) => replaced(field.children[i]!, child, changes));
  return {...data, children};
}
