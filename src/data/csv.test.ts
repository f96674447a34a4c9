import {expect} from '@open-wc/testing';
import {tableFromCsv, type CsvOptions} from './csv.js';
import {DataError} from './errors.js';
import type {Table} from './table.js';

const encoder = new TextEncoder();

function read(text: string, options?: CsvOptions): Promise<Table> {
  return tableFromCsv(encoder.encode(text), options);
}

describe('CSV', () => {
  it('gives each column the narrowest type that holds it exactly', async () => {
    const table = await read(
      [
        'whole,big,huge,float,money,flag,day,time,text',
        '1,18446744073709551615,170141183460469231731687303715884105727,-0,9007199254740993,true,2024-02-29,2024-01-31T10:00:00.123456,a',
        '-2,0,-1,1e-3,0.25,False,0001-01-01,2024-01-31,',
        ',,,nan,,,,,"😀, ""quoted""\r\nand on"',
      ].join('\r\n'),
    );
    expect(table.fields.map(({type}) => type)).to.deep.equal([
      {name: 'int', bitWidth: 64, isSigned: true},
      {name: 'int', bitWidth: 64, isSigned: false},
      {name: 'int', bitWidth: 128, isSigned: true},
      {name: 'floatingpoint', precision: 'DOUBLE'},
      {name: 'decimal', precision: 18, scale: 2, bitWidth: 128},
      {name: 'bool'},
      {name: 'date', unit: 'DAY'},
      {name: 'timestamp', unit: 'MICROSECOND'},
      {name: 'utf8'},
    ]);
    expect(table.toArray()).to.deep.equal([
      {
        whole: 1n,
        big: 2n ** 64n - 1n,
        huge: 2n ** 127n - 1n,
        float: -0,
        money: '9007199254740993.00',
        flag: true,
        day: '2024-02-29',
        time: '2024-01-31T10:00:00.123456',
        text: 'a',
      },
      {
        whole: -2n,
        big: 0n,
        huge: -1n,
        float: 0.001,
        money: '0.25',
        flag: false,
        day: '0001-01-01',
        time: '2024-01-31T00:00:00',
        text: null,
      },
      {
        whole: null,
        big: null,
        huge: null,
        float: NaN,
        money: null,
        flag: null,
        day: null,
        time: null,
        text: '😀, "quoted"\r\nand on',
      },
    ]);
  });

  it('leaves text what is no number, date or instant', async () => {
    const table = await read('code,phone,day,large\n007,+49,2023-02-29,1e400\n');
    expect(table.toArray()).to.deep.equal([
      {code: '007', phone: '+49', day: '2023-02-29', large: '1e400'},
    ]);
  });

  it('keeps the offsets of instants: one for the column, or one for each value', async () => {
    const table = await read(
      'utc,fixed,mixed\n' +
        '2024-01-31T10:00:00Z,2024-01-31T10:00:00+05:30,2024-01-31T10:00:00+01:00\n' +
        '2024-07-31 10:00:00.1+00:00,2024-07-31T10:00:00+0530,2024-07-31T10:00:00+02:00\n',
    );
    expect(table.toArray()[1]).to.deep.equal({
      utc: '2024-07-31T10:00:00.1+00:00[UTC]',
      fixed: '2024-07-31T10:00:00+05:30[+05:30]',
      mixed: '2024-07-31T10:00:00+02:00[+02:00]',
    });
  });

  it('finds the delimiter, or takes the one that is named', async () => {
    expect((await read('a\tb,c\n1\t2,3\n')).toArray()).to.deep.equal([{a: 1n, 'b,c': '2,3'}]);
    expect((await read('a;b\n1,5;2\n')).toArray()).to.deep.equal([{a: '1,5', b: 2n}]);
    expect((await read('a,b|c\n1,2|3\n', {delimiter: '|'})).toArray()).to.deep.equal([
      {'a,b': '1,2', c: 3n},
    ]);
  });

  it('names columns that have no name, or the name of another', async () => {
    expect((await read('a,a,\n1,2,3\n')).fields.map(({name}) => name)).to.deep.equal([
      'a',
      'a.1',
      'column_3',
    ]);
    expect((await read('1,2\n', {header: false})).toArray()).to.deep.equal([
      {column_1: 1n, column_2: 2n},
    ]);
  });

  it('takes blank lines for missing values where there is one column only', async () => {
    expect((await read('a\n1\n\n3\n')).getChild('a')!.toArray()).to.deep.equal([1n, null, 3n]);
    expect((await read('a,b\n1,2\n\n3,4\n\n')).numRows).to.equal(2);
  });

  it('reads a header without rows', async () => {
    const table = await read('a,b\n');
    expect(table.numRows).to.equal(0);
    expect(table.fields.map(({name}) => name)).to.deep.equal(['a', 'b']);
  });

  it('reads UTF-8 and UTF-16 with a byte order mark', async () => {
    const utf16 = Uint8Array.of(0xfe, 0xff, 0, 97, 0, 10, 0xd8, 0x3d, 0xde, 0);
    expect((await tableFromCsv(utf16)).toArray()).to.deep.equal([{a: '😀'}]);
    expect((await read('\ufeffa\n😀')).toArray()).to.deep.equal([{a: '😀'}]);
  });

  it('reads a long file in parts, with quotes and characters that go across them', async () => {
    const rows = Array.from({length: 100_000}, (_, i) => `${i},"é😀\n${i}"`);
    const table = await read(`id,text\n${rows.join('\n')}`);
    expect(table.numRows).to.equal(rows.length);
    const texts = table.getChild('text')!;
    for (let i = 0; i < rows.length; i += 97) expect(texts.get(i)).to.equal(`é😀\n${i}`);
  });

  it('names the line of a row that has too many or too few fields', async () => {
    await rejects(
      read('a,b\n"x\ny",1\n1,2,3\n'),
      'Line 4 of the CSV file has 3 fields, but there are 2',
    );
    await rejects(read('a,b\n1\n'), 'Line 2 of the CSV file has 1 field');
  });

  it('names the line of a quote that is not closed, or goes on', async () => {
    await rejects(read(`a,b\n${'1,2\n'.repeat(99)}1,"2\n3,4\n`), 'opened in line 101');
    await rejects(read('a,b\n1,"2"x\n3,4\n'), 'in line 2 of the CSV file goes on after');
  });

  it('names the byte that is no UTF-8, and what it may be', async () => {
    const bytes = encoder.encode(`a\n${'plain\n'.repeat(100_000)}`);
    bytes[500_003] = 0xe9;
    await rejects(tableFromCsv(bytes), 'byte 500003 (0xe9, in line 83335) begins no character');
    await rejects(
      tableFromCsv(bytes),
      'in Windows-1252 (Latin-1), which it may be, that byte is "é"',
    );
    await rejects(tableFromCsv(Uint8Array.of(97, 10, 0xe2, 0x82)), 'it ends within a character');
  });

  it('says what other data looks like', async () => {
    await rejects(read(''), 'The CSV file is empty (0 bytes)');
    await rejects(read('\n\n'), 'has no rows, and no names of columns');
    await rejects(read('<!DOCTYPE html><p>Sign in, please'), 'look like an HTML page');
    await rejects(read('{"error": "quota"}'), 'look like JSON');
    await rejects(tableFromCsv(Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0)), 'look like a ZIP archive');
  });
});

async function rejects(promise: Promise<unknown>, message: string): Promise<void> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).to.be.instanceOf(DataError);
  expect((error as DataError).message).to.include(message);
}
