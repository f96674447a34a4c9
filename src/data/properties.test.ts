import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {tableFromIPC, tableToIPC} from './arrow.js';
import {tableFromColumns} from './builder.js';
import {concatTables} from './concat.js';
import {decimalText, parseDecimal} from './decimals.js';
import {tableFromParquet, tableToParquet} from './parquet.js';
import {field, type DataType, type Field} from './schema.js';
import type {Table} from './table.js';
import {packTable, unpackTable} from './wire.js';

/** A field, and what makes values for it. */
interface Kind {
  readonly field: Field;
  readonly values: fc.Arbitrary<unknown>;
}

function kind(
  type: DataType,
  values: fc.Arbitrary<unknown>,
  children: readonly Field[] = [],
): Kind {
  return {field: field('x', type, {children}), values: fc.option(values, {nil: null})};
}

const UNITS = {SECOND: 0, MILLISECOND: 3, MICROSECOND: 6, NANOSECOND: 9} as const;

/** `2024-01-31T13:45:00.5` of years that four digits name, and that the unit reaches. */
function timestamps(unit: keyof typeof UNITS): fc.Arbitrary<string> {
  const [min, max] = unit === 'NANOSECOND' ? ['1678', '2261'] : ['0001', '9999'];
  return fc
    .tuple(
      fc.date({
        min: new Date(`${min}-01-01T00:00:00Z`),
        max: new Date(`${max}-12-31T23:59:59Z`),
        noInvalidDate: true,
      }),
      fc.integer({min: 0, max: 10 ** UNITS[unit] - 1}),
    )
    .map(([date, fraction]) => {
      const digits = String(fraction).padStart(UNITS[unit], '0').replace(/0+$/, '');
      return `${date.toISOString().slice(0, 19)}${digits === '' ? '' : `.${digits}`}`;
    });
}

function ints(bitWidth: 8 | 16 | 32 | 64 | 128, isSigned: boolean): Kind {
  const low = isSigned ? -(2n ** BigInt(bitWidth - 1)) : 0n;
  const values = fc.bigInt({min: low, max: low + 2n ** BigInt(bitWidth) - 1n});
  const type: DataType = {name: 'int', bitWidth, isSigned};
  return kind(type, bitWidth < 64 ? values.map(Number) : values);
}

const decimals: fc.Arbitrary<Kind> = fc
  .tuple(fc.integer({min: 1, max: 76}), fc.nat(76))
  .map(([precision, anyScale]) => {
    const scale = Math.min(anyScale, precision);
    const limit = 10n ** BigInt(precision) - 1n;
    const values = fc
      .bigInt({min: -limit, max: limit})
      .map((unscaled) => decimalText(unscaled, scale));
    return kind({name: 'decimal', precision, scale, bitWidth: precision > 38 ? 256 : 128}, values);
  });

const leaves: fc.Arbitrary<Kind> = fc.oneof(
  fc.constant(kind({name: 'bool'}, fc.boolean())),
  fc
    .tuple(fc.constantFrom(8, 16, 32, 64, 128), fc.boolean())
    .map(([bitWidth, isSigned]) => ints(bitWidth as 8, isSigned)),
  fc.constant(kind({name: 'floatingpoint', precision: 'DOUBLE'}, fc.double())),
  fc.constant(kind({name: 'floatingpoint', precision: 'SINGLE'}, fc.float())),
  decimals,
  fc.constant(kind({name: 'utf8'}, fc.string({unit: 'binary'}))),
  fc.constant(kind({name: 'binary'}, fc.uint8Array())),
  fc
    .constantFrom(...(Object.keys(UNITS) as (keyof typeof UNITS)[]))
    .map((unit) => kind({name: 'timestamp', unit}, timestamps(unit))),
  fc.constant(
    kind(
      {name: 'timestamp', unit: 'MICROSECOND', timezone: 'UTC'},
      timestamps('MICROSECOND').map((text) => `${text}+00:00[UTC]`),
    ),
  ),
  fc.constant(
    kind(
      {name: 'date', unit: 'DAY'},
      timestamps('SECOND').map((text) => text.slice(0, 10)),
    ),
  ),
);

/** Lists, structs and maps of others, down to some depth. */
function nested(depth: number): fc.Arbitrary<Kind> {
  if (depth === 0) return leaves;
  const inner = nested(depth - 1);
  return fc.oneof(
    {weight: 3, arbitrary: leaves},
    {
      weight: 1,
      arbitrary: inner.map((item) =>
        kind({name: 'list'}, fc.array(item.values, {maxLength: 4}), [
          {...item.field, name: 'item'},
        ]),
      ),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(inner, inner).map(([a, b]) =>
        kind({name: 'struct'}, fc.record({a: a.values, b: b.values}, {noNullPrototype: true}), [
          {...a.field, name: 'a'},
          {...b.field, name: 'b'},
        ]),
      ),
    },
    {
      weight: 1,
      arbitrary: inner.map((item) => {
        const children = [
          field('key', {name: 'utf8'}, {nullable: false}),
          {...item.field, name: 'value'},
        ];
        const entries = fc.uniqueArray(fc.tuple(fc.string(), item.values), {
          maxLength: 4,
          selector: ([key]) => key,
        });
        return kind(
          {name: 'map'},
          entries.map((pairs) => new Map(pairs)),
          [field('entries', {name: 'struct'}, {nullable: false, children})],
        );
      }),
    },
  );
}

interface Column {
  readonly field: Field;
  readonly values: readonly unknown[];
}

const columns: fc.Arbitrary<Column> = nested(3).chain(({field, values}) =>
  fc.array(values, {maxLength: 40}).map((array) => ({field, values: array})),
);

function built({field, values}: Column): Table {
  return tableFromColumns([field], [values]);
}

function same(table: Table, {field, values}: Column): void {
  expect(table.fields).to.deep.equal([field]);
  expect(table.getChild('x')!.toArray()).to.deep.equal(values);
}

describe('any table', () => {
  it('gives the values that it was built of', () => {
    fc.assert(
      fc.property(columns, (column) => same(built(column), column)),
      {numRuns: 300},
    );
  });

  it('arrives as it was packed', () => {
    fc.assert(
      fc.property(columns, fc.boolean(), (column, transfer) => {
        const {header, buffers} = packTable(built(column), {transfer});
        const sent = structuredClone({header, buffers}, {transfer: buffers});
        same(unpackTable(sent.header, sent.buffers), column);
      }),
      {numRuns: 200},
    );
  });

  it('survives Arrow', () => {
    fc.assert(
      fc.property(columns, fc.constantFrom('stream', 'file'), (column, format) => {
        same(tableFromIPC(tableToIPC(built(column), {format})), column);
      }),
      {numRuns: 200},
    );
  });

  it('survives Parquet', async () => {
    await fc.assert(
      fc.asyncProperty(columns, async (column) => {
        same(await tableFromParquet(await tableToParquet(built(column))), column);
      }),
      {numRuns: 200},
    );
  });

  it('is the same when it is cut and put together again', () => {
    fc.assert(
      fc.property(columns, fc.nat(40), fc.nat(40), (column, begin, end) => {
        const table = built(column);
        const [from, to] = [Math.min(begin, end), Math.max(begin, end)];
        same(concatTables([table.slice(0, from), table.slice(from, to), table.slice(to)]), column);
        const part = tableFromIPC(tableToIPC(table.slice(from, to)));
        same(part, {...column, values: column.values.slice(from, to)});
      }),
      {numRuns: 200},
    );
  });

  it('reads the decimals that it prints', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.nat(80), (unscaled, scale) => {
        expect(parseDecimal(decimalText(unscaled, scale), scale)).to.equal(unscaled);
      }),
    );
  });
});
