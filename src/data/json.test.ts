import {expect} from '@open-wc/testing';
import {DataError} from './errors.js';
import {tableFromJson} from './json.js';
import type {Table} from './table.js';

function read(text: string): Promise<Table> {
  return tableFromJson(new TextEncoder().encode(text));
}

describe('JSON', () => {
  it('reads an array of objects, with whole numbers of any size and nested values', async () => {
    const table = await read(`[
      {"id": 9007199254740993, "tags": ["a", null], "at": {"x": 1.5, "y": null}, "mixed": 1},
      {"id": -1, "later": 170141183460469231731687303715884105727, "mixed": "1"},
      null
    ]`);
    expect(table.toArray()).to.deep.equal([
      {id: 2n ** 53n + 1n, tags: ['a', null], at: {x: 1.5, y: null}, mixed: '1', later: null},
      {id: -1n, tags: null, at: null, mixed: '"1"', later: 2n ** 127n - 1n},
      {id: null, tags: null, at: null, mixed: null, later: null},
    ]);
    expect(table.fields.find(({name}) => name === 'mixed')!.extension).to.equal('arrow.json');
  });

  it('reads a line of JSON for each row', async () => {
    expect((await read('{"a": 1}\n{"a": 2.5}\n\n{"b": true}')).toArray()).to.deep.equal([
      {a: 1, b: null},
      {a: 2.5, b: null},
      {a: null, b: true},
    ]);
  });

  it('reads columns with rows of data, as pandas and services write them', async () => {
    const table = await read(
      '{"columns": ["a", {"name": "b"}], "index": [0, 1], "data": [[1, -0.0], [null, NaN]]}',
    );
    expect(table.toArray()).to.deep.equal([
      {a: 1n, b: -0},
      {a: null, b: NaN},
    ]);
    const empty = await read('{"columns": ["a"], "data": []}');
    expect(empty.fields.map(({name}) => name)).to.deep.equal(['a']);
  });

  it('reads names and texts of any characters', async () => {
    const table = await read('[{"__proto__": "\\ud83d\\ude00\\u0000", "": "é\\n"}]');
    expect(table.getChild('__proto__')!.get(0)).to.equal('😀\0');
    expect(table.getChild('')!.get(0)).to.equal('é\n');
  });

  it('reads values that are no objects as one column', async () => {
    expect((await read('[1, 2]')).toArray()).to.deep.equal([{value: 1n}, {value: 2n}]);
    expect((await read('[]')).numRows).to.equal(0);
  });

  it('reads a long file in parts, whatever its shape, and counts its lines', async () => {
    const ids = Array.from({length: 60_000}, (_, i) => i * 12_345);
    const rows = ids.map((id) => `{"id": ${id}, "text": "é😀\\n${id}"}`);
    const long = `["${'x'.repeat(1_000_000)}"]`;
    const texts = [
      `[\n${rows.join(',\n')}\n]`,
      rows.join('\n'),
      `{"columns": ["id", "text"], "data": [${ids.map((id) => `[${id},"é😀\\n${id}"]`).join()}]}`,
      `[${rows.slice(0, 100).join()}, ${long}, ${rows.slice(100).join()}]`,
    ];
    for (const text of texts) {
      const table = await read(text);
      const known = table
        .getChild('id')!
        .toArray()
        .filter((id) => id !== null);
      expect(known).to.deep.equal(ids.map(BigInt));
      expect(table.getChild('text')!.get(table.numRows - 1)).to.equal(`é😀\n${ids.at(-1)!}`);
    }
    await rejects(read(`${rows.join('\n')}\n  {"id": 1,}`), 'line 60001, column 12');
  });

  it('says where it is wrong, and how', async () => {
    await rejects(read('[{"a": 1},\n {"a": }]'), 'line 2, column 8: a value is missing at "}]"');
    await rejects(read('[{"a": 1}, {a: 2}]'), 'a name in double quotes is missing at "a: 2}]"');
    await rejects(read('[1, 01]'), 'line 1, column 5');
    await rejects(read('[1 2]'), 'a comma or "]" is missing');
    await rejects(read('[1] 2'), 'something follows the array');
    await rejects(read('["\\x"]'), 'an escape in a text is unknown');
    await rejects(read('["a\nb"]'), 'control character');
    await rejects(read('{"columns": ["a"], "data": [[1], [1, 2]]}'), 'Row 2 of the JSON\'s "data"');
    await rejects(read('{"columns": ["a", "a"], "data": []}'), 'have the same name');
  });

  it('says that it is cut short', async () => {
    const text = '[{"a": "x", "b": [1, {"c": null}]}]';
    for (let length = 1; length < text.length; length++) {
      await rejects(read(text.slice(0, length)), /ends too early|a value is missing/);
    }
  });

  it('says what other data looks like', async () => {
    await rejects(read(''), 'The JSON file is empty (0 bytes)');
    await rejects(read(' \n'), 'nothing but space');
    await rejects(read('<html><p>Sign in'), 'look like an HTML page');
    await rejects(read('id,name\n1,first'), 'line 1, column 1: a value is missing');
    await rejects(tableFromJson(Uint8Array.of(0x22, 0xff, 0x22)), 'byte 1 (0xff, in line 1)');
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
