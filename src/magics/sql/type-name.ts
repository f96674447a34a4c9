import type {DataType, Field} from '../../data/schema.js';

/** The type as SQL names it, in DuckDB's words. */
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
