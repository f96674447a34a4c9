import {expect} from '@open-wc/testing';
import {tableFromIPC, tableToIPC} from './arrow.js';
import {tableFromColumns} from './builder.js';
import {DataError} from './errors.js';
import {ARROW_ONLY, fixture, SHARED} from './fixtures/test-support.js';
import {field} from './schema.js';
import {everyType} from './test-support.js';

describe('Arrow', () => {
  it('is read as pyarrow writes it, whatever the layout', async () => {
    const table = tableFromIPC(await fixture('types.arrows'));
    expect(table.batches.map(({length}) => length)).to.deep.equal([1, 3]);
    const columns = {...SHARED, ...ARROW_ONLY};
    expect(table.fields.map(({name}) => name)).to.have.members(Object.keys(columns));
    for (const [name, values] of Object.entries(columns)) {
      expect(table.getChild(name)!.toArray(), name).to.deep.equal(values);
    }
  });

  it('is read compressed', async () => {
    for (const codec of ['lz4', 'zstd']) {
      const table = tableFromIPC(await fixture(`${codec}.arrow`));
      expect(table.getChild('n')!.toArray()).to.deep.equal(
        Array.from({length: 1000}, (_, i) => BigInt(i)),
      );
      expect(new Set(table.getChild('t'))).to.deep.equal(new Set(['same']));
    }
  });

  it('keeps decimal(38, 0) apart from HUGEINT where it wrote them, or is told to', () => {
    const type = {name: 'decimal', precision: 38, scale: 0, bitWidth: 128} as const;
    const bytes = tableToIPC(tableFromColumns([field('whole', type)], [['1']]));
    expect(tableFromIPC(bytes).fields[0]!.type).to.deep.equal(type);
    expect(tableFromIPC(bytes, {wideIntegers: true}).getChild('whole')!.get(0)).to.equal(1n);
  });

  it('shares the memory that it is read from', () => {
    const table = tableFromColumns(
      [field('n', {name: 'int', bitWidth: 64, isSigned: true})],
      [BigInt64Array.of(1n, 2n)],
    );
    const bytes = tableToIPC(table);
    expect(tableFromIPC(bytes).batches[0]!.columns[0]!.buffers[1]!.buffer).to.equal(bytes.buffer);
  });

  it('has the columns of a table without rows', () => {
    const {fields} = everyType();
    const empty = tableFromColumns(
      fields,
      fields.map(() => []),
    );
    for (const format of ['stream', 'file'] as const) {
      const table = tableFromIPC(tableToIPC(empty, {format}));
      expect(table.fields).to.deep.equal(fields);
      expect(table.toArray()).to.deep.equal([]);
    }
  });

  it('says where data is cut short, at every byte', () => {
    const {fields, columns} = everyType();
    for (const format of ['stream', 'file'] as const) {
      const bytes = tableToIPC(tableFromColumns(fields, columns), {format});
      for (let length = 1; length < bytes.length - 8; length += 97) {
        expect(
          () => tableFromIPC(bytes.subarray(0, length)),
          `${format} of ${length} bytes`,
        ).to.throw(DataError, /cut short|cannot be read/);
      }
    }
  });

  it('says what other data looks like', () => {
    const read = (text: string) => () => tableFromIPC(new TextEncoder().encode(text));
    expect(read('')).to.throw(DataError, 'it is empty (0 bytes)');
    expect(read('<!DOCTYPE html><p>Sign in')).to.throw(DataError, 'look like an HTML page');
    expect(read('PAR1 and so on')).to.throw(DataError, 'look like Parquet');
    expect(read('{"error": "no"}')).to.throw(DataError, 'look like JSON');
  });

  it('says that data is corrupt, and neither hangs nor gives wrong values of its own', async () => {
    const bytes = await fixture('types.arrows');
    for (let at = 0; at < bytes.length; at += 3) {
      const changed = bytes.slice();
      changed[at]! ^= 0x55;
      try {
        tableFromIPC(changed);
      } catch (error) {
        expect(error, `byte ${at}`).to.be.instanceOf(DataError);
      }
    }
  });
});
