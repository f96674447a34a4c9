import {expect, fixture, html} from '@open-wc/testing';
import {tableFromColumns} from '../data/builder.js';
import type {Table} from '../data/table.js';
import type {Kernel} from '../kernel/kernel.js';
import type {MagicError} from '../magics/errors.js';
import {recordedCall} from '../magics/test-support.js';
import '../define-connectors.js';
import type {SqlElement} from './sql.js';

const kernel = {values: () => Promise.resolve(tableFromColumns([], []))} as unknown as Kernel;

async function rows(element: SqlElement, body: string): Promise<Record<string, unknown>[]> {
  const result = await element.run(recordedCall({name: 'sql', body}), kernel);
  return (result as {table: Table}).table.toArray();
}

async function failure(element: SqlElement, body: string): Promise<MagicError> {
  return rows(element, body).then(
    () => expect.fail('It did not fail.'),
    (error: unknown) => error as MagicError,
  );
}

describe('<serverless-sql engine="trino">', () => {
  it('tells Trino what its attributes say', async () => {
    const element = await fixture<SqlElement>(html`
      <serverless-sql
        engine="trino"
        url="/trino"
        catalog="tpch"
        schema="tiny"
        user="ada"
        source="a-page"
        time-zone="Asia/Tokyo"
        session="query_max_run_time = 17m, query_priority=2"
      ></serverless-sql>
    `);
    expect(
      await rows(
        element,
        'SELECT current_user AS u, current_timezone() AS z, name FROM nation WHERE nationkey = 0',
      ),
    ).to.deep.equal([{u: 'ada', z: 'Asia/Tokyo', name: 'ALGERIA'}]);
    const session = await rows(element, 'SHOW SESSION');
    const valueOf = (name: string): unknown => session.find(({Name}) => Name === name)?.['Value'];
    expect([valueOf('query_max_run_time'), valueOf('query_priority')]).to.deep.equal(['17m', '2']);
    const [query] = await rows(
      element,
      `SELECT "user", source FROM system.runtime.queries WHERE source = 'a-page' LIMIT 1`,
    );
    expect(query).to.deep.equal({user: 'ada', source: 'a-page'});
  });

  it('sends a password with its user, and shows neither it nor the attribute', async () => {
    const element = await fixture<SqlElement>(html`
      <serverless-sql engine="trino" url="/trino" user="ada" password="pa55-w0rd"></serverless-sql>
    `);
    expect(element.outerHTML).not.to.contain('pa55-w0rd');
    const original = window.fetch.bind(window);
    const sent: (string | null)[] = [];
    window.fetch = async (...request) => {
      sent.push(new Request(...request).headers.get('Authorization'));
      return original(...request);
    };
    try {
      // This server wants none where requests are not encrypted.
      const error = await failure(element, 'SELECT 1');
      expect(error.message).to.match(/401.*Password not allowed/);
      expect(error.message).not.to.contain('pa55-w0rd');
    } finally {
      window.fetch = original;
    }
    expect(sent[0]).to.equal(`Basic ${btoa('ada:pa55-w0rd')}`);
  });

  it('ends what runs when it is taken away', async () => {
    const element = await fixture<SqlElement>(html`
      <serverless-sql engine="trino" url="/trino" source="taken-away"></serverless-sql>
    `);
    const body =
      'SELECT count(*) FROM tpch.sf100.lineitem a JOIN tpch.sf100.orders b ON a.orderkey = b.orderkey';
    const call = recordedCall({name: 'sql', body});
    const query = element.run(call, kernel).then(
      () => 'nothing',
      (error: unknown) => (error as Error).message,
    );
    while (call.reports.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    element.remove();
    expect(await query).to.contain('taken away');
    const other = await fixture<SqlElement>(html`
      <serverless-sql engine="trino" url="/trino"></serverless-sql>
    `);
    for (let state: unknown; state !== 'USER_CANCELED';) {
      const [found] = await rows(
        other,
        `SELECT error_code FROM system.runtime.queries WHERE source = 'taken-away'`,
      );
      state = found?.['error_code'];
    }
  });

  it('says what is wrong with its attributes', async () => {
    const session = await fixture<SqlElement>(html`
      <serverless-sql engine="trino" url="/trino" session="10m"></serverless-sql>
    `);
    expect((await failure(session, 'SELECT 1')).message).to.contain('"10m" is no property');
    const nowhere = await fixture<SqlElement>(html`
      <serverless-sql engine="trino"></serverless-sql>
    `);
    expect((await failure(nowhere, 'SELECT 1')).message).to.contain('needs a url');
  });
});
