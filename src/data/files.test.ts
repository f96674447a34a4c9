import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {tableFromCsv, tableFromJson, tableFromParquet, tableToParquet} from './files.js';
import {jsonText, tableFromRows} from './infer.js';

const encoder = new TextEncoder();

/** How often something else had its turn while the work was done. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let isDone = false;
  const turn = () => {
    if (isDone) return;
    turns++;
    setTimeout(turn);
  };
  setTimeout(turn);
  await work();
  isDone = true;
  return turns;
}

describe('large files', () => {
  it('let the page work while they are read and written', async () => {
    const ids = Array.from({length: 150_000}, (_, i) => i);
    const csv = encoder.encode(`id,text\n${ids.map((id) => `${id},text ${id}`).join('\n')}`);
    const lines = encoder.encode(ids.map((id) => `{"id":${id},"at":{"x":[${id}]}}`).join('\n'));
    const split = encoder.encode(
      `{"columns":["id"],"data":[${ids.map((id) => `[${id}]`).join()}]}`,
    );
    const parquet = await tableToParquet(await tableFromCsv(csv));
    for (const work of [
      () => tableFromCsv(csv),
      () => tableFromJson(lines),
      () => tableFromJson(split),
      () => tableFromParquet(parquet),
      async () => tableToParquet(await tableFromParquet(parquet)),
    ]) {
      expect(await turnsDuring(work), work.toString()).to.be.greaterThan(1);
    }
  });
});

describe('any text', () => {
  it('survives CSV', async () => {
    // So that it is no number, and none of the things that a line's end takes.
    const texts = fc.string({unit: 'binary'}).map((text) => `x${text}.`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({a: texts, b: texts}, {noNullPrototype: true}), {minLength: 1}),
        async (rows) => {
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const lines = rows.map(({a, b}) => `${quoted(a)},${quoted(b)}`);
          const table = await tableFromCsv(encoder.encode(['a,b', ...lines].join('\r\n')));
          expect(table.toArray()).to.deep.equal(rows);
        },
      ),
    );
  });
});

describe('any JSON', () => {
  it('is read as the table that its rows make', async () => {
    const values = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('-0'));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(fc.string(), values, {noNullPrototype: true})),
        fc.constantFrom(', ', '\n'),
        async (rows, separator) => {
          const texts = rows.map((row) => JSON.stringify(row));
          const isArray = separator === ', ' || rows.length === 0;
          const text = isArray ? `[${texts.join(separator)}]` : texts.join(separator);
          const read = await tableFromJson(encoder.encode(text));
          const plain = JSON.parse(JSON.stringify(rows)) as object[];
          // A line of JSON that looks like columns with data is taken for that.
          if (rows.length === 1 && !isArray && 'columns' in rows[0]! && 'data' in rows[0]) return;
          expect(jsonText(read.toArray())).to.equal(jsonText(tableFromRows(plain).toArray()));
        },
      ),
    );
  });
});
