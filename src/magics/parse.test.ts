import {expect} from '@open-wc/testing';
import type {FlagSpecs} from './flags.js';
import {address, parseCell} from './parse.js';

const flags: FlagSpecs = {
  limit: {type: 'integer', help: 'the most rows'},
  range: {type: 'string', help: 'cells', value: 'A1:D9', multiple: true},
  quick: {type: 'boolean', help: 'no checks'},
};
const parse = (source: string) => parseCell(source, {flags});
const words = (source: string) =>
  parseCell(source, {flags, header: 'words'}).words.map(({text}) => text);

describe('The header of a magic', () => {
  it('is split as a shell splits it', () => {
    expect(words(String.raw`%%m a "b c" 'd "e"' f\ g "h\"i"`)).to.deep.equal([
      'a',
      'b c',
      'd "e"',
      'f g',
      'h"i',
    ]);
    expect(() => words(`%%m "a`)).to.throw('A quote is not closed: "a');
  });

  it('gives flags their values, with and without an equals sign', () => {
    expect(parse('%%m --limit 1_000 --range A1 --range=B2 --quick').flags).to.deep.equal({
      limit: 1000,
      range: ['A1', 'B2'],
      quick: true,
    });
  });

  it('says what is wrong with a flag, and which there are', () => {
    const message = (source: string): string => {
      try {
        parse(source);
      } catch (error) {
        return (error as Error).message;
      }
      return '';
    };
    expect(message('%%m --limt 3')).to.match(
      /^%%m has no flag --limt\.\nFlags of %%m:\n {2}--limit N/,
    );
    expect(message('%%m --limit')).to.contain('--limit needs a value: N.');
    expect(message('%%m --limit x')).to.contain('--limit x: this is no number.');
    expect(message('%%m --limit -1')).to.contain('a whole number, 0 or more, is needed.');
    expect(message('%%m --limit 1 --limit 2')).to.contain('--limit is given twice.');
    expect(message('%%m --quick=yes')).to.contain('--quick takes no value.');
    expect(message('%%m --constructor 1')).to.contain('%%m has no flag --constructor.');
    expect(message('%%m class <<')).to.contain('"class" cannot be the name of a Python variable.');
    expect(message('%%m 1a <<')).to.contain('"1a" cannot be the name');
    expect(message('%%m a << --out b')).to.contain('two names');
  });

  it('names where the result goes in each way that notebooks write it', () => {
    for (const header of ['x <<', 'x<<']) {
      expect(parse(`%%m ${header}\nq`).target).to.deep.equal({name: 'x', show: false});
    }
    for (const header of ['x = <<', 'x= <<', 'x =<<']) {
      expect(parse(`%%m ${header}\nq`).target).to.deep.equal({name: 'x', show: true});
    }
    expect(parse('%%m --out größe\nq').target).to.deep.equal({name: 'größe', show: false});
    expect(parse('%%m\nq').target).to.equal(null);
  });

  it('takes its first word as the connection, and the rest as the beginning of the query', () => {
    const addressed = (source: string) => {
      const {connection, body} = address(parse(source), ['', 'north']);
      return [connection, body];
    };
    expect(addressed('%%m north\nSELECT 1')).to.deep.equal(['north', 'SELECT 1']);
    expect(addressed('%%m north x << SELECT 1')).to.deep.equal(['north', 'SELECT 1\n']);
    expect(addressed('%%m x << SELECT 1 --c\n+ 1')).to.deep.equal(['', 'SELECT 1 --c\n+ 1']);
    expect(addressed('%%m west\nSELECT 1')).to.deep.equal(['west', 'SELECT 1']);
  });

  it('knows where in the cell a place of the query is', () => {
    const place = (source: string, line: number, column: number) =>
      address(parse(source), ['', 'north']).place({line, column});
    expect(place('%%m north\nSELECT a', 1, 8)).to.deep.equal({line: 2, column: 8});
    expect(place('\n\n%%m\nSELECT a', 1, 8)).to.deep.equal({line: 4, column: 8});
    expect(place('%%m north SELECT a\nFROM b', 1, 8)).to.deep.equal({line: 1, column: 18});
    expect(place('%%m north SELECT a\nFROM b', 2, 6)).to.deep.equal({line: 2, column: 6});
  });
});
