import {aTimeout, expect} from '@open-wc/testing';
import {tableFromColumns} from '../data/builder.js';
import {field, type DataType, type Field} from '../data/schema.js';
import {BrowserKernel} from './browser-kernel.js';
import {stagingSlot, tailCode} from './tables/tail-code.js';
import {nextMessage, run, runUntilReady, sharedKernel} from './test-support.js';

const int = (bitWidth: 8 | 16 | 32 | 64 | 128, isSigned = true): DataType => ({
  name: 'int',
  bitWidth,
  isSigned,
});
const float: DataType = {name: 'floatingpoint', precision: 'DOUBLE'};
const text: DataType = {name: 'utf8'};

/** A column for each row of the table of types, with the type that pandas gives it. */
const columns: [field: Field, values: unknown[], pandas: string][] = [
  [field('int8', int(8)), [-128, 127], 'int8'],
  [field('uint32 with nulls', int(32, false)), [null, 4294967295], 'UInt32'],
  [field('int64', int(64)), [2n ** 53n + 1n, -(2n ** 63n)], 'int64'],
  [field('int64 with nulls', int(64)), [2n ** 53n + 1n, null], 'Int64'],
  [field('uint64', int(64, false)), [2n ** 64n - 1n, null], 'UInt64'],
  [field('int128', int(128)), [-(2n ** 127n), null], 'object'],
  [field('float64', float), [NaN, -0], 'float64'],
  [field('float64 with nulls', float), [NaN, null], 'Float64'],
  [field('infinite', float), [Infinity, -Infinity], 'float64'],
  [field('float32', {name: 'floatingpoint', precision: 'SINGLE'}), [0.5, null], 'Float32'],
  [field('bool', {name: 'bool'}), [true, false], 'bool'],
  [field('bool with nulls', {name: 'bool'}), [true, null], 'boolean'],
  [
    field('decimal', {name: 'decimal', precision: 38, scale: 10, bitWidth: 128}),
    ['-1234567890123456789012345678.0123456789', null],
    'object',
  ],
  [field('text', text), ['𝒳 é', null], 'object'],
  [field('empty texts', text), ['', '\0'], 'object'],
  [field('bytes', {name: 'binary'}), [new Uint8Array([0, 255]), null], 'object'],
  [field('date', {name: 'date', unit: 'DAY'}), ['2024-02-29', null], 'object'],
  [field('time', {name: 'time', unit: 'MICROSECOND'}), ['13:45:00.000001', null], 'object'],
  [
    field('timestamp', {name: 'timestamp', unit: 'NANOSECOND'}),
    ['2024-01-31T13:45:00.000000001', null],
    'datetime64[ns]',
  ],
  [
    field('an old timestamp', {name: 'timestamp', unit: 'MICROSECOND'}),
    ['0001-01-01T00:00:00', '9999-12-31T23:59:59.999999'],
    'datetime64[us]',
  ],
  [
    field('zone', {name: 'timestamp', unit: 'MICROSECOND', timezone: 'Europe/Berlin'}),
    ['2024-01-31T13:45:00.000001+01:00[Europe/Berlin]', null],
    'datetime64[us, Europe/Berlin]',
  ],
  [
    field('an old time in a zone', {
      name: 'timestamp',
      unit: 'MICROSECOND',
      timezone: 'Europe/Berlin',
    }),
    ['1500-01-01T00:00:00+00:53[Europe/Berlin]', null],
    'datetime64[us, Europe/Berlin]',
  ],
  [field('duration', {name: 'duration', unit: 'MILLISECOND'}), ['PT1.5S', null], 'timedelta64[ms]'],
  [
    field('interval', {name: 'interval', unit: 'MONTH_DAY_NANO'}),
    ['P1M2DT3.000000001S', null],
    'object',
  ],
  [
    field('list', {name: 'list'}, {children: [field('item', int(64))]}),
    [[1n, null], null],
    'object',
  ],
  [
    field('struct', {name: 'struct'}, {children: [field('a', text), field('b', int(64))]}),
    [{a: 'x', b: 2n ** 53n + 1n}, null],
    'object',
  ],
  [
    field(
      'map',
      {name: 'map'},
      {
        children: [
          field(
            'entries',
            {name: 'struct'},
            {
              nullable: false,
              children: [field('key', int(64), {nullable: false}), field('value', text)],
            },
          ),
        ],
      },
    ),
    [new Map([[1n, 'one']]), null],
    'object',
  ],
  [
    field('json', text, {extension: 'arrow.json'}),
    ['{"a": [9007199254740993, null]}', '[1, "x"]'],
    'object',
  ],
  [field('null', {name: 'null'}), [null, null], 'object'],
];

const typeTable = () =>
  tableFromColumns(
    columns.map(([each]) => each),
    columns.map(([, values]) => values),
  );

describe('Tables of a kernel', () => {
  const kernel = sharedKernel({pyodideUrl: '/pyodide/'});

  it('have the types of pandas', async () => {
    await kernel().write('df', typeTable());
    const types = columns.map(([{name}, , type]) => `${name}: ${type}`).join('\n');
    expect(
      (await run(kernel(), 'print("\\n".join(f"{n}: {t}" for n, t in df.dtypes.items()))')).text,
    ).to.equal(`${types}\n`);
  });

  it('come back with every value as it was', async () => {
    await kernel().write('df', typeTable());
    const table = await kernel().read('df');
    expect(table.fields.map(({name}) => name)).to.deep.equal(columns.map(([{name}]) => name));
    for (const [{name}, values] of columns) {
      expect(table.getChild(name)!.toArray(), name).to.deep.equal(values);
    }
  });

  it('arrive as Python knows the values', async () => {
    await kernel().write('df', typeTable());
    const {result} = await run(
      kernel(),
      '[df[c][0] for c in ("decimal", "date", "time", "bytes", "int128", "map", "json")]',
    );
    expect(result).to.equal(
      "[Decimal('-1234567890123456789012345678.0123456789'),\n datetime.date(2024, 2, 29),\n" +
        " datetime.time(13, 45, 0, 1),\n b'\\x00\\xff',\n -170141183460469231731687303715884105728,\n" +
        " {1: 'one'},\n {'a': [9007199254740993, None]}]",
    );
  });

  it('may be empty, and have a lot of columns', async () => {
    const fields = Array.from({length: 10_000}, (_, i) => field(`c${i}`, int(32)));
    await kernel().write(
      'wide',
      tableFromColumns(
        fields,
        fields.map((_, i) => [i, null]),
      ),
    );
    const wide = await kernel().read('wide');
    expect(wide.numCols).to.equal(10_000);
    expect(wide.getChildAt(9_999)!.toArray()).to.deep.equal([9_999, null]);
    await kernel().write('empty', tableFromColumns([field('a', text)], [[]]));
    expect((await kernel().read('empty')).fields[0]!.name).to.equal('a');
    const {result} = await run(kernel(), 'wide.shape, empty.shape');
    expect(result).to.equal('((2, 10000), (0, 1))');
  });

  it('give their memory away if they may, and only then', async () => {
    const kept = tableFromColumns([field('n', int(64))], [BigInt64Array.of(1n, 2n)]);
    await kernel().write('kept', kept);
    expect(kept.getChild('n')!.toArray()).to.deep.equal([1n, 2n]);
    const given = tableFromColumns([field('n', int(64))], [BigInt64Array.of(1n, 2n)]);
    const {buffer} = given.batches[0]!.columns[0]!.buffers[1]!;
    await kernel().write('given', given, {transfer: true});
    expect(buffer.byteLength).to.equal(0);
    expect((await run(kernel(), 'given.n.tolist(), kept.n.tolist()')).result).to.equal(
      '([1, 2], [1, 2])',
    );
  });

  it('replace each other in the order of the calls', async () => {
    const one = (n: number) => tableFromColumns([field('n', int(8))], [[n]]);
    await Promise.all([1, 2, 3].map((n) => kernel().write('last', one(n))));
    expect((await run(kernel(), 'last.n[0]')).result).to.equal('np.int8(3)');
  });

  it('refuse what is no name of a variable', async () => {
    const failed = kernel().write('a b', tableFromColumns([], []));
    expect(await error(failed)).to.equal('ValueError: “a b” cannot be the name of a variable.');
  });

  it('are what a cell shows, as if the kernel had answered it', async () => {
    const slot = stagingSlot();
    await kernel().write(slot, tableFromColumns([field('n', int(8))], [[1]]));
    const source = '%%sql\nselect 1;\n';
    const tail = tailCode({source, show: true, staged: [{slot, name: 'shown'}]});
    expect((await run(kernel(), tail)).result).to.equal('   n\n0  1');
    const {result} = await run(kernel(), 'shown is _, In[-2], _i');
    expect(result).to.equal("(True, '%%sql\\nselect 1;\\n', '%%sql\\nselect 1;\\n')");
  });

  it('leave `_` alone where a cell only assigns them', async () => {
    await run(kernel(), '"before"');
    const slots = [stagingSlot(), stagingSlot()] as const;
    for (const slot of slots) {
      await kernel().write(slot, tableFromColumns([field('n', int(8))], [[1]]));
    }
    const staged = [
      {slot: slots[0], name: 'first'},
      {slot: slots[1], name: 'second'},
    ];
    const {types} = await run(kernel(), tailCode({source: '%%sql', show: false, staged}));
    expect(types).not.to.contain('execute_result');
    expect((await run(kernel(), '_, len(first), len(second)')).result).to.equal("('before', 1, 1)");
  });

  it('keep the source of a cell that only counts', async () => {
    await run(kernel(), tailCode({source: '%%sql\nfailed', show: false}));
    expect((await run(kernel(), 'In[-2]')).result).to.equal("'%%sql\\nfailed'");
  });
});

describe('Values of a kernel', () => {
  const kernel = sharedKernel({pyodideUrl: '/pyodide/'});

  it('are exact', async () => {
    await run(
      kernel(),
      'import datetime as dt, decimal, pandas as pd, numpy as np\n' +
        'big, d, zone = 2**100, decimal.Decimal("1.10"), dt.timezone(dt.timedelta(hours=2))',
    );
    const expressions: [string, unknown][] = [
      ['big', 2n ** 100n],
      ['2**53 + 1', 2n ** 53n + 1n],
      ['d', '1.10'],
      ['None', null],
      ['pd.NA', null],
      ['float("nan")', NaN],
      ['-0.0', -0],
      ['True', true],
      ['np.int32(5)', 5n],
      ['np.bool_(False)', false],
      ['"\'; DROP TABLE x; --"', "'; DROP TABLE x; --"],
      ['b"\\0"', new Uint8Array([0])],
      ['dt.date(2024, 1, 2)', '2024-01-02'],
      ['dt.datetime(2024, 1, 2, tzinfo=zone)', '2024-01-02T00:00:00+02:00[+02:00]'],
      ['[1, 2, None]', [1n, 2n, null]],
      ['np.arange(2)', [0n, 1n]],
      ['{"a": 1}', {a: 1n}],
    ];
    const table = await kernel().values(expressions.map(([expression]) => expression));
    for (const [i, [expression, value]] of expressions.entries()) {
      expect(table.getChildAt(i)!.get(0), expression).to.deep.equal(value);
    }
  });

  it('that do not exist are a NameError', async () => {
    expect(await error(kernel().values(['1', 'missing']))).to.equal(
      "NameError: name 'missing' is not defined",
    );
    expect(await error(kernel().read('missing'))).to.equal(
      "NameError: name 'missing' is not defined",
    );
  });

  it('that no table has say what they are', async () => {
    await run(kernel(), 'thing = object()\ndf = pd.DataFrame({"a": [1], "b": [thing]})');
    expect(await error(kernel().values(['thing']))).to.equal(
      'TableError: “thing” is object, which tables cannot hold.',
    );
    expect(await error(kernel().read('df'))).to.contain('Column “b” holds object (row 0)');
    expect(await error(kernel().read('d'))).to.contain('“d” is decimal.Decimal, which is no table');
  });

  it('name the DataFrames', async () => {
    await run(
      kernel(),
      'del df\nsales = pd.DataFrame({"day": [1, 2], 5: ["x", None]})\n_x = sales',
    );
    expect(await kernel().frames()).to.deep.equal([
      {
        name: 'sales',
        numRows: 2,
        columns: [
          {name: 'day', type: 'int64'},
          {name: '5', type: 'object'},
        ],
      },
    ]);
  });
});

describe('A kernel in trouble', () => {
  /** Of a type that takes a while, so that it is being written when the interrupt comes. */
  const big = () => {
    const json = Array.from({length: 300_000}, (_, i) => `{"a": [${i}, "b"]}`);
    return tableFromColumns([field('j', text, {extension: 'arrow.json'})], [json]);
  };

  it('has no frames, and is not started to say so, before it has started', async () => {
    const kernel = new BrowserKernel({pyodideUrl: '/pyodide/'});
    expect(await kernel.frames()).to.deep.equal([]);
    expect(kernel.status).to.equal('unstarted');
  });

  it('keeps its variables when a write is interrupted', async () => {
    const kernel = new BrowserKernel({pyodideUrl: '/pyodide/'});
    await kernel.write('kept', tableFromColumns([field('n', int(8))], [[1]]));
    const writing = nextMessage(
      kernel,
      'status',
      ({parent_header: parent, content}) =>
        parent.msg_type === 'comm_msg' && content['execution_state'] === 'busy',
    );
    const written = error(kernel.write('kept', big()));
    await writing;
    await kernel.interrupt();
    expect(await written).to.equal('KeyboardInterrupt');
    expect((await run(kernel, 'kept.n.tolist()')).result).to.equal('[1]');
    await kernel.shutdown();
  });

  it('gives up what it has not answered when it is restarted, and works again', async () => {
    const kernel = new BrowserKernel({pyodideUrl: '/pyodide/'});
    await kernel.write('old', big());
    const reading = error(kernel.read('old'));
    await runUntilReady(kernel, 'print("ready")');
    const {execution} = await runUntilReady(kernel, 'print("ready")\nwhile True: pass');
    const stuck = error(kernel.read('old'));
    await aTimeout(0); // until it has been asked for
    await kernel.restart();
    expect(await reading).to.equal('none');
    expect(await stuck).to.match(/^KernelError: The kernel was restarted/);
    expect((await execution).status).to.equal('aborted');
    await kernel.write('new', tableFromColumns([field('n', int(8))], [[1]]));
    expect((await kernel.read('new')).numRows).to.equal(1);
    await kernel.shutdown();
    expect(await error(kernel.read('new'))).to.equal(
      'KernelError: The kernel was shut down: restart it.',
    );
  });

  it('is not waited for when the reader has given up', async () => {
    const kernel = new BrowserKernel({pyodideUrl: '/pyodide/'});
    await kernel.write('df', tableFromColumns([field('n', int(8))], [[1]]));
    const {execution} = await runUntilReady(kernel, 'print("ready")\nwhile True: pass');
    const giveUp = new AbortController();
    const reading = error(kernel.read('df', {signal: giveUp.signal}));
    giveUp.abort();
    expect(await reading).to.contain('AbortError');
    await kernel.interrupt();
    await execution;
    expect((await kernel.read('df')).numRows).to.equal(1);
    await kernel.shutdown();
  });
});

/** An error by its name and message; "none" where there is none. */
async function error(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'none';
  } catch (caught) {
    return String(caught);
  }
}
