import {expect, fixture, html} from '@open-wc/testing';
import {tableFromColumns} from '../data/builder.js';
import type {Table} from '../data/table.js';
import type {Kernel} from '../kernel/kernel.js';
import {recordedCall} from '../magics/test-support.js';
import '../define-connectors.js';
import type {SqlElement} from './sql.js';
import type {TableElement} from './table.js';

const kernel = {
  values: () => Promise.resolve(tableFromColumns([], [])),
  frames: () => Promise.resolve([]),
} as unknown as Kernel;

const urlOf = (text: string): string => URL.createObjectURL(new Blob([text]));

async function run(element: SqlElement, body: string): Promise<Table> {
  const result = await element.run(recordedCall({name: 'sql', body}), kernel);
  return (result as {table: Table}).table;
}

async function message(element: SqlElement, body: string): Promise<string> {
  return run(element, body).then(
    () => '',
    (error: unknown) => (error as Error).message,
  );
}

const statusOf = (table: TableElement): string =>
  table.shadowRoot!.querySelector('[role=status]')!.textContent.trim();

describe('<serverless-sql>', () => {
  it('queries the files that its tables name', async () => {
    const element = await fixture<SqlElement>(html`
      <serverless-sql>
        <serverless-table name="Sales" type="csv" src=${urlOf('region,amount\nnorth,1.5\nsouth,2')}>
        </serverless-table>
        <serverless-table
          name="regions"
          type="ndjson"
          src=${urlOf('{"region": "north", "tags": ["a", "b"]}\n{"region": "south", "tags": []}')}
        >
        </serverless-table>
      </serverless-sql>
    `);
    const table = await run(
      element,
      'SELECT region, amount, len(tags) AS n FROM sales JOIN REGIONS USING (region) ORDER BY region',
    );
    expect(table.toArray()).to.deep.equal([
      {region: 'north', amount: 1.5, n: 2n},
      {region: 'south', amount: 2, n: 0n},
    ]);
  });

  it('takes a file of the reader, and another in its place', async () => {
    const element = await fixture<SqlElement>(html`
      <serverless-sql><serverless-table name="mine"></serverless-table></serverless-sql>
    `);
    const table = element.querySelector('serverless-table')!;
    await table.updateComplete;
    expect(table.getBoundingClientRect().height).to.be.above(0);
    expect(await message(element, 'SELECT * FROM mine')).to.match(/mine.*no file yet/s);
    table.setFile(new File(['a\n1\n2'], 'mine.csv'));
    expect((await run(element, 'SELECT sum(a) AS s FROM mine')).toArray()).to.deep.equal([{s: 3n}]);
    await table.updateComplete;
    expect(statusOf(table)).to.equal('mine.csv: 2 rows.');
    table.setFile(new File(['[{"a": 40}]'], 'other.json'));
    expect((await run(element, 'SELECT sum(a) AS s FROM mine')).toArray()).to.deep.equal([
      {s: 40n},
    ]);
    await table.updateComplete;
    expect(statusOf(table)).to.equal('other.json: 1 rows.');
    await expect(table).to.be.accessible();
  });

  it('takes a file that is dropped', async () => {
    const element = await fixture<SqlElement>(html`
      <serverless-sql
        ><serverless-table name="mine" label="Your file"></serverless-table
      ></serverless-sql>
    `);
    const table = element.querySelector('serverless-table')!;
    await table.updateComplete;
    const files = new DataTransfer();
    files.items.add(new File(['a\tb\n1\tx'], 'mine.tsv'));
    table
      .shadowRoot!.querySelector('.drop')!
      .dispatchEvent(new DragEvent('drop', {dataTransfer: files, cancelable: true}));
    expect((await run(element, 'FROM mine')).toArray()).to.deep.equal([{a: 1n, b: 'x'}]);
  });

  it('says which table cannot be loaded, and why', async () => {
    const element = await fixture<SqlElement>(html`
      <serverless-sql>
        <serverless-table name="gone" src="/no/such.csv"></serverless-table>
        <serverless-table
          name="cut"
          type="parquet"
          src=${urlOf('PAR1 and no more')}
        ></serverless-table>
        <serverless-table
          name="latin"
          type="csv"
          src=${URL.createObjectURL(new Blob([new Uint8Array([97, 10, 228, 10])]))}
        ></serverless-table>
        <serverless-table name="odd" type="xlsx" src=${urlOf('x')}></serverless-table>
        <serverless-table
          name="large"
          type="csv"
          max-bytes="3"
          src=${urlOf('a\n1234')}
        ></serverless-table>
      </serverless-sql>
    `);
    expect(await message(element, 'FROM gone')).to.match(/gone.*404/s);
    expect(await message(element, 'FROM cut')).to.match(/cut.*Parquet/s);
    expect(await message(element, 'FROM latin')).to.match(/latin.*UTF-8/s);
    expect(await message(element, 'FROM odd')).to.match(/odd.*xlsx.*parquet/s);
    expect(await message(element, 'FROM large')).to.match(/large.*max-bytes/s);
    expect(await message(element, 'FROM other')).to.match(/no table "other".*gone, cut, latin/s);
  });

  it('says how its limits are raised', async () => {
    const element = await fixture<SqlElement>(
      html`<serverless-sql max-rows="10"></serverless-sql>`,
    );
    expect(await message(element, 'FROM range(11)')).to.match(/10 rows.*max-rows="100"/s);
    expect((await run(element, 'FROM range(10)')).numRows).to.equal(10);
    element.maxRows = null;
    element.maxBytes = 1000;
    expect(await message(element, 'FROM range(1000)')).to.match(/max-bytes="4000"/);
  });

  it('loads DuckDB from the folder that duckdb-url names, and says when it is not there', async () => {
    const folder = '/node_modules/@duckdb/duckdb-wasm/dist';
    const element = await fixture<SqlElement>(
      html`<serverless-sql duckdb-url=${folder}></serverless-sql>`,
    );
    expect((await run(element, 'SELECT 1 AS a')).numRows).to.equal(1);
    element.duckdbUrl = '/nowhere/';
    expect(await message(element, 'SELECT 1')).to.match(/nowhere\/duckdb-eh.wasm.*duckdb-url/s);
  });

  it('says what is wrong with its attributes', async () => {
    const element = await fixture<SqlElement>(
      html`<serverless-sql engine=${'mysql'}></serverless-sql>`,
    );
    expect(await message(element, 'SELECT 1')).to.match(/duckdb, trino and http/);
    element.engine = 'http';
    expect(await message(element, 'SELECT 1')).to.match(/needs a url/);
    element.engine = 'duckdb';
    element.maxRows = NaN;
    expect(await message(element, 'SELECT 1')).to.match(/max-rows.*number/);
  });
});
