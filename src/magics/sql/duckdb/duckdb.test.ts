import {expect, waitUntil} from '@open-wc/testing';
import {tableFromColumns} from '../../../data/builder.js';
import {field, type DataType, type Field} from '../../../data/schema.js';
import type {Table} from '../../../data/table.js';
import {packTable, unpackTable} from '../../../data/wire.js';
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
    read: (name: string) => {
      const {header, buffers} = packTable(this.tables.get(name)!);
      return Promise.resolve(unpackTable(header, buffers));
    },
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
  return (result as {table: Table} | undefined)?.table ?? tableFromColumns([], []);
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
      "'12345678901234567890123456789012345678901234567890'::BIGNUM",
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

  it('takes parameters as values of their types', async () => {
    const hostile = `'; DROP TABLE x; --`;
    const values: [type: DataType, value: unknown, sql: string, more?: Partial<Field>][] = [
      [{name: 'utf8'}, hostile, 'VARCHAR'],
      [{name: 'utf8'}, '𝄞\u0000', 'VARCHAR'],
      [{name: 'bool'}, true, 'BOOLEAN'],
      [int(64), 9007199254740993n, 'BIGINT'],
      [int(128), 2n ** 100n, 'HUGEINT'],
      [int(128, false), 2n ** 128n - 1n, 'UHUGEINT'],
      [{name: 'floatingpoint', precision: 'DOUBLE'}, NaN, 'DOUBLE'],
      [{name: 'floatingpoint', precision: 'DOUBLE'}, -0, 'DOUBLE'],
      [
        {name: 'decimal', precision: 38, scale: 10, bitWidth: 128},
        '1234567890123456789012345678.0123456789',
        'DECIMAL(38,10)',
      ],
      [{name: 'date', unit: 'DAY'}, '2024-02-29', 'DATE'],
      [{name: 'time', unit: 'MICROSECOND'}, '13:45:00.000001', 'TIME'],
      [{name: 'timestamp', unit: 'MICROSECOND'}, '2024-01-31T13:45:00.000001', 'TIMESTAMP'],
      [{name: 'timestamp', unit: 'NANOSECOND'}, '2024-01-31T13:45:00.000000001', 'TIMESTAMP_NS'],
      [{name: 'binary'}, new Uint8Array([0, 255]), 'BLOB'],
      [{name: 'list'}, [1n, null], 'BIGINT[]', {children: [field('item', int(64))]}],
      [{name: 'struct'}, {a: 1n}, 'STRUCT(a BIGINT)', {children: [field('a', int(64))]}],
      [{name: 'interval', unit: 'MONTH_DAY_NANO'}, 'P1M2DT3S', 'INTERVAL'],
    ];
    const variables = new Variables();
    values.forEach(([type, value, , more], i) => variables.set(`v${i}`, type, value, more));
    const names = values.map((_, i) => `v${i}`);
    const table = await run(
      `SELECT ${names.map((name) => `:${name}, typeof(:${name})`).join(', ')}`,
      {kernel: variables.kernel},
    );
    expect(firstRow(table)).to.deep.equal(values.flatMap(([, value, sql]) => [value, sql]));
    expect(table.fields[0]!.name).to.equal(':v0');
  });

  it('takes parameters wherever a value can be', async () => {
    const {kernel} = new Variables()
      .set('n', int(64), 2n)
      .set('day', {name: 'utf8'}, '2024-01-02')
      .set('names', {name: 'list'}, ['a', 'b'], {children: [field('item', {name: 'utf8'})]})
      .set('none', {name: 'list'}, [], {children: [field('item', {name: 'null'})]})
      .set('nothing', {name: 'null'}, null)
      .set(
        'zoned',
        {name: 'timestamp', unit: 'MICROSECOND', timezone: 'Europe/Berlin'},
        '2024-01-31T13:45:00+01:00[Europe/Berlin]',
      );
    const cases: [sql: string, rows: unknown[]][] = [
      ['SELECT range AS x FROM range(:n + 3) LIMIT :n OFFSET :n', [2n, 3n]],
      [`SELECT DATE '2024-01-01' + INTERVAL :n DAY > :day AS x`, [true]],
      [
        `SELECT x FROM (VALUES ('a'), ('b'), ('c')) t(x) WHERE x IN (:names) ORDER BY x DESC`,
        ['b', 'a'],
      ],
      [`SELECT x FROM (VALUES ('a'), ('c')) t(x) WHERE x NOT IN {{ names | inclause }}`, ['c']],
      [`SELECT x FROM (VALUES ('a')) t(x) WHERE x IN :none OR x NOT IN (:none)`, ['a']],
      [`SELECT x FROM (VALUES ('a'), ('c')) t(x) WHERE x = ANY(:names)`, ['a']],
      ['SELECT :nothing IS NULL AS x', [true]],
      [`SELECT :zoned = TIMESTAMPTZ '2024-01-31 12:45:00+00' AS x`, [true]],
      ['SELECT CASE WHEN :n = 2 THEN :day END AS x GROUP BY ALL', ['2024-01-02']],
    ];
    for (const [sql, rows] of cases) {
      const table = await run(sql, {kernel});
      expect(table.getChildAt(0)!.toArray(), sql).to.deep.equal(rows);
    }
    await run(
      'CREATE OR REPLACE TABLE made AS SELECT :day AS day; INSERT INTO made VALUES (:day)',
      {kernel},
    );
    expect(
      (await run('SELECT count(*) AS n FROM made WHERE day = :day', {kernel})).toArray(),
    ).to.deep.equal([{n: 2n}]);
    expect((await failure('CREATE VIEW v AS SELECT :n AS n', {kernel})).message).to.match(/view/);
  });

  it('queries DataFrames of the kernel by their names, as they are now', async () => {
    const variables = new Variables();
    const {kernel, tables} = variables;
    const frame = (...values: bigint[]) =>
      tableFromColumns([field('a', int(64)), field('A', int(64))], [values, values]);
    tables.set('df', frame(1n, 2n)).set('Other Frame', frame(2n));
    const sql = 'SELECT sum(DF.a) AS s, sum(DF.a_1) AS t FROM DF JOIN "other frame" o USING (a)';
    expect((await run(sql, {kernel})).toArray()).to.deep.equal([{s: 2n, t: 2n}]);
    tables.set('df', frame(2n, 2n));
    expect((await run(sql, {kernel})).toArray()).to.deep.equal([{s: 4n, t: 4n}]);
    expect((await run('SHOW TABLES', {kernel})).toArray()).not.to.deep.include({name: 'df'});
    expect((await failure('INSERT INTO df VALUES (1, 2)', {kernel})).message).to.match(
      /df is not.*only reads/s,
    );
    expect((await failure('SELECT * FROM dff', {kernel})).message).to.match(
      /There are df, "Other Frame"/,
    );
  });

  it('gives DuckDB everything that a DataFrame can hold, and gets it back', async () => {
    const columns: [field: Field, values: unknown[]][] = [
      [field('nothing', {name: 'null'}), [null, null]],
      [field('bool', {name: 'bool'}), [true, null]],
      [field('i8', int(8)), [-128, null]],
      [field('u64', int(64, false)), [2n ** 64n - 1n, null]],
      [field('i128', int(128)), [-(2n ** 127n), null]],
      [field('u128', int(128, false)), [2n ** 128n - 1n, null]],
      [field('f32', {name: 'floatingpoint', precision: 'SINGLE'}), [1.5, null]],
      [field('f64', {name: 'floatingpoint', precision: 'DOUBLE'}), [-0, NaN]],
      [
        field('dec', {name: 'decimal', precision: 38, scale: 10, bitWidth: 128}),
        ['0.0000000001', null],
      ],
      [field('text', {name: 'utf8'}), ['𝄞', null]],
      [field('blob', {name: 'binary'}), [new Uint8Array([0]), null]],
      [field('date', {name: 'date', unit: 'DAY'}), ['0001-01-01', null]],
      [field('time', {name: 'time', unit: 'MICROSECOND'}), ['23:59:59.999999', null]],
      [field('ts', {name: 'timestamp', unit: 'MICROSECOND'}), ['2024-01-31T13:45:00.000001', null]],
      [
        field('ns', {name: 'timestamp', unit: 'NANOSECOND'}),
        ['2024-01-31T13:45:00.000000001', null],
      ],
      [field('interval', {name: 'interval', unit: 'MONTH_DAY_NANO'}), ['P1M2DT3S', null]],
      [field('list', {name: 'list'}, {children: [field('item', int(64))]}), [[1n, null], null]],
      [
        field('struct', {name: 'struct'}, {children: [field('a', {name: 'utf8'})]}),
        [{a: 'x'}, null],
      ],
    ];
    const table = tableFromColumns(
      columns.map(([each]) => each),
      columns.map(([, values]) => values),
    );
    const {kernel, tables} = new Variables();
    tables.set('df', table);
    const result = await run('SELECT * FROM df', {kernel});
    for (const [{name}, values] of columns) {
      expect(result.getChild(name)!.toArray(), name).to.deep.equal(values);
    }
  });

  it('keeps JSON as its text', async () => {
    const {kernel, tables} = new Variables();
    tables.set(
      'df',
      tableFromColumns([field('j', {name: 'utf8'}, {extension: 'arrow.json'})], [['{"a": 1}']]),
    );
    expect((await run('FROM df', {kernel})).toArray()).to.deep.equal([{j: '{"a": 1}'}]);
  });

  it('shows a plan as text, and assigns it where it is asked to', async () => {
    const call = recordedCall({name: 'sql', body: 'EXPLAIN SELECT 1'});
    expect(await magic.run(call, none)).to.equal(undefined);
    expect(call.displays[0]!.data['text/plain']).to.match(/┌─+┐[\s\S]*PROJECTION/);
    const target = {name: 'plan', show: false};
    expect((await run('EXPLAIN SELECT 1', {target})).numRows).to.equal(1);
  });

  it('says what statements did that give no rows', async () => {
    const call = recordedCall({
      name: 'sql',
      body: 'CREATE TABLE counted AS FROM range(3); UPDATE counted SET range = 1 WHERE range > 0; DROP TABLE counted',
    });
    expect(await magic.run(call, none)).to.equal(undefined);
    expect(call.printed.map(({text}) => text)).to.deep.equal([
      'CREATE: 3 rows\n',
      'UPDATE: 2 rows\n',
      'DROP\n',
    ]);
    const target = {name: 'x', show: false};
    expect((await failure('CREATE TABLE t0 (a INT)', {target})).message).to.match(
      /nothing to assign to x/,
    );
  });

  it('uses saved queries as tables, and those that they use', async () => {
    const {kernel} = new Variables().set('n', int(64), 10n);
    const save = (name: string, body: string, names: string[] = []) =>
      magic.run(
        recordedCall({
          name: 'sql',
          body,
          flags: {save: name, 'no-execute': true, ...(names.length && {with: names})},
        }),
        kernel,
      );
    await save('base', 'SELECT range AS a FROM range(:n) -- up to n');
    await save('even', 'WITH b AS (FROM base) SELECT a FROM b WHERE a % 2 = 0;', ['base']);
    const sum = (sql: string, names?: string[]) =>
      run(sql, {kernel, flags: names ? {with: names} : {}}).then((table) =>
        table.getChildAt(0)!.get(0),
      );
    expect(await sum('SELECT sum(a) FROM even', ['even'])).to.equal(20n);
    expect(await sum('SELECT sum(a) FROM even')).to.equal(20n);
    expect(
      await sum('WITH big AS (FROM even WHERE a > :n - 4) SELECT sum(a) FROM big', ['even']),
    ).to.equal(8n);
    expect(await sum('SELECT sum(a) FROM (SELECT a FROM even)')).to.equal(20n);
    await run('CREATE OR REPLACE TABLE kept AS SELECT * FROM even', {
      kernel,
      flags: {with: ['even']},
    }).catch(() => null);
    expect(await sum('SELECT sum(a) FROM kept')).to.equal(20n);
    await save('kept', 'SELECT * FROM kept WHERE a > 4');
    expect(await sum('SELECT sum(a) FROM kept')).to.equal(20n);
    expect((await failure('SELECT 1', {kernel, flags: {with: ['odd']}})).message).to.match(
      /No query is saved as "odd".*base, even/,
    );
    expect((await failure('SELECT\n oops FROM even', {kernel})).position).to.deep.equal({
      line: 2,
      column: 2,
    });
  });

  it('ends at its limits', async () => {
    const small = sqlMagic({engine, limits: {rows: 10, bytes: 100_000}});
    expect((await failure('FROM range(11)', {handler: small})).message).to.match(
      /10 rows.*max-rows="100"/s,
    );
    expect((await run('FROM range(11)', {handler: small, flags: {limit: 3}})).numRows).to.equal(3);
    expect(
      (await run('FROM range(10_000_000_000)', {handler: small, flags: {limit: 3}})).toArray(),
    ).to.deep.equal([{range: 0n}, {range: 1n}, {range: 2n}]);
    expect((await run('FROM range(3)', {flags: {limit: 0}})).numRows).to.equal(0);
    expect((await failure(`SELECT repeat('x', 1000000)`, {handler: small})).message).to.match(
      /max-bytes/,
    );
  });

  it('stops a query when it is interrupted, and goes on with the next', async () => {
    await run('CREATE OR REPLACE TABLE kept AS SELECT 1 AS a');
    for (const sql of [
      'SELECT sum(a.range * b.range) FROM range(1000000) a, range(1000000) b',
      'SELECT a.range FROM range(1000000) a, range(1000000) b WHERE a.range * b.range = -1',
    ]) {
      const call = recordedCall({name: 'sql', body: sql});
      const running = Promise.resolve(magic.run(call, none)).then(
        () => null,
        (error: unknown) => error,
      );
      await waitUntil(() => call.reports.some(({text}) => text.startsWith('Running')));
      call.abort();
      expect(await running).to.be.instanceOf(Error);
      expect((await run('SELECT 2 AS b')).toArray()).to.deep.equal([{b: 2}]);
    }
  });

  it('completes tables, columns and keywords', async () => {
    const {kernel, tables} = new Variables();
    tables.set(
      'sales',
      tableFromColumns(
        [field('region', {name: 'utf8'}), field('Full name', {name: 'utf8'})],
        [[], []],
      ),
    );
    const at = async (text: string) => {
      const cursor = text.indexOf('|');
      const body = text.replace('|', '');
      const found = await magic.complete!({connection: '', body, cursor}, kernel);
      return found.map((each) => each.text);
    };
    expect(await at('SELECT * FROM sa|')).to.deep.equal(['sales']);
    expect(await at('SELECT re| FROM sales')).to.include('region');
    expect(await at('SELECT s.| FROM sales AS s')).to.deep.equal(['region', '"Full name"']);
    expect(await at('SELECT s.re| FROM sales s')).to.deep.equal(['region']);
    expect(await at('SEL|')).to.deep.equal(['SELECT']);
    expect(await at(`SELECT 're|`)).to.deep.equal([]);
    expect(await at('SELECT 1 -- re|')).to.deep.equal([]);
  });
});
