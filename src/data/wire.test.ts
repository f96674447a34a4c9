import {expect} from '@open-wc/testing';
import {tableFromIPC, tableToIPC} from './arrow.js';
import {tableFromColumns} from './builder.js';
import {field} from './schema.js';
import {everyType} from './test-support.js';
import {packTable, unpackTable} from './wire.js';

describe('packTable', () => {
  it('gives away the one buffer of an Arrow stream, as it is', () => {
    const values = BigInt64Array.from({length: 1000}, (_, i) => BigInt(i));
    const built = tableFromColumns(
      [field('a', {name: 'int', bitWidth: 64, isSigned: true})],
      [values],
    );
    const bytes = tableToIPC(built);
    const {buffers} = packTable(tableFromIPC(bytes), {transfer: true});
    expect(buffers).to.include(bytes.buffer);
    expect(buffers.reduce((sum, {byteLength}) => sum + byteLength, 0)).to.equal(bytes.byteLength);
  });

  it('copies only what a slice uses, whoever asks', () => {
    const values = new Float64Array(100_000);
    const table = tableFromColumns(
      [field('a', {name: 'floatingpoint', precision: 'DOUBLE'})],
      [values],
    ).slice(10, 20);
    for (const transfer of [false, true]) {
      const {buffers} = packTable(table, {transfer});
      expect(buffers.map(({byteLength}) => byteLength)).to.deep.equal([80]);
    }
    expect(values.length).to.equal(100_000);
  });

  it('leaves the table as it is unless its memory is given away', () => {
    const {fields, columns} = everyType();
    const table = tableFromColumns(fields, columns);
    const {header, buffers} = packTable(table);
    structuredClone({header, buffers}, {transfer: buffers});
    expect(table.getChild('text')!.toArray()).to.deep.equal(
      columns[fields.findIndex(({name}) => name === 'text')],
    );
  });

  it('aligns every buffer to 8 bytes, so that numbers can be read where they lie', () => {
    const {fields, columns} = everyType();
    const {header, buffers} = packTable(tableFromColumns(fields, columns).slice(1, 4));
    const table = unpackTable(header, buffers);
    const check = ({buffers, children}: (typeof table.batches)[0]['columns'][0]) => {
      for (const bytes of buffers) if (bytes) expect(bytes.byteOffset % 8).to.equal(0);
      children.forEach(check);
    };
    table.batches[0]!.columns.forEach(check);
  });
});
