import type {DataType, Field} from '../../../data/schema.js';
import {Table} from '../../../data/table.js';

/**
 * A table as DuckDB can take it: names of columns are told apart as it does, whose names have no
 * case, and JSON is text, since DuckDB's JSON is an extension that is not in the page.
 */
export function storable(table: Table): Table {
  const taken = new Set<string>();
  const fields = table.fields.map((field, i) => {
    const name = unusedName(field.name || `column${i}`, taken);
    taken.add(name.toLowerCase());
    return {...plain(field), name};
  });
  return new Table(fields, table.batches);
}

function unusedName(name: string, taken: ReadonlySet<string>): string {
  let unused = name;
  for (let i = 1; taken.has(unused.toLowerCase()); i++) unused = `${name}_${i}`;
  return unused;
}

function plain({extension, ...field}: Field): Field {
  const kept = extension === 'arrow.json' ? {} : {extension};
  return {...field, ...(kept.extension && kept), children: field.children.map(plain)};
}

/** The type as DuckDB names it, for completions. */
export function typeName({type, children}: Field): string {
  switch (type.name) {
    case 'list':
      return `${typeName(children[0]!)}[]`;
    case 'struct':
      return `STRUCT(${children.map((child) => `${child.name} ${typeName(child)}`).join(', ')})`;
    case 'map':
      return `MAP(${children[0]!.children.map(typeName).join(', ')})`;
    default:
      return scalarName(type);
  }
}

function scalarName(type: DataType): string {
  switch (type.name) {
    case 'bool':
      return 'BOOLEAN';
    case 'int': {
      const name = {8: 'TINYINT', 16: 'SMALLINT', 32: 'INTEGER', 64: 'BIGINT', 128: 'HUGEINT'};
      return `${type.isSigned ? '' : 'U'}${name[type.bitWidth]}`;
    }
    case 'floatingpoint':
      return type.precision === 'SINGLE' ? 'FLOAT' : 'DOUBLE';
    case 'decimal':
      return `DECIMAL(${type.precision}, ${type.scale})`;
    case 'utf8':
      return 'VARCHAR';
    case 'binary':
      return 'BLOB';
    case 'timestamp':
      return type.timezone ? 'TIMESTAMPTZ' : 'TIMESTAMP';
    case 'duration':
    case 'interval':
      return 'INTERVAL';
    default:
      return type.name.toUpperCase();
  }
}
