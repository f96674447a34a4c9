import {field, type DataType, type Field} from '../../data/schema.js';
import type {Cell} from './cells.js';
import {dateOf, dateTimeOf, durationOf, timeOf} from './serials.js';

export interface TypedColumn {
  readonly field: Field;
  readonly values: readonly unknown[];
  /** The first row, from 0, whose kind differs from those before it, and both kinds. */
  readonly mixed: {readonly index: number; readonly kinds: readonly [string, string]} | null;
}

/**
 * Gives a column the type that all its cells have. Empty cells and errors are missing; where cells
 * differ in kind, all become text that says exactly what they hold.
 */
export function typedColumn(name: string, cells: readonly Cell[]): TypedColumn {
  const kinds = new Set(cells.filter(isPresent).map(({kind}) => kind));
  const type = typeOf(kinds, cells);
  const mixed = type ? null : firstMixed(cells);
  return {
    field: field(name, type ?? TEXT),
    values: cells.map((cell) => (isPresent(cell) ? valueOf(cell, type?.name ?? 'utf8') : null)),
    mixed,
  };
}

const TEXT: DataType = {name: 'utf8'};
const INTEGER: DataType = {name: 'int', bitWidth: 64, isSigned: true};

type Present = Exclude<Cell, {kind: 'empty' | 'error'}>;
const isPresent = (cell: Cell): cell is Present => cell.kind !== 'empty' && cell.kind !== 'error';

/** Null where the kinds have no type in common. */
function typeOf(kinds: ReadonlySet<Cell['kind']>, cells: readonly Cell[]): DataType | null {
  const among = (...allowed: Cell['kind'][]) => [...kinds].every((kind) => allowed.includes(kind));
  if (kinds.size === 0) return {name: 'null'};
  if (among('boolean')) return {name: 'bool'};
  if (among('text')) return TEXT;
  if (among('number')) {
    const isWhole = cells.every(({kind, ...cell}) => {
      return kind !== 'number' || isInteger((cell as {value: number}).value);
    });
    return isWhole ? INTEGER : {name: 'floatingpoint', precision: 'DOUBLE'};
  }
  if (among('date')) return {name: 'date', unit: 'DAY'};
  if (among('date', 'timestamp')) return {name: 'timestamp', unit: 'MILLISECOND'};
  if (among('time')) return {name: 'time', unit: 'MICROSECOND'};
  if (among('time', 'duration')) return {name: 'duration', unit: 'MILLISECOND'};
  return null;
}

/** -0 is no integer: it would lose its sign. */
const isInteger = (value: number): boolean => Number.isSafeInteger(value) && !Object.is(value, -0);

function valueOf(cell: Present, type: DataType['name']): unknown {
  switch (type) {
    case 'date':
      return dateOf(cell.value as number);
    case 'timestamp':
      return dateTimeOf(cell.value as number);
    case 'time':
      return timeOf(cell.value as number);
    case 'duration':
      return durationOf(cell.value as number);
    case 'utf8':
      return textOf(cell);
    default:
      return cell.value;
  }
}

/** What a cell holds, whatever its column is. */
export function textOf(cell: Cell): string {
  switch (cell.kind) {
    case 'empty':
      return '';
    case 'boolean':
      return cell.value ? 'TRUE' : 'FALSE';
    case 'date':
      return dateOf(cell.value);
    case 'timestamp':
      return dateTimeOf(cell.value);
    case 'time':
      return timeOf(cell.value);
    case 'duration':
      return durationOf(cell.value);
    default:
      return String(cell.value);
  }
}

const words: Readonly<Record<Present['kind'], string>> = {
  boolean: 'booleans',
  text: 'text',
  number: 'numbers',
  date: 'dates',
  timestamp: 'dates with times',
  time: 'times',
  duration: 'durations',
};

function firstMixed(cells: readonly Cell[]): TypedColumn['mixed'] {
  const first = cells.find(isPresent)!;
  const index = cells.findIndex((cell) => isPresent(cell) && cell.kind !== first.kind);
  const other = cells[index] as Present;
  return {index, kinds: [words[first.kind], words[other.kind]]};
}
