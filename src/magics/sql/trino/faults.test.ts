import {expect} from '@open-wc/testing';
import type {Kernel} from '../../../kernel/kernel.js';
import {CredentialsKeeper, type CredentialsCallback} from '../../credentials.js';
import {Table} from '../../../data/table.js';
import type {MagicError} from '../../errors.js';
import {recordedCall} from '../../test-support.js';
import {sqlMagic} from '../sql-magic.js';
import {TrinoEngine} from './engine.js';

const kernel = {} as Kernel;
const secret = 'a-very-secret-token';

interface Sent {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string | null;
}

/** What stands between the page and the real server: it answers itself, or changes the answer. */
type Between = (sent: Sent, index: number) => Promise<Response | null> | Response | null;

const original = window.fetch.bind(window);
let sent: Sent[] = [];

function between(interfere: Between): void {
  sent = [];
  window.fetch = async (input, init) => {
    const request = new Request(input, init);
    const authorization = request.headers.get('Authorization');
    const one = {method: request.method, url: new URL(request.url), authorization};
    sent.push(one);
    return (await interfere(one, sent.length - 1)) ?? original(input, init);
  };
}

interface Running {
  readonly ask?: CredentialsCallback;
  readonly url?: string;
}

async function run(body: string, {ask, url = '/trino'}: Running = {}): Promise<unknown[]> {
  const given = {service: 'Trino', connection: '', ask: ask ?? null};
  const credentials = ask ? new CredentialsKeeper(given) : null;
  const engine = new TrinoEngine({url, credentials});
  const magic = sqlMagic({engine, limits: {rows: 1e6, bytes: 1e8}});
  const result = await magic.run(recordedCall({body}), kernel);
  const table = result && 'table' in result ? result.table : null;
  if (!(table instanceof Table)) throw new Error('There is no table.');
  return table.toArray();
}

async function failure(body: string, running?: Running): Promise<MagicError> {
  try {
    await run(body, running);
  } catch (error) {
    return error as MagicError;
  }
  throw new Error('It did not fail.');
}

const status = (code: number, text = '', headers = {}): Response =>
  new Response(text, {status: code, headers});

const json = (value: unknown): Response => Response.json(value);

const page = (more: object): object => ({id: 'q', stats: {state: 'RUNNING'}, ...more});

describe('Trino, when something goes wrong', () => {
  afterEach(() => {
    window.fetch = original;
  });

  it('asks again after 502, 503 and 504, which are not its own', async () => {
    between((_, index) => [status(503), status(502), null, status(504)][index] ?? null);
    expect(await run('SELECT 1 AS one')).to.deep.equal([{one: 1}]);
  });

  it('asks again for a page when the connection was lost', async () => {
    between(({method}, index) => {
      if (method === 'GET' && index < 3) throw new TypeError('Failed to fetch');
      return null;
    });
    expect(await run('SELECT 1 AS one')).to.deep.equal([{one: 1}]);
  });

  it('does not send a statement twice that may have been run', async () => {
    between(() => status(502));
    const error = await failure('INSERT INTO memory.default.t SELECT 1');
    expect(error.message).to.contain('502');
    expect(sent.length).to.equal(1);
  });

  it('says that the server is down when it is for long, in the middle of a query', async () => {
    let isDown = false;
    between(({method}) => {
      if (isDown) throw new TypeError('Failed to fetch');
      isDown = method === 'POST';
      return null;
    });
    const error = await failure('SELECT 1');
    expect(error.name).to.equal('TrinoError');
    expect(error.message).to.contain('cannot be reached');
  });

  it('says when the server no longer knows the query', async () => {
    for (const code of [404, 410]) {
      between(({method}) => (method === 'GET' ? status(code, 'Query not found') : null));
      const error = await failure('SELECT 1');
      expect(error.message).to.match(/does not know this query .*Query not found.*restarted/);
    }
  });

  it('says what 401, 403 and 500 mean', async () => {
    between(() => status(401));
    expect((await failure('SELECT 1')).message).to.contain('wants credentials');
    between(() => status(403, `Access denied for ${secret}`));
    const refused = await failure('SELECT 1', {ask: () => ({token: secret})});
    expect(refused.message).to.contain('403');
    expect(refused.message).not.to.contain(secret);
    between(() => status(500, 'java.lang.NullPointerException'));
    expect((await failure('SELECT 1')).message).to.match(/500.*NullPointerException/);
  });

  it('renews credentials that are refused', async () => {
    const reasons: string[] = [];
    between(({authorization}) => (authorization === `Bearer ${secret}` ? null : status(401)));
    const ask: CredentialsCallback = ({reason}) => {
      reasons.push(reason);
      return {token: reason === 'first' ? 'expired' : secret};
    };
    const error = await failure('SELECT foo', {ask}).catch(() => null);
    expect(reasons).to.deep.equal(['first', 'refused']);
    expect(sent[1]!.authorization).to.equal(`Bearer ${secret}`);
    expect(error?.message ?? '').not.to.contain(secret);
  });

  it('asks only where it was told to, whatever address the server names', async () => {
    between(({method}) =>
      method === 'POST'
        ? json(page({nextUri: 'https://elsewhere.example/v1/statement/queued/q/slug/1'}))
        : json(page({columns: [], stats: {state: 'FINISHED'}})),
    );
    await run('SELECT 1', {ask: () => ({token: secret})});
    expect(sent.map(({url}) => url.href)).to.deep.equal([
      `${location.origin}/trino/v1/statement`,
      `${location.origin}/trino/v1/statement/queued/q/slug/1`,
    ]);
    between(() => json(page({nextUri: 'https://elsewhere.example/steal'})));
    const error = await failure('SELECT 1', {ask: () => ({token: secret})});
    expect(error.message).to.contain('elsewhere.example');
    expect(sent.every(({url}) => url.origin === location.origin)).to.equal(true);
  });

  it('says when an answer breaks off, or is not what it should be', async () => {
    between(async (request, index) => {
      if (index === 0) return null;
      const response = await original(request.url);
      const text = await response.text();
      return new Response(text.slice(0, 100), {headers: {'Content-Type': 'application/json'}});
    });
    expect((await failure('SELECT 1')).message).to.contain('no JSON');
    between(
      () => new Response('<html><title>Sign in</title>', {headers: {'Content-Type': 'text/html'}}),
    );
    expect((await failure('SELECT 1')).message).to.match(/no JSON .*text\/html/);
    between(() => json({hello: 'world'}));
    expect((await failure('SELECT 1')).message).to.contain('is not Trino');
    between(() => json(page({data: 'no rows', columns: 'none'})));
    expect((await failure('SELECT 1')).name).to.equal('TrinoError');
    between(() => new Response(new Uint8Array([0x7b, 0xff, 0xfe])));
    expect((await failure('SELECT 1')).message).to.contain('UTF-8');
  });

  it('says when an address is none', async () => {
    expect((await failure('SELECT 1', {url: 'ftp://x'})).message).to.contain('no address');
    expect((await failure('SELECT 1', {url: '/nothing-here'})).message).to.match(/404|405/);
  });

  it('ends what a lost page would leave behind', async () => {
    between(() => null);
    const engine = new TrinoEngine({url: '/trino'});
    const magic = sqlMagic({engine, limits: {rows: 1e6, bytes: 1e8}});
    const call = recordedCall({
      body: 'SELECT count(*) FROM tpch.sf100.lineitem a JOIN tpch.sf100.orders b ON a.orderkey = b.orderkey',
    });
    const query = magic.run(call, kernel).catch(() => null);
    while (call.reports.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    dispatchEvent(new PageTransitionEvent('pagehide'));
    while (!sent.some(({method}) => method === 'DELETE')) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await query;
  });
});
