import {expect} from '@open-wc/testing';
import {tableFromColumns} from '../../../data/builder.js';
import {field, type DataType, type Field} from '../../../data/schema.js';
import type {Table} from '../../../data/table.js';
import type {Kernel} from '../../../kernel/kernel.js';
import {MagicError} from '../../errors.js';
import type {MagicCall, MagicHandler} from '../../magic.js';
import {recordedCall} from '../../test-support.js';
import {sqlMagic} from '../sql-magic.js';
import {TrinoEngine, type TrinoOptions} from './engine.js';

const generous = {rows: 2_000_000, bytes: 2 ** 28};

function trino(options: Partial<TrinoOptions> = {}, limits = generous): MagicHandler {
  const engine = new TrinoEngine({url: '/trino', catalog: 'tpch', schema: 'tiny', ...options});
  return sqlMagic({engine, limits});
}

const magic = trino();

interface Variable {
  readonly field: Field;
  readonly value: unknown;
}

/** Variables as a kernel gives them, without Python. */
function kernelWith(variables: Record<string, Variable> = {}): Kernel {
  const values = (names: readonly string[]): Promise<Table> => {
    const found = names.map((name) => variables[name]!);
    const columns = found.map(({value}) => [value]);
    return Promise.resolve(
      tableFromColumns(
        found.map((each) => each.field),
        columns,
      ),
    );
  };
  return {values} as unknown as Kernel;
}

const value = (type: DataType, of: unknown, more: Partial<Field> = {}): Variable => ({
  field: {...field('value', type), ...more},
  value: of,
});

interface Running extends Partial<MagicCall> {
  readonly handler?: MagicHandler;
  readonly variables?: Record<string, Variable>;
}

async function run(
  body: string,
  {handler = magic, variables, ...call}: Running = {},
): Promise<Table> {
  const recorded = recordedCall({name: 'sql', body, ...call});
  const result = await handler.run(recorded, kernelWith(variables));
  return (result as {table: Table} | undefined)?.table ?? tableFromColumns([], []);
}

async function failure(promise: Promise<unknown>): Promise<MagicError> {
  try {
    await promise;
  } catch (error) {
    expect(error).to.be.instanceOf(MagicError);
    return error as MagicError;
  }
  throw new Error('It did not fail.');
}

async function row(sql: string, options?: Running): Promise<unknown[]> {
  const table = await run(sql, options);
  return table.fields.map((_, i) => table.getChildAt(i)!.get(0));
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 100));
}

/** How Trino says that queries of a source have ended. */
async function ends(source: string): Promise<unknown[]> {
  const table = await run(
    `SELECT state, error_code FROM system.runtime.queries WHERE source = '${source}'`,
  );
  return table.toArray().map(({state, error_code}) => `${String(state)} ${String(error_code)}`);
}

const slow =
  'SELECT count(*) FROM tpch.sf100.lineitem a JOIN tpch.sf100.orders b ON a.orderkey = b.orderkey';

describe('Trino', () => {
  it('gives the rows of a query, and says how far it is', async () => {
    const call = recordedCall({name: 'sql', body: 'SELECT nationkey, name FROM nation ORDER BY 1'});
    const result = (await magic.run(call, kernelWith())) as {table: Table};
    expect(result.table.numRows).to.equal(25);
    expect(result.table.toArray()[0]).to.deep.equal({nationkey: 0n, name: 'ALGERIA'});
    expect(call.reports.length).to.be.greaterThan(0);
    expect(call.reports.at(-1)!.text).to.match(/on Trino at \/trino|from Trino at \/trino/);
  });

  it('has whole numbers and decimals exactly', async () => {
    const sql = `SELECT TINYINT '-128', SMALLINT '-32768', -2147483648, 9007199254740993,
      BIGINT '-9223372036854775808', DECIMAL '-12345678901234567890123456789012345678',
      DECIMAL '0.00', DECIMAL '1.2300', ARRAY[9007199254740993, 1, NULL]`;
    const table = await run(sql);
    expect(await row(sql)).to.deep.equal([
      -128,
      -32768,
      -2147483648,
      9007199254740993n,
      -9223372036854775808n,
      '-12345678901234567890123456789012345678',
      '0.00',
      '1.2300',
      [9007199254740993n, 1n, null],
    ]);
    expect(table.fields.map(({type}) => ('bitWidth' in type ? type.bitWidth : null))).to.deep.equal(
      [8, 16, 32, 64, 64, 128, 128, 128, null],
    );
  });

  it('has floating point numbers exactly, special ones too', async () => {
    const [nan, high, low, zero, real, double, single] = await row(
      `SELECT nan(), infinity(), -infinity(), -0e0, REAL '1.1', 1.7976931348623157E308, REAL 'NaN'`,
    );
    expect([nan, high, low, real, double, single]).to.deep.equal([
      NaN,
      Infinity,
      -Infinity,
      Math.fround(1.1),
      Number.MAX_VALUE,
      NaN,
    ]);
    expect(Object.is(zero, -0)).to.equal(true);
  });

  it('has texts, bytes and what is told apart from them exactly', async () => {
    expect(
      await row(`SELECT 'a''b "c" \\ 𝄞😀', CAST('x' AS char(3)), X'00ff10', JSON '{"a": [1, 9007199254740993]}',
        UUID '12151fd2-7586-11e9-8f9e-2a86e4085a59', IPADDRESS '2001:db8::1', true, NULL, '12345678901234567890'`),
    ).to.deep.equal([
      'a\'b "c" \\ 𝄞😀',
      'x  ',
      new Uint8Array([0, 255, 16]),
      '{"a":[1,9007199254740993]}',
      '12151fd2-7586-11e9-8f9e-2a86e4085a59',
      '2001:db8::1',
      true,
      null,
      '12345678901234567890',
    ]);
    const {fields} = await run(`SELECT JSON '1', approx_set(1)`);
    expect(fields[0]!.extension).to.equal('arrow.json');
    expect(fields[1]!.type.name).to.equal('binary');
  });

  it('has times exactly', async () => {
    expect(
      await row(`SELECT DATE '2024-02-29', DATE '-0044-03-15', DATE '12020-01-01', TIME '13:45:00.000001',
        TIME '13:45:00.123456789', TIMESTAMP '2024-01-31 13:45:00', TIMESTAMP '2024-01-31 13:45:00.123',
        TIMESTAMP '1969-12-31 23:59:59.999999', TIMESTAMP '2024-01-31 13:45:00.123456789',
        TIMESTAMP '2024-01-31 13:45:00.123456789012', TIME '01:02:03+02:00',
        INTERVAL '1 02:03:04.5' DAY TO SECOND, INTERVAL -'90' MINUTE, INTERVAL -'15' MONTH`),
    ).to.deep.equal([
      '2024-02-29',
      '-000044-03-15',
      '+012020-01-01',
      '13:45:00.000001',
      '13:45:00.123456789',
      '2024-01-31T13:45:00',
      '2024-01-31T13:45:00.123',
      '1969-12-31T23:59:59.999999',
      '2024-01-31T13:45:00.123456789',
      '2024-01-31 13:45:00.123456789012',
      '01:02:03+02:00',
      'PT93784.5S',
      '-PT5400S',
      '-P15M',
    ]);
  });

  it('keeps the zone of times: of the column, or of each value', async () => {
    const one =
      await run(`SELECT * FROM (VALUES TIMESTAMP '2024-07-01 12:00:00.000001 Europe/Berlin',
      TIMESTAMP '2024-01-01 12:00:00 Europe/Berlin', NULL) AS t (at)`);
    expect(one.fields[0]!.type).to.deep.equal({
      name: 'timestamp',
      unit: 'MICROSECOND',
      timezone: 'Europe/Berlin',
    });
    expect(one.getChildAt(0)!.toArray()).to.deep.equal([
      '2024-07-01T12:00:00.000001+02:00[Europe/Berlin]',
      '2024-01-01T12:00:00+01:00[Europe/Berlin]',
      null,
    ]);
    const mixed = await run(`SELECT * FROM (VALUES TIMESTAMP '2024-07-01 12:00:00 Europe/Berlin',
      TIMESTAMP '2024-07-01 12:00:00 UTC', TIMESTAMP '2024-07-01 12:00:00 +05:30', NULL) AS t (at)`);
    expect(mixed.fields[0]!.extension).to.equal('serverless.zoned');
    expect(mixed.getChildAt(0)!.toArray()).to.deep.equal([
      '2024-07-01T12:00:00+02:00[Europe/Berlin]',
      '2024-07-01T12:00:00+00:00[UTC]',
      '2024-07-01T12:00:00+05:30[+05:30]',
      null,
    ]);
    const nested = await run(
      `SELECT ARRAY[TIMESTAMP '2024-07-01 12:00:00 Asia/Tokyo', NULL], MAP(ARRAY['a'], ARRAY[TIMESTAMP '2024-07-01 12:00:00 UTC'])`,
    );
    expect(nested.getChildAt(0)!.get(0)).to.deep.equal([
      '2024-07-01T12:00:00+09:00[Asia/Tokyo]',
      null,
    ]);
    expect(nested.getChildAt(1)!.get(0)).to.deep.equal(
      new Map([['a', '2024-07-01T12:00:00+00:00[UTC]']]),
    );
  });

  it('warns of times that a clock shows twice, of which Trino does not say which', async () => {
    const body = `SELECT at_timezone(TIMESTAMP '2020-10-25 01:30:00 UTC', 'Europe/Berlin') AS at`;
    const call = recordedCall({name: 'sql', body});
    await magic.run(call, kernelWith());
    expect(call.printed[0]!.text).to.contain("at AT TIME ZONE 'UTC'");
  });

  it('has arrays, maps and rows in each other', async () => {
    expect(
      await row(`SELECT ARRAY[ARRAY[1], NULL, ARRAY[]], MAP(ARRAY[1, 2], ARRAY['a', NULL]),
        MAP(ARRAY[DECIMAL '1.50'], ARRAY[ARRAY[1e0]]), MAP(ARRAY[true], ARRAY[DATE '2024-01-01']),
        CAST(ROW(9007199254740993, ROW('x', NULL)) AS ROW("a b" bigint, c ROW(d varchar, e date))),
        ROW(1, 'x'), MAP(ARRAY[BIGINT '9007199254740993'], ARRAY[ROW(X'01')]),
        MAP(ARRAY[nan(), 1e300], ARRAY[1, 2]), CAST(NULL AS map(varchar, array(integer)))`),
    ).to.deep.equal([
      [[1], null, []],
      new Map<number, string | null>([
        [1, 'a'],
        [2, null],
      ]),
      new Map([['1.50', [1]]]),
      new Map([[true, '2024-01-01']]),
      {'a b': 9007199254740993n, c: {d: 'x', e: null}},
      {field0: 1, field1: 'x'},
      new Map([[9007199254740993n, {field0: new Uint8Array([1])}]]),
      new Map([
        [NaN, 1],
        [1e300, 2],
      ]),
      null,
    ]);
  });

  it('gives an empty table its types', async () => {
    const table = await run(
      'SELECT orderkey, orderdate, totalprice, comment FROM orders WHERE false',
    );
    expect(table.numRows).to.equal(0);
    expect(table.fields.map(({type}) => type.name)).to.deep.equal([
      'int',
      'date',
      'floatingpoint',
      'utf8',
    ]);
  });

  it('sends parameters beside the statement, and gets back what they were', async () => {
    const int64: DataType = {name: 'int', bitWidth: 64, isSigned: true};
    const utf8: DataType = {name: 'utf8'};
    const map = {
      children: [
        field('entries', {name: 'struct'}, {children: [field('key', utf8), field('value', int64)]}),
      ],
    };
    const variables = {
      evil: value(utf8, "'; DROP TABLE x; --"),
      unicode: value(utf8, '𝄞 "x" \\ \n ?'),
      none: value({name: 'null'}, null),
      big: value(int64, 9007199254740993n),
      small: value(int64, -5),
      huge: value({name: 'int', bitWidth: 128, isSigned: true}, 2n ** 100n),
      float: value({name: 'floatingpoint', precision: 'DOUBLE'}, -0),
      nan: value({name: 'floatingpoint', precision: 'DOUBLE'}, NaN),
      decimal: value({name: 'decimal', precision: 20, scale: 4, bitWidth: 128}, '-12.3400'),
      bytes: value({name: 'binary'}, new Uint8Array([0, 39, 255])),
      yes: value({name: 'bool'}, true),
      date: value({name: 'date', unit: 'DAY'}, '2024-02-29'),
      time: value({name: 'time', unit: 'MICROSECOND'}, '13:45:00.000001'),
      at: value({name: 'timestamp', unit: 'NANOSECOND'}, '2024-01-31T13:45:00.123456789'),
      // The second of the two half past two.
      zoned: value(
        {name: 'timestamp', unit: 'SECOND', timezone: 'Europe/Berlin'},
        '2020-10-25T02:30:00+01:00[Europe/Berlin]',
      ),
      span: value({name: 'duration', unit: 'MILLISECOND'}, '-PT93784.5S'),
      months: value({name: 'interval', unit: 'MONTH_DAY_NANO'}, 'P15M'),
      json: value(utf8, '{"a":"it\'s"}', {extension: 'arrow.json'}),
      list: value({name: 'list'}, [1n, null, 9007199254740993n], {
        children: [field('item', int64)],
      }),
      empty: value({name: 'list'}, [], {children: [field('item', utf8)]}),
      struct: value(
        {name: 'struct'},
        {'a b': 1n, c: null},
        {children: [field('a b', int64), field('c', utf8)]},
      ),
      map: value({name: 'map'}, new Map([["it's", 1n]]), map),
    };
    const names = Object.keys(variables).filter((name) => name !== 'zoned');
    const got = await row(`SELECT ${names.map((name) => `:${name}`).join(', ')}`, {variables});
    const expected = names.map((name) => variables[name as keyof typeof variables].value);
    expected[names.indexOf('small')] = -5;
    expected[names.indexOf('huge')] = (2n ** 100n).toString();
    expected[names.indexOf('map')] = new Map([["it's", 1]]);
    expect(got).to.deep.equal(expected);
    expect(Object.is(got[names.indexOf('float')], -0)).to.equal(true);
    expect(
      await row(`SELECT to_unixtime(:zoned), CAST({{ zoned }} AS varchar)`, {variables}),
    ).to.deep.equal([1603589400, '2020-10-25 02:30:00 Europe/Berlin']);
  });

  it('takes parameters where a number or a list is wanted, and in statements that know none', async () => {
    const int64: DataType = {name: 'int', bitWidth: 64, isSigned: true};
    const variables = {
      n: value(int64, 2),
      keys: value({name: 'list'}, [1n, 3n], {children: [field('item', int64)]}),
      like: value({name: 'utf8'}, "nat'%"),
    };
    const table = await run(
      'SELECT name FROM nation WHERE nationkey IN :keys ORDER BY 1 LIMIT :n',
      {
        variables,
      },
    );
    expect(table.getChildAt(0)!.toArray()).to.deep.equal(['ARGENTINA', 'CANADA']);
    const call = recordedCall({
      name: 'sql',
      body: 'EXPLAIN SELECT * FROM nation WHERE nationkey = :n',
    });
    await magic.run(call, kernelWith(variables));
    expect(call.displays[0]!.data['text/plain']).to.contain('Fragment 0');
    expect((await run('SHOW TABLES LIKE :like', {variables})).numRows).to.equal(0);
  });

  it('names a value that Trino cannot have', async () => {
    const variables = {
      span: value({name: 'interval', unit: 'MONTH_DAY_NANO'}, 'P1M2D'),
    };
    const error = await failure(run('SELECT 1,\n  :span', {variables}));
    expect(error.message).to.contain('months and of days');
    expect(error.position).to.deep.equal({line: 2, column: 3});
  });

  it('marks the place of an error in the cell, behind parameters and characters of two units', async () => {
    const plain = await failure(run("SELECT '😀',\n  foo FROM nation"));
    expect(plain.name).to.equal('COLUMN_NOT_FOUND');
    expect(plain.message).to.equal("Column 'foo' cannot be resolved");
    expect(plain.position).to.deep.equal({line: 2, column: 3});
    const variables = {long_name: value({name: 'utf8'}, "it's")};
    const first = await failure(run("SELECT '😀''', :long_name, foo", {variables}));
    expect(first.position).to.deep.equal({line: 1, column: 28});
    const second = await failure(
      run("SELECT '''', {{ long_name }},\n  :long_name || foo", {variables}),
    );
    expect(second.position).to.deep.equal({line: 2, column: 17});
    const explained = await failure(run('EXPLAIN SELECT :long_name || foo', {variables}));
    expect(explained.position).to.deep.equal({line: 1, column: 30});
    expect((await failure(run('SELEC 1'))).name).to.equal('SYNTAX_ERROR');
    expect((await failure(run('SELECT 1/0'))).name).to.equal('DIVISION_BY_ZERO');
  });

  it('keeps the session: catalogue, schema, properties and prepared statements', async () => {
    const handler = trino({schema: undefined, properties: {query_max_run_time: '1h'}});
    await run('USE memory.default', {handler});
    expect(await row('SELECT current_catalog, current_schema', {handler})).to.deep.equal([
      'memory',
      'default',
    ]);
    await run("SET SESSION query_max_execution_time = '17m'", {handler});
    const properties = await run('SHOW SESSION', {handler});
    const shown = Object.fromEntries(
      properties.toArray().map(({Name, Value}) => [String(Name), Value]),
    );
    expect(shown['query_max_execution_time']).to.equal('17m');
    expect(shown['query_max_run_time']).to.equal('1h');
    await run('RESET SESSION query_max_execution_time', {handler});
    await run("PREPARE two FROM SELECT ? || 'a, b=c'", {handler});
    expect(await row("EXECUTE two USING 'x'", {handler})).to.deep.equal(['xa, b=c']);
    await run('DEALLOCATE PREPARE two', {handler});
    expect((await failure(run("EXECUTE two USING 'x'", {handler}))).name).to.equal('NOT_FOUND');
  });

  it('says who asks, and in which time zone', async () => {
    const handler = trino({user: 'ada', source: 'tests-of-users', timeZone: 'Asia/Tokyo'});
    expect(await row('SELECT current_user, current_timezone()', {handler})).to.deep.equal([
      'ada',
      'Asia/Tokyo',
    ]);
    expect((await ends('tests-of-users')).length).to.equal(1);
  });

  it('says what a statement without rows has done', async () => {
    const name = `memory.default.t${Date.now()}`;
    const created = recordedCall({body: `CREATE TABLE ${name} AS SELECT * FROM nation`});
    expect(await magic.run(created, kernelWith())).to.equal(undefined);
    expect(created.printed).to.deep.equal([{name: 'stdout', text: 'CREATE TABLE: 25 rows\n'}]);
    const variables = {x: value({name: 'utf8'}, "'; DROP TABLE x; --")};
    const body = `INSERT INTO ${name} SELECT 99, :x, 1, 'c'`;
    await magic.run(recordedCall({body}), kernelWith(variables));
    expect(await row(`SELECT name FROM ${name} WHERE nationkey = 99`)).to.deep.equal([
      "'; DROP TABLE x; --",
    ]);
    await run(`DROP TABLE ${name}`);
  });

  it('explains readably', async () => {
    const call = recordedCall({name: 'sql', body: 'EXPLAIN SELECT count(*) FROM nation'});
    expect(await magic.run(call, kernelWith())).to.equal(undefined);
    expect(call.displays[0]!.data['text/plain']).to.match(/Fragment 0[\s\S]*\n {4}/);
  });

  it('stops at the limits, and ends the query on the server', async () => {
    const source = `limits-${Date.now()}`;
    const body = 'SELECT * FROM tpch.sf1.lineitem';
    const few = trino({source}, {rows: 1000, bytes: 2 ** 28});
    const rows = await failure(run(body, {handler: few}));
    expect(rows.name).to.equal('ResultTooLarge');
    expect(rows.message).to.contain('max-rows');
    const small = trino({source}, {rows: 1e9, bytes: 100_000});
    expect((await failure(run(body, {handler: small}))).message).to.contain('max-bytes');
    const taken = await run(body, {handler: trino({source}), flags: {limit: 3}});
    expect(taken.numRows).to.equal(3);
    await until(async () => (await ends(source)).every((end) => end === 'FAILED USER_CANCELED'));
    expect(await ends(source)).to.have.length(3);
  });

  it('puts large results together', async () => {
    const table = await run('SELECT orderkey, comment FROM tpch.sf1.orders LIMIT 200000');
    expect(table.numRows).to.equal(200_000);
    expect(table.batches.length).to.be.lessThan(5);
  });

  it('cancels on the server when the cell is interrupted, at each stage', async () => {
    const source = `interrupts-${Date.now()}`;
    const handler = trino({source});
    const running = recordedCall({body: slow});
    const query = thrownBy(handler.run(running, kernelWith()));
    await until(() =>
      Promise.resolve(running.reports.some(({text}) => text.startsWith('Running'))),
    );
    running.abort();
    expect(await query).to.equal('AbortError');
    // Before the server has answered at all.
    const begun = recordedCall({body: slow});
    const other = thrownBy(handler.run(begun, kernelWith()));
    await new Promise((resolve) => setTimeout(resolve, 0));
    begun.abort();
    expect(await other).to.equal('AbortError');
    await until(async () => {
      const all = await ends(source);
      return all.length >= 1 && all.every((end) => end === 'FAILED USER_CANCELED');
    });
    // Before anything was sent.
    const early = recordedCall({body: slow});
    early.abort();
    expect(await thrownBy(handler.run(early, kernelWith()))).to.equal('AbortError');
  });

  it('cancels on the server when the connection is taken away', async () => {
    const source = `removals-${Date.now()}`;
    const engine = new TrinoEngine({url: '/trino', source});
    const call = recordedCall({body: slow});
    const query = failure(sqlMagic({engine, limits: generous}).run(call, kernelWith()));
    await until(() => Promise.resolve(call.reports.length > 0));
    engine.close();
    expect((await query).message).to.contain('taken away');
    await until(async () => (await ends(source)).join() === 'FAILED USER_CANCELED');
  });

  it('knows tables and columns for completion', async () => {
    const engine = new TrinoEngine({url: '/trino', catalog: 'tpch', schema: 'tiny'});
    const signal = new AbortController().signal;
    const tables = await engine.tables(kernelWith(), signal);
    const nation = tables.find(({name}) => name === 'nation')!;
    expect(nation.columns).to.deep.include({name: 'nationkey', type: 'bigint'});
    expect(tables.map(({name}) => name)).to.include('sf1.lineitem');
    expect(await engine.tables(kernelWith(), signal)).to.equal(tables);
  });
});

/** The name of what was thrown. */
async function thrownBy(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'nothing',
    (error: unknown) => (error as Error).name,
  );
}
