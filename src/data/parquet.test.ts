import {expect} from '@open-wc/testing';
import {tableFromColumns} from './builder.js';
import {concatTables} from './concat.js';
import {DataError} from './errors.js';
import {fixture, SHARED} from './fixtures/test-support.js';
import {tableFromParquet, tableToParquet} from './parquet.js';
import {field} from './schema.js';
import {everyType} from './test-support.js';

describe('Parquet', () => {
  it('is read as pyarrow writes it, in every compression', async () => {
    for (const name of ['none', 'snappy', 'gzip', 'brotli', 'zstd', 'lz4', 'pages']) {
      const table = await tableFromParquet(await fixture(`${name}.parquet`));
      for (const [column, values] of Object.entries(SHARED)) {
        // Without Arrow's schema in it, the file knows of instants, but of no zone.
        if (name === 'pages' && column === 'zoned') continue;
        expect(table.getChild(column)!.toArray(), `${column} in ${name}`).to.deep.equal(values);
      }
    }
  });

  it('is read as DuckDB writes it', async () => {
    const table = await tableFromParquet(await fixture('duckdb.parquet'));
    expect(table.toArray()).to.deep.equal([
      {
        amount: '123456789012.34',
        huge: '-1',
        instant: '2024-01-31T12:45:00.000001+00:00[UTC]',
        time: '13:45:00.000001',
        span: 'P1M2DT3S',
        list: [1, null],
        struct: {a: [{b: 1}]},
        map: new Map([['k', 1]]),
        bytes: Uint8Array.of(0xaa),
        json: '{"a":1}',
        enum: 'x',
        text: '😀',
      },
    ]);
    expect(table.fields.find(({name}) => name === 'json')!.extension).to.equal('arrow.json');
  });

  it('keeps every type and value that it writes', async () => {
    const {fields, columns} = everyType();
    const table = await tableFromParquet(await tableToParquet(tableFromColumns(fields, columns)));
    expect(table.fields).to.deep.equal(fields);
    for (const [i, column] of columns.entries()) {
      expect(table.getChildAt(i)!.toArray(), fields[i]!.name).to.deep.equal(column);
    }
  });

  it('keeps columns that have no rows', async () => {
    const {fields} = everyType();
    const empty = tableFromColumns(
      fields,
      fields.map(() => []),
    );
    const table = await tableFromParquet(await tableToParquet(empty));
    expect(table.fields).to.deep.equal(fields);
    expect(table.numRows).to.equal(0);
  });

  it('writes many pages and row groups', async () => {
    const lists = Array.from({length: 20_000}, (_, i) =>
      i % 7 === 0 ? null : Array(i % 4).fill(i),
    );
    const type = {name: 'int', bitWidth: 32, isSigned: true} as const;
    const one = tableFromColumns(
      [field('list', {name: 'list'}, {children: [field('item', type)]})],
      [lists],
    );
    const table = await tableFromParquet(await tableToParquet(concatTables([one, one])));
    expect(table.batches.length).to.equal(2);
    expect(table.getChild('list')!.toArray()).to.deep.equal([...lists, ...lists]);
  });

  it('reads only the columns that are asked for, from where they are', async () => {
    const {fields, columns} = everyType();
    const bytes = await tableToParquet(tableFromColumns(fields, columns));
    let read = 0;
    const source = {
      byteLength: bytes.byteLength,
      slice: (start: number, end: number) => {
        if (end - start < 1000) read += end - start;
        return Promise.resolve(bytes.slice(start, end).buffer);
      },
    };
    const table = await tableFromParquet(source, {columns: ['text', 'int64']});
    expect(table.fields.map(({name}) => name)).to.deep.equal(['text', 'int64']);
    expect(table.getChild('int64')!.get(0)).to.equal(2n ** 53n + 1n);
    expect(read).to.be.lessThan(500);
    await rejects(
      tableFromParquet(bytes, {columns: ['tax']}),
      'has no column "tax": it has nothing, bool',
    );
  });

  it('says that a file is cut short', async () => {
    const bytes = await fixture('zstd.parquet');
    for (const length of [4, 100, bytes.length - 1]) {
      await rejects(tableFromParquet(bytes.slice(0, length)), /cut short|no Parquet file/);
    }
  });

  it('says that a file is damaged, and in which column', async () => {
    const bytes = await fixture('none.parquet');
    for (let at = 4; at < bytes.length - 8; at += 41) {
      const changed = bytes.slice();
      changed[at]! ^= 0x55;
      await tableFromParquet(changed).catch((error: unknown) => {
        expect(error, `byte ${at}`).to.be.instanceOf(DataError);
      });
    }
    const changed = bytes.slice().fill(0xff, 4, 60);
    await rejects(tableFromParquet(changed), 'Column "half" of the Parquet file cannot be read');
  });

  it('says what other files look like', async () => {
    const read = (text: string) => tableFromParquet(new TextEncoder().encode(text));
    await rejects(read(''), 'This is no Parquet file: it is empty (0 bytes)');
    await rejects(read('<html><p>You have to sign in.'), 'look like an HTML page');
    await rejects(read('id,name\n1,first\n2,second\n'), 'look like text');
    await rejects(read('PARE and what is secret'), 'Write it without encryption');
  });

  it('says that a struct without fields cannot be stored', async () => {
    const table = tableFromColumns([field('nothing', {name: 'struct'})], [[{}]]);
    await rejects(tableToParquet(table), 'Column "nothing" is a struct without fields');
  });
});

async function rejects(promise: Promise<unknown>, message: string | RegExp): Promise<void> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(DataError);
  if (typeof message === 'string') expect((error as DataError).message).to.include(message);
  else expect((error as DataError).message).to.match(message);
}
