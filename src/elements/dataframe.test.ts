import {expect, fixture, html} from '@open-wc/testing';
import type {Kernel} from '../kernel/kernel.js';
import {recordedCall} from '../magics/test-support.js';
import {JobRequestEvent, type JobRecord, type LiveJob} from '../protocol/job.js';
import {until} from '../test-support.js';
import {DataframeElement} from './dataframe.js';

customElements.get('serverless-dataframe') ??
  customElements.define('serverless-dataframe', DataframeElement);

const kernel = {} as Kernel;

const record: JobRecord = {
  service: 'prefect',
  connection: '',
  title: 'load/dataframe',
  rows: 1,
  arguments: {table: 'a'},
  file: {sha256: 'ab', bytes: 1},
};

const show = (attributes = html``) => fixture<DataframeElement>(attributes);

const messageOf = (element: DataframeElement): Promise<string> =>
  element
    .run(recordedCall({name: 'dataframe', words: ['upload', 'df'], body: 'table: a'}), kernel)
    .then(
      () => 'it worked',
      (error: unknown) => (error as Error).message,
    );

/** Asks as a card does. */
function ask(from: EventTarget, what: Partial<JobRecord> = {}): {job: LiveJob | null} {
  const answer: {job: LiveJob | null} = {job: null};
  const progress = {id: 'x', fileUrl: '', state: 'completed', log: []} as const;
  from.dispatchEvent(
    new JobRequestEvent({...record, ...what}, progress, (job) => (answer.job = job)),
  );
  return answer;
}

describe('<serverless-dataframe>', () => {
  it('takes tokens out of the page as soon as it has read them', async () => {
    const element = await show(html`
      <serverless-dataframe
        upload-url="/u"
        jobs-url="/j"
        upload-token="secret-1"
        jobs-token="secret-2"
      ></serverless-dataframe>
    `);
    element.setAttribute('jobs-token', 'secret-3');
    expect(element.outerHTML).not.to.contain('secret');
  });

  it('says which attribute is missing or wrong', async () => {
    const element = await show(html`<serverless-dataframe></serverless-dataframe>`);
    expect(await messageOf(element)).to.contain('upload-url is missing');
    element.uploadUrl = '/uploads';
    await element.updateComplete;
    expect(await messageOf(element)).to.contain('jobs-url is missing');
    element.jobsUrl = '/api';
    await element.updateComplete;
    expect(await messageOf(element)).to.contain('such as load/dataframe');
    element.setAttribute('jobs', 'airflow');
    await element.updateComplete;
    expect(await messageOf(element)).to.contain('jobs is "airflow": it must be prefect or http');
    element.setAttribute('jobs', 'prefect');
    element.setAttribute('chunk-size', 'large');
    await element.updateComplete;
    expect(await messageOf(element)).to.contain('chunk-size is not a number of bytes');
  });

  it('follows the jobs of its own service and name only', async () => {
    const element = await show(html`
      <serverless-dataframe name="lake" upload-url="/u" jobs-url="/j" deployment="a/b">
      </serverless-dataframe>
    `);
    const other = ask(document);
    const http = ask(document, {connection: 'lake', service: 'http'});
    const own = ask(document, {connection: 'lake'});
    await until(() => own.job);
    expect(own.job!.progress.id).to.equal('x');
    expect(other.job).to.equal(null);
    expect(http.job).to.equal(null);
    const same = ask(document, {connection: 'lake'});
    await until(() => same.job);
    expect(same.job).to.equal(own.job);

    let isReleased = false;
    own.job!.addEventListener('release', () => (isReleased = true));
    element.remove();
    await until(() => isReleased);
    const late = ask(document, {connection: 'lake'});
    await Promise.resolve();
    expect(late.job).to.equal(null);
  });
});
