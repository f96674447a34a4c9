import type {JobLogLine, JobState} from '../../protocol/job.js';
import {MagicError} from '../errors.js';
import {
  type JobOrder,
  type JobReport,
  type JobService,
  type SendJson,
  logTail,
} from './job-service.js';
import {type HttpJobMapping, defaultMapping} from './http-mapping.js';
import {fill, textAt, valueAt} from './template.js';

/** Runs jobs on any HTTP service, as a mapping says. */
export class HttpJobs implements JobService {
  readonly kind = 'http';
  readonly title: string;
  readonly #url: string;
  readonly #mapping: HttpJobMapping;
  readonly #send: SendJson;

  /** @param url - what the addresses of the mapping are relative to */
  constructor(url: string, title: string, mapping: Partial<HttpJobMapping>, send: SendJson) {
    this.#url = url.endsWith('/') ? url : `${url}/`;
    this.title = title;
    this.#mapping = {...defaultMapping, ...mapping};
    this.#send = send;
  }

  /** A service without a word for it is asked by the job itself. */
  async check(signal: AbortSignal): Promise<void> {
    const {check} = this.#mapping;
    if (check) await this.#send(this.#address(check.url, {}), {method: check.method, signal});
  }

  async submit(order: JobOrder, signal?: AbortSignal): Promise<string> {
    const {submit} = this.#mapping;
    const values = {
      arguments: order.arguments,
      file: order.file,
      rows: order.rows,
      key: order.key,
      title: this.title,
    };
    const url = this.#address(submit.url, values);
    const answer = await this.#send(url, {
      method: submit.method ?? 'POST',
      body: fill(submit.body, values),
      headers: {'idempotency-key': order.key},
      signal,
      key: order.key,
    });
    const id = textAt(answer, submit.id);
    if (id) return id;
    throw new MagicError(
      'JobError',
      `${url} has taken the job, but its answer has no "${submit.id}" with the job's id: look at submit.id of the mapping.`,
    );
  }

  async report(id: string, signal?: AbortSignal): Promise<JobReport> {
    const {status, logs} = this.#mapping;
    const url = this.#address(status.url, {id});
    const [answer, lines] = await Promise.all([
      this.#send(url, {method: status.method, signal}),
      logs ? this.#send(this.#address(logs.url, {id}), {method: logs.method, signal}) : null,
    ]);
    const stateName = textAt(answer, status.state);
    const state = this.#state(stateName, url);
    const progress = Number(valueAt(answer, status.progress ?? '') ?? Number.NaN);
    const message = textAt(answer, status.message ?? '');
    const started = textAt(answer, status.started ?? '');
    const ended = textAt(answer, status.ended ?? '');
    const link = textAt(answer, status.link ?? '');
    return {
      state,
      stateName,
      ...(state === 'failed' && {message: message || 'The service does not say why.'}),
      ...(state === 'running' && Number.isFinite(progress) && {fraction: this.#fraction(progress)}),
      ...(started && {started}),
      ...(ended && {ended}),
      ...(link && {link: new URL(link, url).href}),
      log: this.#log(logs ? lines : valueAt(answer, status.log ?? '')),
    };
  }

  async cancel(id: string): Promise<void> {
    const {cancel} = this.#mapping;
    if (!cancel) throw new MagicError('JobError', `${this.title} has no way to cancel a job.`);
    await this.#send(this.#address(cancel.url, {id}), {method: cancel.method ?? 'POST'});
  }

  #address(template: string, values: Readonly<Record<string, unknown>>): string {
    const path = template.replace(/\{([\w.]+)\}/g, (_, name: string) =>
      encodeURIComponent(textAt(values, name)),
    );
    return new URL(path.replace(/^\/+/, ''), this.#url).href;
  }

  #state(name: string, url: string): JobState {
    const {states} = this.#mapping;
    const found = Object.entries(states).find(
      ([known]) => known.toLowerCase() === name.toLowerCase(),
    );
    if (found) return found[1];
    throw new MagicError(
      'JobError',
      `${url} says that the job is "${name}", which "states" of the mapping does not know: ${Object.keys(states).join(', ')}.`,
    );
  }

  #fraction(progress: number): number {
    return Math.min(1, Math.max(0, progress / (this.#mapping.status.progressTotal ?? 1)));
  }

  #log(found: unknown): JobLogLine[] {
    const {items = '', text = '', time = '', level = ''} = this.#mapping.logs ?? {};
    const list = this.#mapping.logs ? valueAt(found, items) : found;
    const lines = Array.isArray(list) ? list : typeof list === 'string' ? list.split('\n') : [];
    return lines
      .filter((line) => line !== '')
      .slice(-logTail)
      .map((line: unknown) => {
        if (typeof line !== 'object' || line === null) return {text: textAt([line], '0')};
        const when = textAt(line, time);
        const grade = textAt(line, level).toLowerCase();
        return {
          text: textAt(line, text),
          ...(when && {time: when}),
          ...(grade && {level: grade}),
        };
      });
  }
}
