import {expect} from '@open-wc/testing';
import {tableFromIPC, tableToIPC} from './arrow.js';
import {tableFromColumns} from './builder.js';
import {concatTables} from './concat.js';
import {tableFromRows} from './infer.js';
import {everyType} from './test-support.js';
import {packTable, unpackTable} from './wire.js';

describe('Table', () => {
  it('gives back what it was built of, for every type', () => {
    const {fields, columns} = everyType();
    const table = tableFromColumns(fields, columns);
    for (const [i, column] of columns.entries()) {
      expect(table.getChildAt(i)!.toArray(), fields[i]!.name).to.deep.equal(column);
    }
  });

  it('arrives as it was sent, whether copied or given away', () => {
    const {fields, columns} = everyType();
    for (const transfer of [false, true]) {
      const table = tableFromColumns(fields, columns);
      const {header, buffers} = structuredClone(packTable(table, {transfer}));
      const arrived = unpackTable(header, buffers);
      expect(arrived.fields).to.deep.equal(fields);
      for (const [i, column] of columns.entries()) {
        expect(arrived.getChildAt(i)!.toArray(), fields[i]!.name).to.deep.equal(column);
      }
    }
  });

  it('survives Arrow, as a stream and as a file', () => {
    const {fields, columns} = everyType();
    for (const format of ['stream', 'file'] as const) {
      const table = tableFromIPC(tableToIPC(tableFromColumns(fields, columns), {format}));
      expect(table.fields).to.deep.equal(fields);
      for (const [i, column] of columns.entries()) {
        expect(table.getChildAt(i)!.toArray(), fields[i]!.name).to.deep.equal(column);
      }
    }
  });

  it('can be sliced and put together again', () => {
    const {fields, columns} = everyType();
    const table = tableFromColumns(fields, columns);
    const joined = concatTables([table.slice(0, 1), table.slice(1)]);
    const again = tableFromIPC(tableToIPC(joined)).slice(1, 3);
    for (const [i, column] of columns.entries()) {
      expect(joined.getChildAt(i)!.toArray(), fields[i]!.name).to.deep.equal(column);
      expect(again.getChildAt(i)!.toArray(), fields[i]!.name).to.deep.equal(column.slice(1, 3));
    }
  });

  it('infers types from rows', () => {
    const rows = [
      {id: 1, name: 'a', nested: {x: [1, 2]}, mixed: 1, big: 2n ** 53n + 1n},
      {id: 2, name: null, nested: null, mixed: 'x', big: 2n ** 100n, later: true},
    ];
    const table = tableFromRows(rows);
    expect(table.fields.map(({type}) => type.name)).to.deep.equal([
      'int',
      'utf8',
      'struct',
      'utf8',
      'int',
      'bool',
    ]);
    expect(table.toArray()).to.deep.equal([
      {id: 1n, name: 'a', nested: {x: [1n, 2n]}, mixed: '1', big: 2n ** 53n + 1n, later: null},
      {id: 2n, name: null, nested: null, mixed: '"x"', big: 2n ** 100n, later: true},
    ]);
  });
});
