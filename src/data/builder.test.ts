import {expect} from '@open-wc/testing';
import {emptyTable, tableFromColumns} from './builder.js';
import {concatTables} from './concat.js';
import {DataError} from './errors.js';
import {inferField, tableFromRows} from './infer.js';
import {field, type DataType} from './schema.js';

const INT64: DataType = {name: 'int', bitWidth: 64, isSigned: true};

function build(type: DataType, ...values: unknown[]) {
  return tableFromColumns([field('x', type)], [values])
    .getChild('x')!
    .toArray();
}

describe('tableFromColumns', () => {
  it('takes safe numbers for 64-bit integers, and undefined for missing', () => {
    expect(build(INT64, 1, undefined, -5n)).to.deep.equal([1n, null, -5n]);
  });

  it('takes typed arrays without copying them', () => {
    const values = BigInt64Array.of(1n, 2n);
    const table = tableFromColumns([field('x', INT64)], [values]);
    expect(table.batches[0]!.columns[0]!.buffers[1]!.buffer).to.equal(values.buffer);
  });

  it('takes dates of JavaScript for instants', () => {
    const now = new Date('2024-01-31T12:00:00.5Z');
    expect(
      build({name: 'timestamp', unit: 'MILLISECOND', timezone: 'Asia/Tokyo'}, now),
    ).to.deep.equal(['2024-01-31T21:00:00.5+09:00[Asia/Tokyo]']);
  });

  it('replaces half of a surrogate pair, which is no Unicode', () => {
    expect(build({name: 'utf8'}, '\ud83d and 😀')).to.deep.equal(['\ufffd and 😀']);
  });

  it('names the column and the row of a value that does not fit', () => {
    const fails = (type: DataType, value: unknown, message: string) => {
      expect(() => build(type, null, value), message).to.throw(DataError, message);
    };
    fails(
      {name: 'int', bitWidth: 8, isSigned: true},
      128,
      'Column "x" (int8), row 2: 128 does not fit',
    );
    fails({name: 'int', bitWidth: 64, isSigned: false}, -1n, '-1 does not fit');
    fails(INT64, 2 ** 53, '9007199254740992 is not exact as a number: give a bigint');
    fails(INT64, 1.5, '1.5 is not of this type');
    fails(INT64, '1', '"1" is not of this type');
    fails({name: 'decimal', precision: 4, scale: 2, bitWidth: 128}, '1.234', '"1.234" is not');
    fails({name: 'decimal', precision: 4, scale: 2, bitWidth: 128}, '100', '"100" does not fit');
    fails({name: 'utf8'}, 1, '1 is not of this type');
    fails({name: 'bool'}, 0, '0 is not of this type');
    fails({name: 'date', unit: 'DAY'}, '2023-02-29', '"2023-02-29" is not');
    fails({name: 'timestamp', unit: 'SECOND'}, '2024-01-31T00:00:00.5', 'is not of this type');
    fails({name: 'timestamp', unit: 'SECOND'}, '2024-01-31T00:00:00Z', 'names a time zone');
    fails(
      {name: 'timestamp', unit: 'SECOND', timezone: 'Mars/Olympus'},
      '2024-01-31T00:00:00',
      'time zone "Mars/Olympus" is not known',
    );
    fails({name: 'list'}, 'text', '"text" is not of this type');
    fails({name: 'struct'}, [1], 'a list is not of this type');
  });

  it('says what is wrong with columns that do not go together', () => {
    expect(() => tableFromColumns([field('a', INT64)], [])).to.throw(
      DataError,
      '1 fields was given 0',
    );
    expect(() => tableFromColumns([field('a', INT64), field('b', INT64)], [[1n], []])).to.throw(
      DataError,
      'Column "b" has 0 values, but "a" has 1',
    );
    expect(() => tableFromColumns([field('a', INT64, {nullable: false})], [[null]])).to.throw(
      DataError,
      'said to have no missing values',
    );
    expect(() =>
      concatTables([emptyTable([field('a', INT64)]), emptyTable([field('b', INT64)])]),
    ).to.throw(DataError, 'Column "a" (int) of one table meets "b" (int)');
  });

  it('builds 10,000 columns', () => {
    const names = Array.from({length: 10_000}, (_, i) => `c${i}`);
    const table = tableFromColumns(
      names.map((name) => field(name, INT64)),
      names.map((_, i) => [i, null]),
    );
    expect(table.getChild('c9999')!.toArray()).to.deep.equal([9999n, null]);
  });
});

describe('inferField', () => {
  it('finds the type that holds all values', () => {
    const type = (...values: unknown[]) => inferField('x', values).type;
    expect(type(1, null, 2 ** 53 - 1)).to.deep.equal(INT64);
    expect(type(1, 2n ** 63n)).to.deep.equal({...INT64, isSigned: false});
    expect(type(-1, 2n ** 63n)).to.deep.equal({...INT64, bitWidth: 128});
    expect(type(1, 0.5)).to.deep.equal({name: 'floatingpoint', precision: 'DOUBLE'});
    expect(type(-0)).to.deep.equal({name: 'floatingpoint', precision: 'DOUBLE'});
    expect(type(null, undefined)).to.deep.equal({name: 'null'});
    expect(type(new Date())).to.deep.include({name: 'timestamp', timezone: 'UTC'});
  });

  it('makes JSON of what no type holds exactly', () => {
    for (const values of [
      [1, 'x'],
      [0.5, 2n ** 53n + 1n],
      [{}, {}],
      [[1], {a: 1}],
      [2n ** 200n],
      [2n ** 2000n, 0.5],
    ]) {
      expect(inferField('x', values).extension).to.equal('arrow.json');
    }
    const table = tableFromRows([{x: 0.5}, {x: 2n ** 53n + 1n}, {x: [1n, null]}, {x: {a: 'é'}}]);
    expect(table.getChild('x')!.toArray()).to.deep.equal([
      '0.5',
      '9007199254740993',
      '[1,null]',
      '{"a":"é"}',
    ]);
  });
});
