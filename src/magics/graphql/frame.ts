import {
  getNullableType,
  isEnumType,
  isListType,
  isScalarType,
  specifiedScalarTypes,
  type GraphQLOutputType,
} from 'graphql';
import {tableFromColumns} from '../../data/builder.js';
import {asJson, inferField} from '../../data/infer.js';
import {field, type DataType, type Field} from '../../data/schema.js';
import type {Table} from '../../data/table.js';
import {member} from './places.js';
import type {RowColumn} from './rows.js';
import type {Selected} from './selection.js';

/** Makes a table of rows, with the types of the schema; where it is not known, as the values are. */
export function frameOf(columns: readonly RowColumn[], items: readonly unknown[]): Table {
  const values = columns.map(({get}) => items.map(get));
  const fields = columns.map(({name, selected}, i) => {
    const known = typedField(name, selected.type, selected, values[i]!);
    return known ?? inferField(name, values[i]!);
  });
  return tableFromColumns(
    fields,
    fields.map((each, i) => asJson(each, values[i]!)),
  );
}

/** Null where the schema does not tell, or the values are not as it says. */
function typedField(
  name: string,
  type: GraphQLOutputType | null,
  selected: Selected,
  values: readonly unknown[],
): Field | null {
  const bare = type && getNullableType(type);
  if (!bare) return null;
  const present = values.filter((value) => value !== null && value !== undefined);
  if (isListType(bare)) {
    if (!present.every(Array.isArray)) return null;
    const items = present.flat() as unknown[];
    const item = typedField('item', bare.ofType, selected, items) ?? inferField('item', items);
    return field(name, {name: 'list'}, {children: [item]});
  }
  if (isScalarType(bare) || isEnumType(bare)) {
    const isCustom =
      isScalarType(bare) && !specifiedScalarTypes.some((each) => each.name === bare.name);
    const leaf = isCustom ? null : (leafTypes[bare.name] ?? leafTypes['String']!);
    return leaf && present.every(leaf.fits) ? field(name, leaf.type) : null;
  }
  if (!selected.children || selected.children.size === 0) return null;
  const children = [...selected.children.values()].map((child) => {
    const inner = values.map((value) => member(value, child.key));
    return typedField(child.key, child.type, child, inner) ?? inferField(child.key, inner);
  });
  return field(name, {name: 'struct'}, {children});
}

interface Leaf {
  readonly type: DataType;
  readonly fits: (value: unknown) => boolean;
}

const TEXT: Leaf = {type: {name: 'utf8'}, fits: (value) => typeof value === 'string'};

const leafTypes: Readonly<Record<string, Leaf>> = {
  Int: {
    type: {name: 'int', bitWidth: 64, isSigned: true},
    fits: (value) => Number.isSafeInteger(value) || typeof value === 'bigint',
  },
  Float: {
    type: {name: 'floatingpoint', precision: 'DOUBLE'},
    fits: (value) => typeof value === 'number',
  },
  Boolean: {type: {name: 'bool'}, fits: (value) => typeof value === 'boolean'},
  String: TEXT,
  ID: TEXT,
};
