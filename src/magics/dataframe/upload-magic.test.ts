import {expect} from '@open-wc/testing';
import {tableFromColumns} from '../../data/builder.js';
import {field} from '../../data/schema.js';
import type {Kernel} from '../../kernel/kernel.js';
import {jobType} from '../../protocol/job.js';
import type {MagicCall} from '../magic.js';
import {recordedCall, type RecordedCall} from '../test-support.js';
import {defaultSchema} from './default-schema.js';
import type {JobOrder, JobReport, JobService} from './job-service.js';
import type {PackedFile} from './pack.js';
import {UploadMagic} from './upload-magic.js';

type Stage = 'check' | 'read' | 'upload' | 'submit' | 'report';

/** A page's connector whose parts do as a test says, and can be held up at any stage. */
class Setup {
  readonly orders: JobOrder[] = [];
  readonly cancelled: string[] = [];
  readonly files: PackedFile[] = [];
  readonly reached: Stage[] = [];
  url = 'https://up.test/files/1';
  reports: JobReport[] = [{state: 'completed', log: []}];
  columns = 1;
  at: (stage: Stage) => Promise<void> | void = () => {};

  readonly kernel = {
    read: async () => {
      await this.#pass('read');
      const fields = [field('a', {name: 'int', bitWidth: 64, isSigned: true})];
      return this.columns === 0 ? tableFromColumns([], []) : tableFromColumns(fields, [[1n, 2n]]);
    },
  } as unknown as Kernel;

  readonly #jobs: JobService = {
    kind: 'prefect',
    title: 'load/dataframe',
    check: () => this.#pass('check'),
    submit: async (order) => {
      await this.#pass('submit');
      this.orders.push(order);
      return `job-${this.orders.length}`;
    },
    report: async () => {
      await this.#pass('report');
      return this.reports.length > 1 ? this.reports.shift()! : this.reports[0]!;
    },
    cancel: (id) => Promise.resolve(void this.cancelled.push(id)),
  };

  readonly magic = new UploadMagic({
    connection: '',
    uploadUrl: 'https://up.test/files',
    jobs: this.#jobs,
    schema: () => Promise.resolve(defaultSchema),
    uploader: {
      upload: async (file, _name, signal) => {
        this.files.push(file);
        await this.#pass('upload');
        signal.throwIfAborted();
        return this.url;
      },
    },
  });

  async #pass(stage: Stage): Promise<void> {
    this.reached.push(stage);
    await this.at(stage);
  }
}

const callOf = (call: Partial<MagicCall> = {}): RecordedCall =>
  recordedCall({name: 'dataframe', words: ['upload', 'df'], body: 'table: sales', ...call});

async function failure(work: Promise<unknown>): Promise<Error> {
  try {
    await work;
  } catch (error) {
    return error as Error;
  }
  throw new Error('It worked.');
}

describe('%%dataframe upload', () => {
  afterEach(() => sessionStorage.clear());

  it('gives the job the arguments, and a file that is Parquet with its checksum', async () => {
    const setup = new Setup();
    const call = callOf({body: 'table: sales\nmode: replace'});
    await setup.magic.run(call, setup.kernel);
    const [order] = setup.orders;
    const [file] = setup.files;
    expect(order!.arguments).to.deep.equal({table: 'sales', mode: 'replace'});
    expect(order!.rows).to.equal(2);
    expect(order!.file).to.include({url: setup.url, sha256: file!.sha256, bytes: file!.bytes});
    const bytes = await file!.blob.arrayBuffer();
    expect(new TextDecoder().decode(bytes.slice(0, 4))).to.equal('PAR1');
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    const hex = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    expect(file!.sha256).to.equal(hex);
    expect(call.reports.map(({text}) => text)).to.include.members([
      'Reading df',
      'Writing df as Parquet',
      'Uploading df',
      'Starting load/dataframe',
    ]);
    expect(call.displays).to.have.length(1);
    expect(call.displays[0]!.metadata[jobType]).to.include({id: 'job-1', state: 'pending'});
  });

  it('makes the same file of the same frame', async () => {
    const setup = new Setup();
    await setup.magic.run(callOf(), setup.kernel);
    await setup.magic.run(callOf(), setup.kernel);
    expect(setup.files[0]!.sha256).to.equal(setup.files[1]!.sha256);
    expect(setup.orders[0]!.key).not.to.equal(setup.orders[1]!.key);
  });

  it('reads and sends nothing where the arguments are wrong or the engine is down', async () => {
    const setup = new Setup();
    const wrong = await failure(setup.magic.run(callOf({body: 'mode: x'}), setup.kernel));
    expect(wrong.message).to.contain('table is missing');
    expect(setup.reached).to.deep.equal([]);
    setup.at = (stage) => {
      if (stage === 'check') throw new Error('Prefect is down');
    };
    const down = await failure(setup.magic.run(callOf(), setup.kernel));
    expect(down.message).to.equal('Prefect is down');
    expect(setup.reached).to.deep.equal(['check']);
  });

  it('says how it is used where the header is wrong', async () => {
    const setup = new Setup();
    const messageOf = async (...words: string[]) =>
      (await failure(setup.magic.run(callOf({words}), setup.kernel))).message;
    expect(await messageOf()).to.contain('needs to be told what to do');
    expect(await messageOf('uplaod', 'df')).to.contain('did you mean upload?');
    expect(await messageOf('upload')).to.contain('Which DataFrame?');
    expect(await messageOf('upload', 'a', 'b')).to.contain('"a b" is not the name of one variable');
    expect(await messageOf('upload', 'df.a')).to.contain('"df.a" is not the name');
    setup.columns = 0;
    expect(await messageOf('upload', 'df')).to.contain('df has no columns');
  });

  for (const stage of ['check', 'read', 'upload'] as const) {
    it(`starts no job when it is interrupted during: ${stage}`, async () => {
      const setup = new Setup();
      const call = callOf();
      setup.at = (reached) => {
        if (reached === stage) call.abort();
      };
      await failure(setup.magic.run(call, setup.kernel));
      expect(setup.orders).to.deep.equal([]);
      expect(call.displays).to.deep.equal([]);
    });
  }

  it('cancels the job when it is interrupted while it is started', async () => {
    const setup = new Setup();
    const call = callOf();
    setup.at = (reached) => {
      if (reached === 'submit') call.abort();
    };
    await failure(setup.magic.run(call, setup.kernel));
    expect(setup.cancelled).to.deep.equal(['job-1']);
    expect(call.displays).to.deep.equal([]);
  });

  it('waits for the end with --wait, and fails with the job', async () => {
    const setup = new Setup();
    setup.reports = [
      {state: 'running', log: []},
      {state: 'failed', message: 'no room', log: []},
    ];
    const call = callOf({flags: {wait: true}});
    const error = await failure(setup.magic.run(call, setup.kernel));
    expect(error.name).to.equal('JobError');
    expect(error.message).to.equal('The job load/dataframe failed: no room');
    expect(call.displays[0]!.metadata[jobType]).to.include({state: 'failed'});
  });

  it('ends the waiting, but not the job, when it is interrupted', async () => {
    const setup = new Setup();
    const call = callOf({flags: {wait: true}});
    setup.reports = [{state: 'running', log: []}];
    setup.at = (reached) => {
      if (reached === 'report') call.abort();
    };
    await failure(setup.magic.run(call, setup.kernel));
    expect(setup.cancelled).to.deep.equal([]);
    expect(call.displays).to.have.length(1);
  });

  it('keeps no address that may hold a credential', async () => {
    const setup = new Setup();
    setup.url = 'https://up.test/files/1?signature=s3cr3t';
    const call = callOf();
    await setup.magic.run(call, setup.kernel);
    expect(setup.orders[0]!.file.url).to.equal(setup.url);
    expect(
      JSON.stringify(call.displays) + JSON.stringify(Object.entries(sessionStorage)),
    ).not.to.contain('s3cr3t');
  });

  it('starts nothing again that the page would not have started', async () => {
    const setup = new Setup();
    const call = callOf();
    await setup.magic.run(call, setup.kernel);
    const data = call.displays[0]!.data[jobType] as Parameters<UploadMagic['follow']>[0];
    const progress = {id: 'x', fileUrl: setup.url, state: 'failed', log: []} as const;
    const forged = [
      setup.magic.follow(data, {...progress, id: 'a', fileUrl: 'https://evil.test/files/1'}),
      setup.magic.follow(data, {...progress, id: 'b', fileUrl: 'https://up.test/files/../admin'}),
      setup.magic.follow({...data, arguments: {drop: true}}, {...progress, id: 'c'}),
    ];
    for (const job of forged) {
      expect((await failure(job.retry())).message).to.contain('was not made by this page');
    }
    expect(setup.orders).to.have.length(1);
    await setup.magic.follow(data, progress).retry();
    expect(setup.orders).to.have.length(2);
  });
});
