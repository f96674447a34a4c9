import {expect} from '@open-wc/testing';
import {tableFromColumns} from '../../../data/builder.js';
import {field, type DataType, type Field} from '../../../data/schema.js';
import type {Table} from '../../../data/table.js';
import type {Kernel} from '../../../kernel/kernel.js';
import {MagicError} from '../../errors.js';
import type {MagicCall, MagicHandler} from '../../magic.js';
import {recordedCall} from '../../test-support.js';
import {sqlMagic} from '../sql-magic.js';
import {DuckDbEngine} from './duckdb-engine.js';

const engine = new DuckDbEngine();
const magic = sqlMagic({engine, limits: {rows: 2_000_000, bytes: 2 ** 28}});

/** Variables as a kernel gives them, without Python. */
class Variables {
  readonly tables = new Map<string, Table>();
  readonly fields = new Map<string, {field: Field; value: unknown}>();

  set(name: string, type: DataType, value: unknown, more: Partial<Field> = {}): this {
    this.fields.set(name, {field: {...field(name, type), ...more}, value});
    return this;
  }

  readonly kernel = {
    values: (names: readonly string[]) => {
      const found = names.map((name) => this.fields.get(name)!);
      return Promise.resolve(
        tableFromColumns(
          found.map((each) => each.field),
          found.map(({value}) => [value]),
        ),
      );
    },
    frames: () =>
      Promise.resolve(
        [...this.tables].map(([name, table]) => ({
          name,
          numRows: table.numRows,
          columns: table.fields.map((each) => ({name: each.name, type: each.type.name})),
        })),
      ),
    read: (name: string) => Promise.resolve(this.tables.get(name)!.slice()),
  } as unknown as Kernel;
}

const none = new Variables().kernel;

async function run(
  body: string,
  {
    kernel = none,
    handler = magic,
    ...call
  }: Partial<MagicCall> & {kernel?: Kernel; handler?: MagicHandler} = {},
): Promise<Table> {
  const result = await handler.run(recordedCall({name: 'sql', body, ...call}), kernel);
  return (result as {table: Table}).table;
}

async function failure(body: string, options: Parameters<typeof run>[1] = {}): Promise<MagicError> {
  const error = await run(body, options).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).to.be.instanceOf(MagicError);
  return error as MagicError;
}

/** The first row's values, in order. */
const firstRow = (table: Table): unknown[] =>
  table.fields.map((_, i) => table.getChildAt(i)!.get(0));

const int = (bitWidth: 8 | 16 | 32 | 64 | 128, isSigned = true): DataType => ({
  name: 'int',
  bitWidth,
  isSigned,
});

describe('%%sql in DuckDB', () => {
  const exact: [sql: string, type: DataType, value: unknown][] = [
    ['true', {name: 'bool'}, true],
    ['127::TINYINT', int(8), 127],
    ['255::UTINYINT', int(8, false), 255],
    ['9007199254740993', int(64), 9007199254740993n],
    ['18446744073709551615::UBIGINT', int(64, false), 18446744073709551615n],
    ['-170141183460469231731687303715884105727::HUGEINT - 1', int(128), -(2n ** 127n)],
    ['340282366920938463463374607431768211455::UHUGEINT', int(128, false), 2n ** 128n - 1n],
    ["'-0.0'::DOUBLE", {name: 'floatingpoint', precision: 'DOUBLE'}, -0],
    ["'nan'::DOUBLE", {name: 'floatingpoint', precision: 'DOUBLE'}, NaN],
    ["'-inf'::DOUBLE", {name: 'floatingpoint', precision: 'DOUBLE'}, -Infinity],
    ['1.5::FLOAT', {name: 'floatingpoint', precision: 'SINGLE'}, 1.5],
    [
      '1234567890123456789012345678.0123456789::DECIMAL(38,10)',
      {name: 'decimal', precision: 38, scale: 10, bitWidth: 128},
      '1234567890123456789012345678.0123456789',
    ],
    ['12.30::DECIMAL(4,2)', {name: 'decimal', precision: 4, scale: 2, bitWidth: 128}, '12.30'],
    ['1::DECIMAL(38,0)', {name: 'decimal', precision: 38, scale: 0, bitWidth: 128}, '1'],
    ["DATE '2024-02-29'", {name: 'date', unit: 'DAY'}, '2024-02-29'],
    ["TIME '13:45:00.000001'", {name: 'time', unit: 'MICROSECOND'}, '13:45:00.000001'],
    [
      "TIMESTAMP '2024-01-31 13:45:00.000001'",
      {name: 'timestamp', unit: 'MICROSECOND'},
      '2024-01-31T13:45:00.000001',
    ],
    [
      "TIMESTAMP_NS '2024-01-31 13:45:00.000000001'",
      {name: 'timestamp', unit: 'NANOSECOND'},
      '2024-01-31T13:45:00.000000001',
    ],
    [
      "TIMESTAMP_S '2024-01-31 13:45:00'",
      {name: 'timestamp', unit: 'SECOND'},
      '2024-01-31T13:45:00',
    ],
    [
      "TIMESTAMPTZ '2024-01-31 13:45:00.5+01'",
      {name: 'timestamp', unit: 'MICROSECOND', timezone: 'UTC'},
      '2024-01-31T12:45:00.5+00:00[UTC]',
    ],
    [
      "INTERVAL '1 month 2 days 3.000001 seconds'",
      {name: 'interval', unit: 'MONTH_DAY_NANO'},
      'P1M2DT3.000001S',
    ],
    ["'𝄞 ß ' || chr(0)", {name: 'utf8'}, '𝄞 ß \u0000'],
    ["'\\x00\\xFF'::BLOB", {name: 'binary'}, new Uint8Array([0, 255])],
    [
      "'ab54a98c-eb1f-4ad2-9682-3a3ee6d23a59'::UUID",
      {name: 'utf8'},
      'ab54a98c-eb1f-4ad2-9682-3a3ee6d23a59',
    ],
    ['NULL', int(32), null],
  ];
  for (const [sql, type, value] of exact) {
    it(`gives ${sql} exactly`, async () => {
      const table = await run(`SELECT ${sql} AS x UNION ALL SELECT NULL`);
      expect(table.fields[0]!.type).to.deep.equal(type);
      expect(table.getChild('x')!.get(0)).to.deep.equal(value);
      expect(table.getChild('x')!.get(1)).to.equal(null);
    });
  }
  const asText: [sql: string, text: string][] = [
    ["'10101'::BIT", '10101'],
    ["TIMETZ '10:00:00.5+02'", '10:00:00.5+02'],
    ['union_value(num := 2)::UNION(num INT, str VARCHAR)', '2'],
    [
      '12345678901234567890123456789012345678901234567890::BIGNUM',
      '12345678901234567890123456789012345678901234567890',
    ],
    ["'b'::ENUM('a', 'b', ')', 'BIT')", 'b'],
  ];
  for (const [sql, text] of asText) {
    it(`gives ${sql} as text, also within others`, async () => {
      const table = await run(
        `SELECT ${sql} AS x, [${sql}] AS l, {'a': ${sql}, 'b c': 1} AS s, 7 AS n ORDER BY n`,
      );
      expect(firstRow(table)).to.deep.equal([text, [text], {a: text, 'b c': 1}, 7]);
      expect(table.fields.map(({name}) => name)).to.deep.equal(['x', 'l', 's', 'n']);
    });
  }

  it('gives tables without rows, and with ten thousand columns', async () => {
    const empty = await run('SELECT 1::HUGEINT AS a, true AS b WHERE false');
    expect([empty.numRows, empty.fields.map(({name}) => name)]).to.deep.equal([0, ['a', 'b']]);
    const names = Array.from({length: 10_000}, (_, i) => `${i} AS c${i}`);
    const wide = await run(`SELECT ${names.join(', ')}`);
    expect(wide.numCols).to.equal(10_000);
    expect(wide.getChild('c9999')!.get(0)).to.equal(9999);
  });

  it('gives nested values', async () => {
    const table = await run(
      `SELECT [1, NULL, 3] AS l, {'a': 1, 'b': [{'c': 'x'}]} AS s, MAP {'k': 1.50, 'm': NULL} AS m,
        [1, 2]::INT[2] AS f, []::INT[] AS e`,
    );
    expect(firstRow(table)).to.deep.equal([
      [1, null, 3],
      {a: 1, b: [{c: 'x'}]},
      new Map([
        ['k', '1.50'],
        ['m', null],
      ]),
      [1, 2],
      [],
    ]);
  });

  it('says what is wrong, and where', async () => {
    const cases: [sql: string, name: string, message: RegExp, line: number, column: number][] = [
      ['SELEC 1', 'ParserError', /syntax error at or near "SELEC"$/, 1, 1],
      ['SELECT 1;\nSELECT\n  oops FROM (SELECT 1 AS a)', 'BinderError', /"oops" not found/, 3, 3],
      [`SELECT 'ä𝄞', ${' '.repeat(200)}oops`, 'BinderError', /oops/, 1, 215],
      ['SELECT * FROM nope', 'CatalogError', /no table "nope"/, 1, 15],
      ['INSERT INTO nope VALUES (1)', 'CatalogError', /no table "nope"/, 1, 13],
      [`SELECT 'a'::INT`, 'ConversionError', /Could not convert/, 1, 11],
    ];
    for (const [sql, name, message, line, column] of cases) {
      const error = await failure(sql);
      expect(error).to.include({name});
      expect(error.message).to.match(message);
      expect(error.position, sql).to.deep.equal({line, column});
    }
  });

  it('says what to do where DuckDB would reach out of the page', async () => {
    const cases: [sql: string, remedy: RegExp][] = [
      ["SELECT * FROM read_parquet('x.parquet')", /<serverless-table/],
      ["SELECT * FROM 'https://example.com/x.parquet'", /<serverless-table/],
      ["SELECT * FROM read_csv('https://example.com/x.csv')", /<serverless-table/],
      ["SELECT * FROM read_json('x.json')", /<serverless-table/],
      ["COPY (SELECT 1) TO 'x.csv'", /<serverless-table/],
      ['INSTALL httpfs', /Extensions are not/],
      ['LOAD json', /Extensions are not/],
      ["SET TimeZone = 'Europe/Berlin'", /tz_convert/],
      [`SELECT '{"a": 1}'::JSON`, /json.loads/],
      ["ATTACH 'https://example.com/x.db'", /<serverless-table/],
      ['SET enable_external_access = true', /enable_external_access/],
    ];
    for (const [sql, remedy] of cases) expect((await failure(sql)).message, sql).to.match(remedy);
    await run('SELECT 1');
  });
});
