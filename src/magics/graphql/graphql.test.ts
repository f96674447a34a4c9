import {expect} from '@open-wc/testing';
import type {Table} from '../../data/table.js';
import {GraphqlElement} from '../../elements/graphql.js';
import {BrowserKernel} from '../../kernel/browser-kernel.js';
import {run, sharedKernel} from '../../kernel/test-support.js';
import type {MagicError} from '../errors.js';
import type {MagicCall} from '../magic.js';
import {recordedCall, type RecordedCall} from '../test-support.js';

if (!customElements.get('serverless-graphql')) {
  customElements.define('serverless-graphql', GraphqlElement);
}

const TOKEN = 'graphql-token-5f1c';
const unstarted = new BrowserKernel({pyodideUrl: '/pyodide/'});

function connect(attributes: Readonly<Record<string, string>> = {}): GraphqlElement {
  const element = document.createElement('serverless-graphql');
  for (const [name, value] of Object.entries({url: '/graphql', ...attributes})) {
    element.setAttribute(name, value);
  }
  document.body.append(element);
  return element;
}

const call = (body: string, flags: MagicCall['flags'] = {}): RecordedCall =>
  recordedCall({name: 'graphql', body, flags});

interface Asked {
  readonly flags?: MagicCall['flags'];
  readonly element?: GraphqlElement;
  readonly kernel?: BrowserKernel;
}

async function ask(
  body: string,
  {flags, element = connect(), kernel = unstarted}: Asked = {},
): Promise<{table: Table; printed: string; recorded: RecordedCall}> {
  const recorded = call(body, flags);
  const {table} = await element.run(recorded, kernel);
  const printed = recorded.printed.map(({text}) => text).join('');
  return {table: table as Table, printed, recorded};
}

async function failure(body: string, asked: Asked = {}): Promise<MagicError> {
  try {
    await ask(body, asked);
  } catch (error) {
    return error as MagicError;
  }
  throw new Error('It did not fail.');
}

interface Seen {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

async function seen(): Promise<readonly Seen[]> {
  const response = await fetch('/graphql/control');
  const {requests} = (await response.json()) as {requests: Seen[]};
  return requests.filter(({query}) => !query.includes('__schema'));
}

const columns = (table: Table) =>
  Object.fromEntries(
    table.fields.map(({name, type}, i) => [name, [type.name, ...table.getChildAt(i)!.toArray()]]),
  );

afterEach(() => document.querySelectorAll('serverless-graphql').forEach((each) => each.remove()));

describe('%%graphql', () => {
  it('makes a frame of a connection, with nested objects as columns and the types of the schema', async () => {
    const {table, printed} = await ask(`{
      customers(first: 3, ids: ["C1", "C2", "C3"]) {
        edges { cursor node { id name score tags address { city zip position { lat } } } }
      }
    }`);
    expect(printed).to.equal('');
    expect(columns(table)).to.eql({
      id: ['utf8', 'C1', 'C2', 'C3'],
      name: ['utf8', 'Customer 1', 'Customer 2 🎉', 'Customer 3'],
      score: ['floatingpoint', 0, 0.5, 1],
      tags: ['list', [], ['new', 'big'], []],
      'address.city': ['utf8', 'Köln', 'Łódź', null],
      'address.zip': ['utf8', '01000', null, null],
      'address.position.lat': ['floatingpoint', 50, 51, null],
      cursor: ['utf8', btoa('1'), btoa('2'), btoa('3')],
    });
  });

  it('keeps lists in rows as lists, without edges and nodes, and big numbers exact', async () => {
    const {table} = await ask(`{
      customers(ids: ["C2", "C3"]) {
        nodes {
          id
          orders { totalCount edges { node { id bytes } } }
          first: orders(first: 1) { nodes { status details lines { product quantity } } }
        }
      }
    }`);
    const [, order] = table.getChild('orders')!.toArray() as unknown[][];
    expect(order).to.eql([
      {id: 'O3-1', bytes: 9007199254740993n},
      {id: 'O3-2', bytes: 9007199254740994n},
    ]);
    expect(table.getChild('orders.totalCount')!.toArray()).to.eql([1n, 2n]);
    const first = table.getChild('first')!.toArray() as {lines: unknown}[][];
    expect(first[0]![0]!.lines).to.eql([{product: 'P0', quantity: 1n}]);
  });

  it('gives the same rows where the service does not tell its schema', async () => {
    const body = `{ customers(first: 2) { nodes { id score address { city } orders { nodes { total } } } } }`;
    const {table} = await ask(body, {element: connect({url: '/graphql-closed'})});
    expect(columns(table)).to.eql({
      id: ['utf8', 'C1', 'C2'],
      score: ['floatingpoint', 0, 0.5],
      'address.city': ['utf8', 'Köln', 'Łódź'],
      orders: ['list', [], [{total: 10n}]],
    });
  });

  it('makes one row of an object, and a column for each of several', async () => {
    expect(columns((await ask('{ customer(id: "C1") { id name } }')).table)).to.eql({
      id: ['utf8', 'C1'],
      name: ['utf8', 'Customer 1'],
    });
    const both = await ask('{ version a: customer(id: "C1") { id } b: customer(id: "X") { id } }');
    expect(columns(both.table)).to.eql({
      version: ['utf8', '1.0'],
      'a.id': ['utf8', 'C1'],
      'b.id': ['utf8', null],
    });
    const none = await ask('{ customer(id: "X") { id name } }');
    expect([none.table.numRows, none.table.numCols]).to.eql([0, 2]);
  });

  it('follows fragments', async () => {
    const {table} = await ask(`
      query ($yes: Boolean = false) {
        node(id: "C1") { __typename id ...Named @include(if: $yes) ... on Customer { tags } ... on Order { total } }
      }
      fragment Named on Customer { name }`);
    expect(table.fields.map(({name}) => name)).to.eql(['__typename', 'id', 'tags', 'total']);
  });

  it('takes the part that --path names', async () => {
    const body = `{ customer(id: "C5") { orders { nodes { id } totalCount } address { city } tags } }`;
    const at = async (path: string) => columns((await ask(body, {flags: {path}})).table);
    expect(await at('customer.orders.nodes')).to.eql({
      id: ['utf8', 'O5-1', 'O5-2', 'O5-3', 'O5-4'],
    });
    expect(await at('customer.address')).to.eql({city: ['utf8', 'Köln']});
    expect(await at('customer.tags')).to.eql({tags: ['utf8']});
    expect(Object.keys(await at('customer'))).to.eql([
      'orders',
      'orders.totalCount',
      'address.city',
      'tags',
    ]);
  });

  it('lists the paths that could be meant', async () => {
    const two = await failure('{ allCustomers { id } customers { nodes { id } } }');
    expect(two.message).to.include('choose one with --path. There are: allCustomers, customers.');
    const wrong = await failure('{ allCustomers { id } customers { nodes { id } } }', {
      flags: {path: 'customers.items'},
    });
    expect(wrong.message).to.include('selects no "items" in "customers", but nodes.');
    expect(wrong.message).to.include('Paths of lists: allCustomers, customers.');
    const deep = await failure('{ allCustomers { id } }', {flags: {path: 'allCustomers.id'}});
    expect(deep.message).to.include('"allCustomers" is a list already');
  });

  it('gives what there is, and prints what failed', async () => {
    const {table, printed} = await ask('{\n  allCustomers {\n    id\n    email\n  }\n}', {
      flags: {limit: 3},
    });
    expect(table.getChild('email')!.toArray()).to.eql(['c1@example.com', 'c2@example.com', null]);
    expect(printed).to.equal(
      'GraphQL error: The mail server is down. [MAIL_DOWN] (at allCustomers.2.email, line 4, column 5)\n',
    );
  });

  it('fails where there is nothing, at the place in the query', async () => {
    const failed = await failure('{\n  fails\n}');
    expect([failed.name, failed.message]).to.eql([
      'GraphQLError',
      'It always fails. (at fails, line 2, column 3)',
    ]);
    expect(failed.position).to.eql({line: 2, column: 3});
    const unknown = await failure('{ nope }');
    expect(unknown.message).to.include('Cannot query field "nope"');
    const syntax = await failure('{\n  a(');
    expect([syntax.name, syntax.position]).to.eql(['GraphQLSyntaxError', {line: 2, column: 5}]);
  });

  it('changes nothing unless the page allows it', async () => {
    await seen();
    const body = 'mutation { rename(id: "C9", name: "Nine") { name } }';
    expect((await failure(body)).message).to.include('<serverless-graphql allow-mutations>');
    expect(await seen()).to.eql([]);
    const {table} = await ask(body, {element: connect({'allow-mutations': ''})});
    expect(columns(table)).to.eql({name: ['utf8', 'Nine']});
    const endless = await failure('subscription { x }', {
      element: connect({'allow-mutations': ''}),
    });
    expect(endless.message).to.include('A subscription has no end');
  });

  it('runs the operation that is chosen', async () => {
    const body = 'query A { version } query B { customer(id: "C1") { id } }';
    expect((await failure(body)).message).to.include('choose one of A, B with --operation');
    expect((await ask(body, {flags: {operation: 'B'}})).table.fields[0]!.name).to.equal('id');
    expect((await failure('')).message).to.include('There is no query');
  });
});

describe('%%graphql --paginate', () => {
  const flags = {paginate: true};

  it('reads all pages of a query that says nothing of them', async () => {
    await seen();
    const {table, recorded} = await ask('{ customers(first: 10) { totalCount nodes { id } } }', {
      flags,
    });
    expect(table.getChild('id')!.toArray()).to.eql(Array.from({length: 25}, (_, i) => `C${i + 1}`));
    expect(recorded.reports.map(({detail}) => detail)).to.include('20 of 25 rows');
    const asked = await seen();
    expect(asked.map(({variables}) => variables['after'])).to.eql([null, btoa('10'), btoa('20')]);
  });

  for (const [title, body] of [
    [
      'a variable for the cursor',
      'query Q($at: String) { customers(first: 9, after: $at) { pageInfo { endCursor hasNextPage } edges { node { id } } } }',
    ],
    [
      'half of what pages need',
      'query Q($n: Int = 9) { customers(first: $n, after: null) { pageInfo { hasNextPage } nodes { id } } }',
    ],
    ['no arguments', 'query { customers { edges { node { id } } } }'],
    [
      'a fragment',
      'query Q { customers(first: 9) { ...P } } fragment P on CustomerConnection { nodes { id } }',
    ],
  ] as const) {
    it(`copes with ${title}`, async () => {
      for (const url of ['/graphql', '/graphql-closed']) {
        const {table} = await ask(body, {flags, element: connect({url})});
        expect(table.numRows, url).to.equal(25);
      }
    });
  }

  it('stops at the limit, and says how to raise it', async () => {
    const {table, printed} = await ask('{ customers(first: 10) { nodes { id } } }', {
      flags,
      element: connect({'max-rows': '15'}),
    });
    expect(table.numRows).to.equal(15);
    expect(printed).to.include('Stopped at 15 rows, but there are more. Read more with --limit N');
    const {printed: own} = await ask('{ customers(first: 10) { nodes { id } } }', {
      flags: {...flags, limit: 10},
    });
    expect(own).to.include('Raise --limit');
  });

  it('knows places in the query that it changed', async () => {
    const {printed} = await ask('{ customers(first: 20) { nodes { id email } } }', {flags});
    expect(printed).to.include('(at customers.nodes.2.email, line 1, column 37)');
  });

  it('says why there are no pages', async () => {
    const said = async (body: string) => (await failure(body, {flags})).message;
    expect(await said('{ version }')).to.include('has no connection');
    expect(await said('{ endless { nodes { id } } }')).to.include('gives no cursor for it');
    expect(await said('{ customers(last: 3) { nodes { id } } }')).to.include('read forwards');
    expect(
      await said('{ a: customers { nodes { id } } b: customers { nodes { id } } }'),
    ).to.include('choose one with --path');
  });

  it('ends when it is interrupted', async () => {
    const recorded = call('{ customers(first: 1) { nodes { id } } }', flags);
    const running = connect().run(recorded, unstarted);
    recorded.abort();
    expect(((await running.catch((error: unknown) => error)) as Error).name).to.equal('AbortError');
  });
});

describe('variables of %%graphql', () => {
  const kernel = sharedKernel({pyodideUrl: '/pyodide/'});
  const echo =
    'query ($text: String, $number: Int, $flag: Boolean, $json: JSON, $big: BigInt) { echo(text: $text, number: $number, flag: $flag, json: $json, big: $big) }';

  async function sent(code: string, body: string): Promise<Record<string, unknown>> {
    await run(kernel(), code);
    await seen();
    await ask(body, {kernel: kernel()});
    return (await seen())[0]!.variables;
  }

  it('are those of Python, in the types that the query declares', async () => {
    const variables = await sent(
      `text = "'; DROP TABLE x; --"\nnumber = 7\nflag = True\njson = {"a": [1, None, "ü"]}`,
      echo,
    );
    expect(variables).to.eql({
      text: "'; DROP TABLE x; --",
      number: 7,
      flag: true,
      json: {a: [1, null, 'ü']},
    });
  });

  it('have lists, inputs and ids', async () => {
    const variables = await sent(
      'import numpy as np\nids = [1, "C2"]\nfilter = {"minScore": np.float64(0.5), "tags": ["new"]}\nfirst = np.int64(5)',
      'query ($ids: [ID!], $filter: CustomerFilter, $first: Int!) { customers(ids: $ids, filter: $filter, first: $first) { nodes { id } } }',
    );
    expect(variables).to.eql({ids: ['1', 'C2'], filter: {minScore: 0.5, tags: ['new']}, first: 5});
  });

  it('that Python does not have are left out, or have their default', async () => {
    const variables = await sent(
      '',
      'query ($nothing: String, $id: ID! = "C1") { customer(id: $id) { id } a: customers(after: $nothing) { totalCount } }',
    );
    expect(variables).to.eql({});
  });

  it('that are missing or of another type are named', async () => {
    await run(kernel(), 'number = "seven"\nbig = 2 ** 40\nnone = None\nnan = float("nan")');
    const missing = await failure('query (\n  $id: ID!) { customer(id: $id) { id } }', {
      kernel: kernel(),
    });
    expect([missing.name, missing.message]).to.eql([
      'NameError',
      'The query wants $id as ID!, which is no variable of the kernel: assign it in a cell.',
    ]);
    expect(missing.position).to.eql({line: 2, column: 3});
    for (const [declared, said] of [
      ['$number: Int', 'but it is the text "seven"'],
      ['$big: Int', 'but 1099511627776 is beyond its 32 bits'],
      ['$none: Int!', 'but it is None'],
      ['$nan: Float', 'but JSON has no NaN'],
      ['$big: String', 'but it is the number 1099511627776'],
    ] as const) {
      const {name, message} = await failure(`query (${declared}) { version }`, {kernel: kernel()});
      expect([name, message]).to.eql([
        'TypeError',
        `The query wants $${declared.replace('$', '').replace(':', ' as')}, ${said}.`.replace(
          '$ ',
          '$',
        ),
      ]);
    }
  });
});

describe('the service of %%graphql', () => {
  it('gets the token, which is in no message', async () => {
    const element = connect({token: TOKEN});
    expect(element.outerHTML).to.not.include(TOKEN);
    expect(columns((await ask('{ secret }', {element})).table)).to.eql({
      secret: ['utf8', 'the answer'],
    });
    const wrong = await failure('{ secret }', {element: connect({token: 'wrong-token'})});
    expect(wrong.message).to.include('does not accept these credentials (401)');
    expect(wrong.message).to.include('Not allowed with').and.not.include('wrong-token');
  });

  it('is asked again with a new token of the callback', async () => {
    const element = connect();
    element.credentials = ({reason}) => ({token: reason === 'first' ? 'old' : TOKEN});
    expect((await ask('{ secret }', {element})).table.numRows).to.equal(1);
  });

  it('may refuse pages of other origins, or be one of them', async () => {
    const far = await (await fetch('/test-servers/http')).text();
    const refused = await failure('{ version }', {
      element: connect({url: `${far}/headers`, token: 'x'}),
    });
    expect(refused.message).to.include('this is CORS');
    expect(refused.message).to.include('Access-Control-Allow-Headers: content-type, authorization');
    const url = await (await fetch('/test-servers/graphql')).text();
    expect((await ask('{ version }', {element: connect({url})})).table.numRows).to.equal(1);
  });

  it('may be none at all', async () => {
    const at = async (url: string) =>
      (await failure('{ version }', {element: connect({url})})).message;
    expect(await at('/http-test/headers')).to.include('neither "data" nor "errors"');
    expect(await at('/http-test/html')).to.include('no JSON');
    expect(await at('/http-test/status/404')).to.include('is the URL right');
    expect(await at('/http-test/short')).to.include('broke off');
    expect(await at('http://127.0.0.1:9/graphql')).to.include('cannot be reached');
  });

  it('tells what can stand at a place of a query', async () => {
    const element = connect();
    const texts = async (body: string) => {
      const cursor = body.indexOf('|');
      const request = {connection: '', body: body.replace('|', ''), cursor};
      return (await element.complete(request)).map(({text}) => text);
    };
    expect(await texts('{ cust| }')).to.include.members(['customer', 'customers']);
    expect(await texts('{ customers(fi|) { totalCount } }')).to.include('first');
    expect(await texts('{\n  customers {\n    nodes { na|')).to.include('name');
    expect(await texts('{ customer(id: 1) { orders(status: |')).to.include('SHIPPED');
    expect(await texts('query ($id: I|')).to.include('ID');
    const closed = connect({url: '/graphql-closed'});
    expect(await closed.complete({connection: '', body: '{ ', cursor: 2})).to.eql([]);
  });
});
