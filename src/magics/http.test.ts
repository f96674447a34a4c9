import {expect} from '@open-wc/testing';
import {CredentialsKeeper} from './credentials.js';
import {MagicError} from './errors.js';
import {readBytes, readJson, readText, request, type RequestOptions} from './http.js';

const service = 'Test Service';
const signal = new AbortController().signal;
const near = '/http-test';
let id = 0;

const ask = (path: string, options: Partial<RequestOptions> = {}) =>
  request(path, {service, signal, ...options});

async function failure(work: Promise<unknown>): Promise<MagicError> {
  try {
    await work;
  } catch (error) {
    expect(error).to.be.instanceOf(MagicError);
    return error as MagicError;
  }
  throw new Error('It did not fail.');
}

async function far(): Promise<string> {
  return (await fetch('/test-servers/http')).text();
}

describe('request', () => {
  it('gives the answer of the service', async () => {
    const response = await ask(`${near}/headers`, {headers: {'X-Test': 'yes'}});
    expect(await readJson(response, {service, signal})).to.include({'x-test': 'yes'});
  });

  it('asks again after 429 and 503, as often as the service says', async () => {
    const waits: number[] = [];
    for (const status of [429, 503]) {
      const url = `${near}/status/${status}?retry-after=0&times=2&id=${id++}`;
      const response = await ask(url, {onWait: (wait) => waits.push(wait.status)});
      expect(await response.json()).to.eql({count: 3});
    }
    expect(waits).to.eql([429, 429, 503, 503]);
  });

  it('does not repeat what may do harm', async () => {
    const url = `${near}/status/503?retry-after=0&times=1&id=${id++}`;
    const {message} = await failure(ask(url, {method: 'POST'}));
    expect(message).to.include('is not available (503)');
  });

  it('does not wait for longer than a reader would', async () => {
    const {message} = await failure(ask(`${near}/status/429?retry-after=3600`));
    expect(message)
      .to.include('gets too many requests (429): try again in 3600 s')
      .and.include('No.');
  });

  for (const [status, words] of [
    [401, 'wants credentials'],
    [403, 'does not allow this'],
    [404, 'is the URL right'],
    [500, 'failed (500)'],
    [502, 'cannot be reached by the server in front'],
    [418, 'refused the request (418)'],
  ] as const) {
    it(`says what ${status} means`, async () => {
      const {name, message} = await failure(ask(`${near}/status/${status}?token=secret`));
      expect(name).to.equal('TestServiceError');
      expect(message).to.include(words).and.include('It says: No.');
      expect(message).to.include(`${location.origin}${near}/status/${status}?…`);
    });
  }

  it('says that it is CORS, and what the server must send', async () => {
    const {message} = await failure(
      ask(`${await far()}/headers`, {method: 'PUT', headers: {Authorization: 'x', Accept: 'y'}}),
    );
    expect(message).to.include('this is CORS');
    expect(message).to.include(`Access-Control-Allow-Origin: ${location.origin}`);
    expect(message).to.include('Access-Control-Allow-Methods: PUT');
    expect(message).to.include('Access-Control-Allow-Headers: authorization\n');
  });

  it('says that another origin is down, or maybe refuses', async () => {
    const {message} = await failure(ask('http://127.0.0.1:9/sql'));
    expect(message).to.include('cannot be reached').and.include('Access-Control-Allow-Origin');
  });

  it('says that the own server is down', async () => {
    const {message} = await failure(ask(`${near}/reset`));
    expect(message).to.include('the server is down').and.not.include('CORS');
  });

  it('refuses addresses that cannot be asked', async () => {
    expect((await failure(ask('ftp://a.b/c'))).message).to.include('http or https');
    const {message} = await failure(ask('http://me:hidden@localhost/'));
    expect(message).to.include('user name or password').and.not.include('hidden');
  });

  it('ends at once when it is aborted, also while it waits', async () => {
    for (const path of ['hang', `status/503?retry-after=50`]) {
      const controller = new AbortController();
      const asked = ask(`${near}/${path}`, {
        signal: controller.signal,
        onWait: () => controller.abort(),
      });
      if (path === 'hang') controller.abort();
      const error: unknown = await asked.catch((reason: unknown) => reason);
      expect((error as Error).name).to.equal('AbortError');
    }
  });
});

describe('credentials of a request', () => {
  it('are sent in headers', async () => {
    const given = {token: 'token-1', key: 'key-1', headers: {'X-Tenant': 'growth'}};
    const credentials = new CredentialsKeeper({service, connection: '', given});
    const response = await ask(`${near}/headers`, {credentials});
    expect(await response.json()).to.include({
      authorization: 'Bearer token-1',
      'x-api-key': 'key-1',
      'x-tenant': 'growth',
    });
  });

  it('are asked for when first needed, kept, and renewed once when refused', async () => {
    const reasons: string[] = [];
    const credentials = new CredentialsKeeper({
      service,
      connection: 'one',
      ask: ({reason, connection}) => {
        reasons.push(`${connection} ${reason}`);
        return {token: reason === 'first' ? 'old' : 'new'};
      },
    });
    const url = `${near}/secret?is=Bearer%20new`;
    expect(await (await ask(url, {credentials})).text()).to.equal('welcome');
    expect(await (await ask(url, {credentials})).text()).to.equal('welcome');
    expect(reasons).to.eql(['one first', 'one refused']);
  });

  it('are asked for once by cells that start at once', async () => {
    let count = 0;
    const credentials = new CredentialsKeeper({
      service,
      connection: '',
      ask: () => Promise.resolve({username: 'ann', password: `secret-${count++}`}),
    });
    const url = `${near}/secret?is=${encodeURIComponent(`Basic ${btoa('ann:secret-0')}`)}`;
    const all = await Promise.all([ask(url, {credentials}), ask(url, {credentials})]);
    expect(all.map(({status}) => status)).to.eql([200, 200]);
  });

  it('stay out of what the service says of them', async () => {
    for (const given of [
      {token: 'hush-hush'},
      {key: 'hush-hush'},
      {username: 'a', password: 'hush-hush'},
    ]) {
      const credentials = new CredentialsKeeper({service, connection: '', given});
      const {message} = await failure(ask(`${near}/secret?is=x`, {credentials}));
      expect(message).to.include('does not accept these credentials (401)').and.include('•••');
      expect(message).to.not.include('hush').and.not.include(btoa('a:hush-hush'));
    }
  });

  it('stay out of errors about their form', async () => {
    const given = {token: 'line\nbreak'};
    const credentials = new CredentialsKeeper({service, connection: '', given});
    const {name, message} = await failure(ask(`${near}/headers`, {credentials}));
    expect(name).to.equal('CredentialsError');
    expect(message)
      .to.include('Authorization')
      .and.not.include('break\n')
      .and.not.include('line\n');
  });

  it('say that the callback failed or gave none', async () => {
    const failing = new CredentialsKeeper({
      service,
      connection: 'x',
      ask: () => {
        throw new Error('no session');
      },
    });
    const {message} = await failure(ask(`${near}/headers`, {credentials: failing}));
    expect(message).to.equal(`${service} (x): the page's credentials callback failed: no session`);
    const wrong = new CredentialsKeeper({service, connection: '', ask: () => ({})});
    const refused = await failure(ask(`${near}/headers`, {credentials: wrong}));
    expect(refused.message).to.include('it must return {token}');
  });

  it('cannot be read from who keeps them', () => {
    const keeper = new CredentialsKeeper({service, connection: '', given: {token: 'hush-hush'}});
    expect(JSON.stringify(keeper)).to.equal('{}');
    expect(Object.keys(keeper)).to.eql([]);
  });
});

describe('reading an answer', () => {
  it('says that it broke off', async () => {
    const response = await ask(`${near}/short`);
    const {message} = await failure(readBytes(response, {service, signal}));
    expect(message).to.include('broke off after 10 of 1,000 bytes');
  });

  it('stops at the limit and says how to raise it', async () => {
    const options = {service, signal, limitBytes: 5, limitHint: 'Raise it by limit-bytes.'};
    const response = await ask(`${near}/html`);
    const {message} = await failure(readBytes(response, options));
    expect(message).to.include('the 5 bytes that are allowed. Raise it by limit-bytes.');
  });

  it('tells how far it is', async () => {
    const seen: number[] = [];
    const response = await ask(`${near}/html`);
    const onProgress = ({bytes}: {bytes: number}) => void seen.push(bytes);
    const {length} = await readBytes(response, {service, signal, onProgress});
    expect(seen.at(-1)).to.equal(length);
  });

  it('says what else than JSON it got', async () => {
    const html = await failure(readJson(await ask(`${near}/html`), {service, signal}));
    expect(html.message).to.include('no JSON (its type is text/html)').and.include('Log in');
    const empty = await failure(readJson(await ask(`${near}/empty`), {service, signal}));
    expect(empty.message).to.include('answered with nothing');
    const latin = await failure(readText(await ask(`${near}/latin1`), {service, signal}));
    expect(latin.message).to.include('no UTF-8 text');
  });
});
