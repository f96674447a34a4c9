import type {JobOrder, JobReport, JobService} from './job-service.js';

/** A service whose jobs have the links that the page's author wants, or none. */
export class LinkedJobs implements JobService {
  readonly #jobs: JobService;
  readonly #link: string;

  /** @param link - has `{id}`, or is `none` */
  constructor(jobs: JobService, link: string) {
    this.#jobs = jobs;
    this.#link = link;
  }

  get kind(): string {
    return this.#jobs.kind;
  }

  get title(): string {
    return this.#jobs.title;
  }

  check(signal: AbortSignal): Promise<void> {
    return this.#jobs.check(signal);
  }

  submit(order: JobOrder, signal?: AbortSignal): Promise<string> {
    return this.#jobs.submit(order, signal);
  }

  cancel(id: string): Promise<void> {
    return this.#jobs.cancel(id);
  }

  async report(id: string, signal?: AbortSignal): Promise<JobReport> {
    const link =
      this.#link === 'none' ? undefined : this.#link.replaceAll('{id}', encodeURIComponent(id));
    return {...(await this.#jobs.report(id, signal)), link};
  }
}
