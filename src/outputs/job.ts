import {type TemplateResult, html} from 'lit';
import {readJob} from '../protocol/job.js';
import {JobCardElement} from './job-card.js';

/** Shows a job as a card that goes on living where the page has a connector for it. */
export function renderJob(
  data: unknown,
  metadata: Readonly<Record<string, unknown>>,
): TemplateResult {
  const job = readJob(data, metadata);
  if (!job) throw new Error('the output does not say which job it is');
  if (!customElements.get('serverless-job')) {
    customElements.define('serverless-job', JobCardElement);
  }
  return html`<serverless-job .job=${job}></serverless-job>`;
}
