import {expect} from '@open-wc/testing';
import {MagicError} from '../errors.js';
import {readArguments} from './arguments.js';
import {defaultSchema} from './default-schema.js';

function problem(body: string, schema = defaultSchema): MagicError {
  try {
    readArguments(body, schema);
  } catch (error) {
    if (error instanceof MagicError) return error;
    throw error;
  }
  throw new Error('The arguments were taken.');
}

describe('Arguments of an upload', () => {
  it('are read from YAML', () => {
    const body =
      '# where to\ntable: growth.sales\nmode: replace\npartition: [day, region]\noptions:\n  limit: 3\n  "a/b": [1, null, yes]\n';
    expect(readArguments(body, defaultSchema)).to.deep.equal({
      table: 'growth.sales',
      mode: 'replace',
      partition: ['day', 'region'],
      options: {limit: 3, 'a/b': [1, null, 'yes']},
    });
  });

  it('name a field that is missing, and say what it is', () => {
    const error = problem('mode: append');
    expect(error.name).to.equal('ArgumentError');
    expect(error.message).to.contain('table is missing: it is a name such as sales');
    expect(problem('').message).to.contain('table is missing');
    expect(problem('\n  # nothing yet\n').message).to.contain('table is missing');
  });

  it('name an unknown field with its line, and the one that was probably meant', () => {
    const error = problem('table: sales\n\npartitoin: day\n');
    expect(error.message).to.equal(
      'line 3: partitoin is no argument. Did you mean partition? Allowed: table, mode, partition, description, options.',
    );
    expect(error.position).to.deep.equal({line: 3, column: 1});
  });

  it('say which values are allowed', () => {
    const error = problem('table: sales\nmode: apend');
    expect(error.message).to.equal(
      'line 2: mode is "apend". Did you mean append? Allowed: append, replace, fail.',
    );
    expect(error.position).to.deep.equal({line: 2, column: 7});
  });

  it('say what a field must be', () => {
    expect(problem('table: 7').message).to.contain('line 1: table is 7: it must be a name');
    expect(problem('table: "a b"').message).to.contain('table is "a b": it must be a name');
    expect(problem('table: a\npartition: 3').message).to.equal(
      'line 2: partition is 3: it must be the name of a column, or a list of names.',
    );
    expect(problem('table: a\npartition: []').message).to.contain('partition is []');
    expect(problem('table: a\ndescription: [b]').message).to.contain(
      'description is ["b"]: it must be text',
    );
    expect(problem('table: a\noptions: fast').message).to.contain('options is "fast"');
    expect(problem('table:').message).to.contain('table is null');
  });

  it('list all that is wrong, in the order of the cell', () => {
    const {message, position} = problem('color: red\nmode: x\ntable: 7');
    expect(message.split('\n').map((line) => line.slice(0, 12))).to.deep.equal([
      'line 1: colo',
      'line 2: mode',
      'line 3: tabl',
    ]);
    expect(position).to.deep.equal({line: 1, column: 1});
  });

  it('follow the schema of a team, with fields inside of fields', () => {
    const schema = {
      type: 'object' as const,
      required: ['target'],
      properties: {
        target: {
          type: 'object' as const,
          required: ['bucket'],
          additionalProperties: false,
          properties: {
            bucket: {type: 'string' as const},
            retention: {type: 'integer' as const, minimum: 1},
          },
        },
        tags: {type: 'array' as const, items: {type: 'string' as const}},
      },
    };
    expect(readArguments('target: {bucket: b}\nanything: 1', schema)).to.have.property('anything');
    const {message} = problem('target:\n  retention: 0\n  bukcet: b\ntags:\n  - a\n  - 2', schema);
    expect(message).to.contain('target.bucket is missing: it is text');
    expect(message).to.contain('line 2: target.retention is 0');
    expect(message).to.contain('line 3: target.bukcet is no argument. Did you mean bucket?');
    expect(message).to.contain('line 6: tags[1] is 2: it must be text');
  });

  it('say where YAML is wrong', () => {
    const error = problem('table: sales\nmode: [a\npartition: b');
    expect(error.name).to.equal('YAMLError');
    expect(error.message).to.contain('(line 3, column 1)');
    expect(error.position).to.deep.equal({line: 3, column: 1});
    expect(problem('table: a\ntable: b').message).to.contain('this name stands here twice');
    expect(problem('table: a\nmode:\n\tx: 1').message).to.contain('tab characters');
    expect(problem('table: !!js/function a').message).to.contain('only text, numbers');
    expect(problem('table: a\n---\ntable: b').message).to.contain('more than one document');
    expect(problem('- table').message).to.contain('one "name: value" on each line');
    expect(problem('just text').message).to.contain('one "name: value" on each line');
  });

  it('refuse what JSON would change', () => {
    const error = problem('table: a\noptions:\n  id: 12345678901234567890');
    expect(error.message).to.contain('write it in quotes');
    expect(error.position).to.deep.equal({line: 3, column: 7});
    expect(problem('table: a\noptions: {x: .nan}').message).to.contain('JSON');
    expect(problem('table: a\noptions: &o {x: 1}\nmode: *o').message).to.contain('aliases');
    expect(
      readArguments('table: a\noptions: {id: "12345678901234567890"}', defaultSchema),
    ).to.have.nested.property('options.id', '12345678901234567890');
  });

  it('take names that JavaScript has for itself as any other', () => {
    expect(problem('table: a\n__proto__: {mode: x}').message).to.contain(
      '__proto__ is no argument',
    );
    expect(problem('table: a\nconstructor: b').message).to.contain('constructor is no argument');
  });
});
