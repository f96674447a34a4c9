import {expect} from '@open-wc/testing';
import type {Kernel} from '../../kernel/kernel.js';
import {completeArguments} from './complete.js';
import {defaultSchema} from './default-schema.js';

const kernel = {
  frames: () => Promise.resolve([{name: 'df', numRows: 1, columns: [{name: 'day', type: 'date'}]}]),
} as unknown as Kernel;

/** What is proposed at the `|` of a body. */
async function proposals(body: string): Promise<string[]> {
  const cursor = body.indexOf('|');
  const request = {connection: '', body: body.replace('|', ''), cursor};
  const found = await completeArguments(request, defaultSchema, kernel);
  return found.map(({text, start, end}) => body.slice(0, start) + text + body.slice(end + 1));
}

describe('Completion of the arguments of an upload', () => {
  it('proposes the fields that are not there yet', async () => {
    expect(await proposals('table: a\np|')).to.deep.equal(['table: a\npartition: ']);
    expect(await proposals('table: a\n|')).to.have.length(4);
  });

  it('proposes values that are allowed, and columns to partition by', async () => {
    expect(await proposals('mode: re|')).to.deep.equal(['mode: replace']);
    expect(await proposals('mode: |\ntable: a')).to.have.length(3);
    expect(await proposals('partition: [a, d|')).to.deep.equal(['partition: [a, day']);
    expect(await proposals('table: |')).to.deep.equal([]);
    expect(await proposals('options:\n  x|')).to.deep.equal([]);
  });
});
