import {DataError} from './errors.js';
import type {DataType, Field} from './schema.js';
import {Table} from './table.js';

/** The rows of tables of the same columns, one after the other; nothing is copied. */
export function concatTables(tables: readonly Table[]): Table {
  const [first, ...others] = tables;
  if (!first) throw new DataError('There are no tables to put together: give at least one.');
  const fields = others.reduce<readonly Field[]>(
    (fields, table) => merged(fields, table.fields),
    first.fields,
  );
  return new Table(
    fields,
    tables.flatMap((table) => table.batches),
  );
}

function merged(left: readonly Field[], right: readonly Field[]): readonly Field[] {
  if (left.length !== right.length) {
    throw new DataError(
      `Tables of ${left.length} and of ${right.length} columns cannot be put together: select the same columns of both.`,
    );
  }
  return left.map((field, i) => mergedField(field, right[i]!));
}

function mergedField(left: Field, right: Field): Field {
  if (
    left.name !== right.name ||
    !sameType(left.type, right.type) ||
    left.extension !== right.extension
  ) {
    throw new DataError(
      `Column "${left.name}" (${left.type.name}) of one table meets "${right.name}" (${right.type.name}) of another: give the tables the same columns and types.`,
    );
  }
  return {
    ...left,
    nullable: left.nullable || right.nullable,
    children: merged(left.children, right.children),
  };
}

export function sameType(left: DataType, right: DataType): boolean {
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]) as Set<keyof DataType>;
  return [...keys].every((key) => left[key] === right[key]);
}
