import {expect} from '@open-wc/testing';
import {tableFromColumns} from '../../data/builder.js';
import {field, type Field} from '../../data/schema.js';
import type {Kernel} from '../../kernel/kernel.js';
import {MagicError} from '../errors.js';
import {bind, readValues} from './bind.js';
import {parseTemplate} from './template.js';
import type {Dialect} from './tokens.js';

/** The statement with `‹expression›` for each parameter. */
function parsed(body: string, dialect: Dialect = 'duckdb'): string[] {
  return parseTemplate(body, dialect).map(({parts}) =>
    parts.map((part) => (part.type === 'text' ? part.text : `‹${part.expression}›`)).join(''),
  );
}

function kernelWith(fields: readonly Field[], values: readonly unknown[]): Kernel {
  const variables = fields.map(({name}) => name);
  return {
    values: (expressions: readonly string[]) => {
      const missing = expressions.find((name) => !variables.includes(name));
      if (missing) {
        const error = new Error(`name '${missing}' is not defined`);
        error.name = 'NameError';
        return Promise.reject(error);
      }
      const indexes = expressions.map((name) => variables.indexOf(name));
      return Promise.resolve(
        tableFromColumns(
          indexes.map((i) => fields[i]!),
          indexes.map((i) => [values[i]]),
        ),
      );
    },
  } as unknown as Kernel;
}

const text = (name: string): Field => field(name, {name: 'utf8'});
const texts = (name: string): Field => field(name, {name: 'list'}, {children: [text('item')]});

async function rendered(body: string, kernel: Kernel): Promise<string> {
  const templates = parseTemplate(body, 'duckdb');
  const values = await readValues(kernel, [{templates, body}]);
  return templates
    .map((template) => bind(template, values, body).render(() => '?'))
    .map(
      (statement) =>
        `${statement.text} ${JSON.stringify(statement.parameters.map((p) => p.value))}`,
    )
    .join('\n');
}

describe('the parameters of SQL', () => {
  it('are :name and {{ expression }}', () => {
    expect(parsed('SELECT :a, {{ b }},{{df.shape[0]}} LIMIT:n')).to.deep.equal([
      'SELECT ‹a›, ‹b›,‹df.shape[0]› LIMIT‹n›',
    ]);
    expect(parsed('WHERE x=:a AND y>=:b AND z IN (:c,:d) AND f(:e)')).to.deep.equal([
      'WHERE x=‹a› AND y>=‹b› AND z IN (‹c›,‹d›) AND f(‹e›)',
    ]);
    expect(parsed('SELECT {{ {"a": "}}"}["a"] }}')).to.deep.equal(['SELECT ‹{"a": "}}"}["a"]›']);
  });

  it('are not looked for in strings, names and comments', () => {
    for (const body of [
      `SELECT ':a', "{{ b }}", 'it''s :c', E'\\':d' -- :e {{ f }}\n, 1 /* :g /* {{ h }} */ :i */`,
      'SELECT $$ :a $$, $tag$ $$ :b $tag$',
      'SELECT "a"":b"',
    ]) {
      expect(parsed(body)).to.deep.equal([body]);
    }
  });

  it('are not casts, slices, keys and aliases', () => {
    for (const body of [
      `SELECT a::int, '1'::date, x[a:b], x[:b], x[a:], x[1:n], x[f(a):b]`,
      `SELECT {'k':v, k2:w}, MAP {'k':v}, f(a := b)`,
      'SELECT total:price FROM t',
    ]) {
      expect(parsed(body)).to.deep.equal([body]);
    }
    expect(parsed(`SELECT x[1: :n], [:a, :b], {'k': :v}, :a::int`)).to.deep.equal([
      `SELECT x[1: ‹n›], [‹a›, ‹b›], {'k': ‹v›}, ‹a›::int`,
    ]);
  });

  it('end statements at semicolons, but not at those in strings', () => {
    expect(parsed(`SELECT ';'; -- one; two\nSELECT 2;;\n-- end`)).to.deep.equal([
      `SELECT ';'`,
      ' -- one; two\nSELECT 2',
    ]);
  });

  it('come as values beside the text, whatever is in them', async () => {
    const kernel = kernelWith([text('x')], [`'; DROP TABLE x; --`]);
    expect(await rendered('SELECT :x, {{ x }}', kernel)).to.equal(
      `SELECT ?, ? ["'; DROP TABLE x; --","'; DROP TABLE x; --"]`,
    );
  });

  it('are one marker for each item of a list behind IN', async () => {
    const kernel = kernelWith([texts('names'), texts('none')], [['a', 'b'], []]);
    const query = 'SELECT 1 WHERE a IN (:names) AND b IN :names AND c IN {{ names | inclause }}';
    expect(await rendered(query, kernel)).to.equal(
      'SELECT 1 WHERE a IN (?, ?) AND b IN (?, ?) AND c IN (?, ?) ["a","b","a","b","a","b"]',
    );
    expect(await rendered('SELECT :names WHERE a IN (:none)', kernel)).to.equal(
      'SELECT ? WHERE a IN (SELECT NULL WHERE 1 = 0) [["a","b"]]',
    );
  });

  it('are text itself only with sqlsafe', async () => {
    const kernel = kernelWith([text('t')], ['my table']);
    expect(await rendered('SELECT * FROM "{{ t }}", {{ t | sqlsafe }}', kernel)).to.equal(
      'SELECT * FROM "{{ t }}", my table []',
    );
  });

  it('are an error with their place where there is no such variable', async () => {
    const error = await rendered('SELECT 1,\n  :nothing', kernelWith([], [])).catch(
      (e: unknown) => e,
    );
    expect(error).to.be.instanceOf(MagicError);
    expect(error).to.include({name: 'NameError'});
    expect((error as MagicError).position).to.deep.equal({line: 2, column: 3});
  });

  it('say what is wrong with them, and where', () => {
    const cases: [body: string, message: RegExp, line: number, column: number][] = [
      ['SELECT\n {{ a', /braces.*not closed/, 2, 2],
      [`SELECT 'a`, /string.*not closed/, 1, 8],
      ['SELECT {{ }}', /empty/, 1, 8],
      ['SELECT {{ a | upper }}', /no filter "upper"/, 1, 8],
      ['SELECT * FROM t WHERE a = ?', /:name/, 1, 27],
    ];
    for (const [body, message, line, column] of cases) {
      try {
        parseTemplate(body, 'duckdb');
        expect.fail(`no error for ${body}`);
      } catch (error) {
        expect(error).to.be.instanceOf(MagicError);
        expect((error as MagicError).message).to.match(message);
        expect((error as MagicError).position).to.deep.equal({line, column});
      }
    }
  });

  it('let places of the text be found in the body again', () => {
    const body = 'SELECT :a,\n  oops';
    const [template] = parseTemplate(body, 'duckdb');
    const values = new Map([['a', {field: text('a'), value: 'x'}]]);
    const statement = bind(template!, values, body).render(() => 'CAST(? AS VARCHAR)');
    const offset = statement.text.indexOf('oops');
    expect(statement.placeOf(offset)).to.deep.equal({line: 2, column: 3});
    expect(statement.place({line: 2, column: 3})).to.deep.equal({line: 2, column: 3});
    expect(statement.placeOf(statement.text.indexOf('?'))).to.deep.equal({line: 1, column: 8});
  });
});
