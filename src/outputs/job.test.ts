import {expect, fixture, html} from '@open-wc/testing';
import {OutputElement} from '../elements/output.js';
import {FollowedJob, begun} from '../magics/dataframe/followed-job.js';
import {ServiceError} from '../magics/dataframe/failures.js';
import type {JobReport, JobService} from '../magics/dataframe/job-service.js';
import {JobConnectorEvent, type JobRecord, jobOutput, jobType} from '../protocol/job.js';
import {until} from '../test-support.js';

customElements.get('serverless-output') ??
  customElements.define('serverless-output', OutputElement);

const record: JobRecord = {
  service: 'prefect',
  connection: '',
  title: 'load/dataframe',
  rows: 1000,
  arguments: {table: 'sales', mode: 'append'},
  file: {sha256: 'ab'.repeat(32), bytes: 12_345},
};

/** An engine that does what a test tells it to. */
class ToldJobs implements JobService {
  readonly kind = 'prefect';
  readonly title = 'load/dataframe';
  report_: JobReport | Error = {state: 'pending', log: []};
  readonly asked: string[] = [];
  readonly cancelled: string[] = [];
  submitted = 0;
  check = () => Promise.resolve();
  submit = () => Promise.resolve(`job-${++this.submitted}`);
  cancel = (id: string) => Promise.resolve(void this.cancelled.push(id));
  /** Answers no more, as a service does that is slow. */
  isSilent = false;
  readonly signals: AbortSignal[] = [];
  answered: AbortSignal | null = null;
  report = (id: string, signal: AbortSignal): Promise<JobReport> => {
    this.asked.push(id);
    this.signals.push(signal);
    if (this.isSilent) return new Promise(() => {});
    this.answered = signal;
    return this.report_ instanceof Error
      ? Promise.reject(this.report_)
      : Promise.resolve(this.report_);
  };
}

async function show(progress = begun('job-0', 'https://up.test/x')): Promise<OutputElement> {
  const element = await fixture<OutputElement>(html`<serverless-output></serverless-output>`);
  element.outputs = [{output_type: 'display_data', ...jobOutput(record, progress)}];
  await until(() => card(element)?.shadowRoot?.querySelector('.card'));
  return element;
}

const card = (element: OutputElement) => element.shadowRoot!.querySelector('serverless-job');

const text = (element: OutputElement): string =>
  card(element)!.shadowRoot!.querySelector('.card')!.textContent.replace(/\s+/g, ' ').trim();

const button = (element: OutputElement, name: string) =>
  [...card(element)!.shadowRoot!.querySelectorAll('button')].find(
    (each) => each.textContent.trim() === name,
  );

/** A connector of the page, which follows one job. */
function connect(jobs: ToldJobs, mayRetry = () => Promise.resolve()): () => void {
  let job: FollowedJob | null = null;
  const listener = (event: Event & {record: JobRecord}) => {
    const request = event as import('../protocol/job.js').JobRequestEvent;
    job ??= new FollowedJob(jobs, request.record, request.progress, mayRetry);
    request.follow(job);
  };
  document.addEventListener('serverless-job-request', listener);
  document.dispatchEvent(new JobConnectorEvent());
  return () => {
    document.removeEventListener('serverless-job-request', listener);
    job?.dispatchEvent(new Event('release'));
  };
}

describe('The card of a job', () => {
  let disconnect = (): void => {};
  afterEach(() => disconnect());

  it('shows what was last known where the page has no connector, and says so', async () => {
    const element = await show({...begun('job-0', ''), state: 'running', log: [{text: 'half'}]});
    expect(text(element)).to.contain('Running load/dataframe');
    expect(text(element)).to.contain('sales · 1,000 rows · append · 12.3 kB');
    expect(text(element)).to.contain('half');
    expect(text(element)).to.contain('This is what was last known');
    expect(button(element, 'Cancel the job')).to.equal(undefined);
  });

  it('goes on when a connector comes, and keeps in the output what is new', async () => {
    const element = await show();
    const jobs = new ToldJobs();
    jobs.report_ = {state: 'running', fraction: 0.4, started: new Date().toISOString(), log: []};
    disconnect = connect(jobs);
    await until(() => text(element).includes('40 %'));
    expect(text(element)).not.to.contain('last known');
    const progress = card(element)!.shadowRoot!.querySelector('progress')!;
    expect(progress.value).to.equal(0.4);

    jobs.report_ = {state: 'completed', stateName: 'Completed', log: [{text: 'done'}]};
    await until(() => text(element).startsWith('Completed'));
    expect(card(element)!.shadowRoot!.querySelector('progress')).to.equal(null);
    const [output] = element.list.toJSON();
    expect(output).to.have.nested.property(
      'data.text/plain',
      'Job load/dataframe: table sales, 1,000 rows, append',
    );
    expect((output as {metadata: Record<string, unknown>}).metadata[jobType]).to.include({
      state: 'completed',
      id: 'job-0',
    });
    const asked = jobs.asked.length;
    card(element)!.requestUpdate();
    await card(element)!.updateComplete;
    expect(jobs.asked.length).to.equal(asked);
  });

  it('says the same in its data, whatever the job does, but for how it failed', () => {
    const running = jobOutput(record, {...begun('a', ''), state: 'running', fraction: 0.2});
    const completed = jobOutput(record, {...begun('b', ''), state: 'completed', ended: 'now'});
    expect(running.data).to.deep.equal(completed.data);
    const failed = jobOutput(record, {...begun('c', ''), state: 'failed', message: 'no room'});
    expect(failed.data['text/plain']).to.contain('It failed: no room');
  });

  it('keeps its element and the focus while the output changes', async () => {
    const element = await show();
    const jobs = new ToldJobs();
    disconnect = connect(jobs);
    await until(() => button(element, 'Cancel the job'));
    const before = card(element)!;
    button(element, 'Cancel the job')!.focus();
    jobs.report_ = {state: 'running', fraction: 0.1, log: [{text: 'x'}]};
    await until(() => text(element).includes('10 %'));
    expect(card(element)).to.equal(before);
    expect(before.shadowRoot!.activeElement).to.equal(button(element, 'Cancel the job'));
  });

  it('cancels once, and keeps who uses the keyboard in the card', async () => {
    const element = await show();
    const jobs = new ToldJobs();
    disconnect = connect(jobs);
    await until(() => button(element, 'Cancel the job'));
    const cancel = button(element, 'Cancel the job')!;
    cancel.focus();
    cancel.click();
    cancel.click();
    jobs.report_ = {state: 'cancelled', log: []};
    await until(() => text(element).startsWith('Cancelled'));
    expect(jobs.cancelled).to.deep.equal(['job-0']);
    expect(element.shadowRoot!.activeElement).to.equal(card(element));
  });

  it('says why a job failed, and tries again with a job of another id', async () => {
    const element = await show();
    const jobs = new ToldJobs();
    jobs.report_ = {state: 'failed', message: 'column "b" is missing', log: []};
    disconnect = connect(jobs);
    await until(() => text(element).includes('column "b" is missing'));
    jobs.report_ = {state: 'completed', log: []};
    button(element, 'Try again')!.click();
    await until(() => text(element).startsWith('Completed'));
    expect(jobs.submitted).to.equal(1);
    expect(jobs.asked.at(-1)).to.equal('job-1');
    const [output] = element.list.toJSON() as {metadata: Record<string, {id: string}>}[];
    expect(output!.metadata[jobType]!.id).to.equal('job-1');
  });

  it('says why it cannot try again', async () => {
    const element = await show({...begun('job-0', ''), state: 'failed'});
    disconnect = connect(new ToldJobs(), () => Promise.reject(new Error('not yours')));
    await until(() => button(element, 'Try again'));
    button(element, 'Try again')!.click();
    await until(() => text(element).includes('It could not be started again: not yours'));
  });

  it('tells of a service that cannot be asked, and asks again when told to', async () => {
    const element = await show();
    const jobs = new ToldJobs();
    jobs.report_ = new ServiceError('PrefectError', 'Prefect answered 403.', {status: 403});
    disconnect = connect(jobs);
    await until(() => text(element).includes('Prefect answered 403.'));
    expect(text(element)).to.match(/^Waiting/);
    expect(jobs.asked.length).to.equal(1);
    jobs.report_ = {state: 'completed', log: []};
    button(element, 'Ask again')!.click();
    await until(() => text(element).startsWith('Completed'));
  });

  it('says that a job is unknown to its service', async () => {
    const element = await show();
    const jobs = new ToldJobs();
    jobs.report_ = new ServiceError('PrefectError', 'Prefect knows no such job.', {status: 404});
    disconnect = connect(jobs);
    await until(() => text(element).startsWith('Unknown'));
    expect(text(element)).to.contain('Prefect knows no such job.');
  });

  it('asks no more when it is removed, and goes on when it is back', async () => {
    const element = await show();
    const jobs = new ToldJobs();
    disconnect = connect(jobs);
    await until(() => jobs.signals.length > 0);
    jobs.isSilent = true;
    jobs.report_ = {state: 'running', log: []};
    const {parentElement} = element;
    await until(() => jobs.signals.at(-1) !== jobs.answered);
    element.remove();
    expect(jobs.signals.at(-1)!.aborted).to.equal(true);
    jobs.isSilent = false;
    parentElement!.append(element);
    await until(() => text(element).startsWith('Running'));
  });

  it('follows no link that runs a script', async () => {
    const element = await show({
      ...begun('job-0', ''),
      state: 'completed',
      link: 'javascript:alert(1)',
    });
    expect(card(element)!.shadowRoot!.querySelector('a')).to.equal(null);
    const other = await show({...begun('job-0', ''), state: 'completed', link: 'https://a.test/'});
    expect(card(other)!.shadowRoot!.querySelector('a')!.href).to.equal('https://a.test/');
  });

  it('shows the text of an output that is no job', async () => {
    const element = await fixture<OutputElement>(html`<serverless-output></serverless-output>`);
    element.outputs = [
      {output_type: 'display_data', data: {[jobType]: [1], 'text/plain': 'Job'}, metadata: {}},
    ];
    await until(() => element.shadowRoot!.textContent.includes('could not be shown'));
  });

  for (const scheme of ['light', 'dark']) {
    it(`has nothing that axe objects to, in a ${scheme} page`, async () => {
      const element = await show();
      element.setAttribute(
        'style',
        `color-scheme: ${scheme}; background: light-dark(#fff, #0d1117); width: 20rem`,
      );
      const jobs = new ToldJobs();
      disconnect = connect(jobs);
      const log = [
        {text: 'a', level: 'info'},
        {text: 'b', level: 'warning', time: '2026-01-01T00:00:00Z'},
        {text: 'c', level: 'error'},
      ];
      for (const report of [
        {state: 'running', fraction: 0.5, log, link: 'https://a.test/'},
        {state: 'failed', message: 'why', log, link: 'https://a.test/'},
      ] as const) {
        jobs.report_ = report;
        await until(() => text(element).toLowerCase().startsWith(report.state));
        await expect(element).to.be.accessible();
        const {scrollWidth, clientWidth} = card(element)!;
        expect(scrollWidth).to.be.at.most(clientWidth);
      }
    });
  }
});
