import {expect} from '@open-wc/testing';
import {HttpJobs} from './http-jobs.js';
import type {HttpJobMapping} from './http-mapping.js';
import type {JobOrder, SendJson} from './job-service.js';

const order: JobOrder = {
  arguments: {table: 'sales', options: {limit: 3}},
  file: {url: 'https://up.test/1', sha256: 'ab', bytes: 12},
  rows: 7,
  key: 'once',
};

/** A service that answers as told, and what it was asked. */
function service(answers: Record<string, unknown>, mapping: Partial<HttpJobMapping> = {}) {
  const asked: {method: string; url: string; body: unknown; key?: string}[] = [];
  const send: SendJson = (url, {method = 'GET', body, headers, key} = {}) => {
    asked.push({method, url, body, ...(key && {key: headers!['idempotency-key']})});
    return Promise.resolve(answers[`${method} ${new URL(url).pathname}`] ?? null);
  };
  return {jobs: new HttpJobs('https://jobs.test/api/jobs', 'load', mapping, send), asked};
}

async function reasonOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('It worked.');
}

describe('An HTTP job service', () => {
  it('needs no mapping where it is written for this', async () => {
    const {jobs, asked} = service({
      'POST /api/jobs/': {id: 42},
      'GET /api/jobs/42': {state: 'Running', progress: 0.25, link: '/ui/42', log: ['a', 'b']},
    });
    expect(await jobs.submit(order)).to.equal('42');
    expect(asked[0]).to.deep.equal({
      method: 'POST',
      url: 'https://jobs.test/api/jobs/',
      body: {arguments: order.arguments, file: order.file, rows: 7},
      key: 'once',
    });
    expect(await jobs.report('42')).to.deep.equal({
      state: 'running',
      stateName: 'Running',
      fraction: 0.25,
      link: 'https://jobs.test/ui/42',
      log: [{text: 'a'}, {text: 'b'}],
    });
    await jobs.cancel('42');
    expect(asked.at(-1)).to.include({method: 'POST', url: 'https://jobs.test/api/jobs/42/cancel'});
  });

  it('is spoken to as a mapping says', async () => {
    const {jobs, asked} = service(
      {
        'PUT /api/jobs/v2/runs': {run: {name: 'r/1'}},
        'GET /api/jobs/v2/runs/r%2F1': {
          run: {phase: 'Errored', why: {text: 'no room'}, percent: 50, at: '2026-01-01T00:00:00Z'},
        },
        'GET /api/jobs/v2/logs': {
          lines: [{msg: 'x', ts: '2026-01-01T00:00:01Z', lvl: 'WARNING'}, 'plain'],
        },
      },
      {
        submit: {
          method: 'PUT',
          url: '/v2/runs',
          body: {
            template: 'load-{arguments.table}',
            table: '{arguments.table}',
            options: '{arguments.options}',
            s3: ['{file.url}', '{file.bytes}'],
            none: '{arguments.missing}',
          },
          id: 'run.name',
        },
        status: {
          url: 'v2/runs/{id}',
          state: 'run.phase',
          message: 'run.why.text',
          progress: 'run.percent',
          progressTotal: 100,
          started: 'run.at',
        },
        logs: {url: 'v2/logs?run={id}', items: 'lines', text: 'msg', time: 'ts', level: 'lvl'},
        cancel: {method: 'DELETE', url: 'v2/runs/{id}'},
        states: {errored: 'failed'},
      },
    );
    expect(await jobs.submit(order)).to.equal('r/1');
    expect(asked[0]!.body).to.deep.equal({
      template: 'load-sales',
      table: 'sales',
      options: {limit: 3},
      s3: ['https://up.test/1', 12],
      none: undefined,
    });
    expect(await jobs.report('r/1')).to.deep.equal({
      state: 'failed',
      stateName: 'Errored',
      message: 'no room',
      started: '2026-01-01T00:00:00Z',
      log: [{text: 'x', time: '2026-01-01T00:00:01Z', level: 'warning'}, {text: 'plain'}],
    });
    expect(asked.map(({url}) => url)).to.include('https://jobs.test/api/jobs/v2/logs?run=r%2F1');
    await jobs.cancel('r/1');
    expect(asked.at(-1)).to.include({method: 'DELETE'});
  });

  it('says what the mapping does not know', async () => {
    const {jobs} = service({
      'POST /api/jobs/': {job: 1},
      'GET /api/jobs/1': {state: 'Frozen'},
      'GET /api/jobs/2': 'hello',
    });
    expect(await reasonOf(jobs.submit(order))).to.contain('has no "id"');
    expect(await reasonOf(jobs.report('1'))).to.match(/says that the job is "Frozen".*"states"/);
    expect(await reasonOf(jobs.report('2'))).to.contain('says that the job is ""');
  });

  it('asks for nothing outside of its address, whatever the id is', async () => {
    const {jobs, asked} = service({});
    await reasonOf(jobs.report('../../admin?x'));
    expect(asked[0]!.url).to.equal('https://jobs.test/api/jobs/..%2F..%2Fadmin%3Fx');
  });

  it('keeps the end of a long log', async () => {
    const log = Array.from({length: 100}, (_, i) => `line ${i}`).join('\n');
    const {jobs} = service(
      {'GET /api/jobs/1': {state: 'done', log}},
      {states: {done: 'completed'}},
    );
    const report = await jobs.report('1');
    expect(report.log).to.have.length(20);
    expect(report.log.at(-1)).to.deep.equal({text: 'line 99'});
  });
});
