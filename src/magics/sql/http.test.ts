import {expect} from '@open-wc/testing';
import {tableFromColumns} from '../../data/builder.js';
import {field} from '../../data/schema.js';
import type {Table} from '../../data/table.js';
import type {Kernel} from '../../kernel/kernel.js';
import {MagicError} from '../errors.js';
import {recordedCall} from '../test-support.js';
import {HttpEngine} from './http.js';
import {sqlMagic} from './sql-magic.js';

const hostile = `'; DROP TABLE x; --`;
const variables: Record<string, [field: ReturnType<typeof field>, value: unknown]> = {
  hostile: [field('hostile', {name: 'utf8'}), hostile],
  large: [field('large', {name: 'int', bitWidth: 64, isSigned: true}), 9007199254740993n],
  names: [
    field('names', {name: 'list'}, {children: [field('item', {name: 'utf8'})]}),
    ['one', 'two'],
  ],
};
const kernel = {
  values: (names: readonly string[]) =>
    Promise.resolve(
      tableFromColumns(
        names.map((name) => variables[name]![0]),
        names.map((name) => [variables[name]![1]]),
      ),
    ),
} as unknown as Kernel;

const limits = {rows: 1000, bytes: 100_000};

async function run(
  body: string,
  {
    url = '/sql-http/query?as=json',
    flags = {},
    ...more
  }: {url?: string; flags?: {limit?: number}; rows?: number; bytes?: number} = {},
): Promise<Table> {
  const magic = sqlMagic({engine: new HttpEngine({url}), limits: {...limits, ...more}});
  const result = await magic.run(recordedCall({name: 'sql', body, flags}), kernel);
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

describe('%%sql by HTTP', () => {
  for (const as of ['json', 'csv', 'arrow']) {
    it(`reads ${as}`, async () => {
      const url = `/sql-http/query?as=${as}`;
      const table = await run('SELECT a, b FROM x ORDER BY a', {url});
      expect(table.toArray()).to.deep.equal([
        {a: 2n, b: 'two'},
        {a: 3n, b: null},
        {a: 9007199254740993n, b: 'one'},
      ]);
    });
  }

  it('sends parameters beside the query', async () => {
    const sql = 'SELECT :hostile AS h, a FROM x WHERE a = :large AND b IN (:names)';
    const rows = [{h: hostile, a: 9007199254740993n}];
    expect((await run(sql)).toArray()).to.deep.equal(rows);
    const url = '/sql-http/query?sql={query}&parameters={parameters}';
    expect((await run(sql, {url})).toArray()).to.deep.equal(rows);
    const without = '/sql-http/query?sql={query}';
    expect((await failure(sql, {url: without})).message).to.match(/\{parameters\}/);
    expect((await run('SELECT count(*) AS n FROM x')).toArray()).to.deep.equal([{n: 3n}]);
  });

  it('says what is wrong with the SQL, and where', async () => {
    const error = await failure('SELECT a FROM x WERE a = 1');
    expect(error.message).to.match(/syntax error/);
    expect(error.position).to.deep.equal({line: 1, column: 22});
  });

  it('says what is wrong with the answer', async () => {
    const cases: [as: string, message: RegExp][] = [
      ['cut', /cut short/],
      ['mislabelled', /text\/csv.*Arrow/],
      ['html', /text\/html.*HTML page/],
    ];
    for (const [as, message] of cases) {
      const url = `/sql-http/query?as=${as}`;
      expect((await failure('SELECT a FROM x', {url})).message).to.match(message);
    }
    expect((await failure('SELECT 1', {url: '/sql-http-nowhere'})).message).to.match(/404/);
    expect((await run('SELECT 1', {url: '/sql-http/query?as=none'})).numCols).to.equal(0);
  });

  it('ends at its limits', async () => {
    expect((await failure('SELECT a FROM x', {rows: 2})).message).to.match(/max-rows="20"/);
    expect((await failure('SELECT a FROM x', {bytes: 10})).message).to.match(/max-bytes="40"/);
    expect((await run('SELECT a FROM x', {rows: 2, flags: {limit: 2}})).numRows).to.equal(2);
  });
});
