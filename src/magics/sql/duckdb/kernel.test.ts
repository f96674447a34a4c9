import {expect} from '@open-wc/testing';
import type {Table} from '../../../data/table.js';
import {run as runPython, sharedKernel} from '../../../kernel/test-support.js';
import {MagicError} from '../../errors.js';
import {recordedCall} from '../../test-support.js';
import {sqlMagic} from '../sql-magic.js';
import {DuckDbEngine} from './duckdb-engine.js';

const magic = sqlMagic({engine: new DuckDbEngine(), limits: {rows: 2_000_000, bytes: 2 ** 28}});

describe('%%sql in DuckDB, with Python', () => {
  const kernel = sharedKernel({pyodideUrl: '/pyodide/'});

  async function run(body: string): Promise<Table> {
    const result = await magic.run(recordedCall({name: 'sql', body}), kernel());
    return (result as {table: Table}).table;
  }

  it('takes values of Python as parameters', async () => {
    await runPython(
      kernel(),
      `import datetime, decimal, pandas as pd
evil = "'; DROP TABLE x; --"
big, huge, neg_zero = 2**53 + 1, 2**100, -0.0
price = decimal.Decimal("1234567890123456789012345678.0123456789")
day, at = datetime.date(2024, 2, 29), datetime.datetime(2024, 1, 31, 13, 45, 0, 1)
zoned = datetime.datetime(2024, 1, 31, 13, 45, tzinfo=datetime.timezone(datetime.timedelta(hours=1)))
names, raw, nothing = ["a", "b"], b"\\x00\\xff", None
df = pd.DataFrame({"n": [1, 2, 3], "name": ["a", "b", "c"]})`,
    );
    const table = await run(
      `SELECT :evil AS evil, :big AS big, :huge AS huge, :neg_zero AS neg_zero, :price AS price, :day AS day,
        :at AS at, :zoned AS zoned, :names AS names, :raw AS raw, :nothing AS nothing, {{ df.shape[0] }} AS rows`,
    );
    const [row] = table.toArray();
    expect(row).to.deep.include({
      evil: `'; DROP TABLE x; --`,
      big: 2n ** 53n + 1n,
      huge: 2n ** 100n,
      neg_zero: -0,
      price: '1234567890123456789012345678.0123456789',
      day: '2024-02-29',
      at: '2024-01-31T13:45:00.000001',
      names: ['a', 'b'],
      raw: new Uint8Array([0, 255]),
      nothing: null,
      rows: 3n,
    });
    expect(row!['zoned']).to.match(/^2024-01-31T12:45:00/);
  });

  it('queries a DataFrame, and gives one back', async () => {
    const table = await run('SELECT sum(n) AS total, count(*) AS n FROM df WHERE name IN (:names)');
    expect(table.toArray()).to.deep.equal([{total: 3n, n: 2n}]);
    await kernel().write('result', table);
    expect((await runPython(kernel(), 'print(result.total[0] + 1)')).text).to.equal('4\n');
  });

  it('says which variable is missing, and where', async () => {
    const error = await run('SELECT 1,\n  :nowhere').then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).to.be.instanceOf(MagicError);
    expect(error).to.include({name: 'NameError'});
    expect((error as MagicError).position).to.deep.equal({line: 2, column: 3});
  });

  it('gets a million rows', async () => {
    const table = await run(
      `SELECT range AS i, range / 3 AS f, range % 2 = 0 AS b, TIMESTAMP '2024-01-01' + INTERVAL (range) SECOND AS t,
        CASE WHEN range % 100 <> 0 THEN lpad(range::VARCHAR, 10, 'x') END AS s FROM range(1000000)`,
    );
    await kernel().write('million', table, {transfer: true});
    const code = 'print(len(million), million.i.sum(), million.s.isna().sum(), million.s[999999])';
    expect((await runPython(kernel(), code)).text).to.equal(
      '1000000 499999500000 10000 xxxx999999\n',
    );
    const sums = await run(
      'SELECT count(*) AS n, sum(i) AS i, count(s) AS s, max(t) AS t FROM million',
    );
    expect(sums.toArray()).to.deep.equal([
      {n: 1_000_000n, i: 499_999_500_000n, s: 990_000n, t: '2024-01-12T13:46:39'},
    ]);
  });
});
