import {type JobProgress, type JobRecord, type LiveJob, isOver} from '../../protocol/job.js';
import {uuid} from '../../protocol/uuid.js';
import {isLasting, isMissing} from './failures.js';
import type {JobReport, JobService} from './job-service.js';

const shortestWaitMs = 500;
const longestWaitMs = 10_000;
const longestWaitAfterFailureMs = 30_000;

/**
 * A job whose service is asked from time to time: often while something happens, less and less
 * while nothing does, and not at all while nobody looks.
 */
export class FollowedJob extends EventTarget implements LiveJob {
  readonly record: JobRecord;
  readonly #service: JobService;
  readonly #mayRetry: (job: FollowedJob) => Promise<void>;
  #progress: JobProgress;
  #problem = '';
  /** A failure that stays until someone does something. */
  #lasting: Error | null = null;
  #watchers = 0;
  /** Those who need the end of the job even while the page is hidden. */
  #waiters = 0;
  #waitMs = shortestWaitMs;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #request: AbortController | null = null;

  /**
   * @param mayRetry - rejects where the job must not be started again as it is, since outputs of a
   *   file that someone else has written may say anything
   */
  constructor(
    service: JobService,
    record: JobRecord,
    progress: JobProgress,
    mayRetry: (job: FollowedJob) => Promise<void>,
  ) {
    super();
    this.#service = service;
    this.record = record;
    this.#progress = progress;
    this.#mayRetry = mayRetry;
  }

  get progress(): JobProgress {
    return this.#progress;
  }

  get problem(): string {
    return this.#problem;
  }

  watch(): () => void {
    if (this.#watchers++ === 0) document.addEventListener('visibilitychange', this.#onVisibility);
    this.#askSoon();
    let isReleased = false;
    return () => {
      if (isReleased) return;
      isReleased = true;
      if (--this.#watchers === 0) {
        document.removeEventListener('visibilitychange', this.#onVisibility);
      }
      if (!this.#isWatched) this.#stop();
    };
  }

  /**
   * Resolves with the end of the job.
   *
   * @throws the reason of the signal, or why the service cannot be asked any more
   */
  async end(signal: AbortSignal): Promise<JobProgress> {
    signal.throwIfAborted();
    this.#waiters++;
    this.#askSoon();
    try {
      while (!isOver(this.#progress)) {
        await this.#nextChange(signal);
        if (this.#lasting) throw this.#lasting;
      }
      return this.#progress;
    } finally {
      this.#waiters--;
      if (!this.#isWatched) this.#stop();
    }
  }

  async cancel(): Promise<void> {
    const {id} = this.#progress;
    await this.#service.cancel(id);
    if (id !== this.#progress.id) return;
    if (!isOver(this.#progress)) this.#set({...this.#progress, state: 'cancelling'});
    this.#askSoon();
  }

  async retry(): Promise<void> {
    await this.#mayRetry(this);
    const {record} = this;
    const {fileUrl} = this.#progress;
    const id = await this.#service.submit({
      arguments: record.arguments,
      file: {url: fileUrl, ...record.file},
      rows: record.rows,
      key: uuid(),
    });
    this.#stop();
    this.#set({id, fileUrl, state: 'pending', log: []});
    this.#askSoon();
  }

  /** Asks now, such as after a failure that is over. */
  refresh(): void {
    this.#askSoon();
  }

  get #isWatched(): boolean {
    return this.#waiters > 0 || (this.#watchers > 0 && !document.hidden);
  }

  #onVisibility = (): void => {
    if (this.#isWatched) this.#askSoon();
    else this.#stop();
  };

  #askSoon(): void {
    this.#waitMs = shortestWaitMs;
    this.#lasting = null;
    if (this.#request) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isWatched && !isOver(this.#progress)) void this.#ask();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#request?.abort();
    this.#request = null;
  }

  async #ask(): Promise<void> {
    const request = new AbortController();
    this.#request = request;
    const {id, fileUrl} = this.#progress;
    try {
      const report = await this.#service.report(id, request.signal);
      if (request.signal.aborted) return;
      this.#take({id, fileUrl, ...report});
    } catch (error) {
      if (request.signal.aborted) return;
      this.#fail(error);
    }
    this.#request = null;
    if (this.#lasting || isOver(this.#progress) || !this.#isWatched) return;
    this.#timer = setTimeout(() => void this.#ask(), this.#waitMs);
    const longest = this.#problem ? longestWaitAfterFailureMs : longestWaitMs;
    this.#waitMs = Math.min(longest, this.#waitMs * 1.5);
  }

  #take(progress: JobProgress): void {
    const hasNews = JSON.stringify(progress) !== JSON.stringify(this.#progress);
    if (hasNews) this.#waitMs = shortestWaitMs;
    if (hasNews || this.#problem) this.#set(progress);
  }

  #fail(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    const state = isMissing(error) ? 'unknown' : this.#progress.state;
    this.#lasting = isLasting(error) ? (error as Error) : null;
    this.#set({...this.#progress, state}, message);
  }

  #set(progress: JobProgress, problem = ''): void {
    this.#progress = progress;
    this.#problem = problem;
    this.dispatchEvent(new Event('change'));
  }

  #nextChange(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const done = () => {
        this.removeEventListener('change', done);
        signal.removeEventListener('abort', done);
        if (signal.aborted) reject(signal.reason as Error);
        else resolve();
      };
      this.addEventListener('change', done);
      signal.addEventListener('abort', done);
    });
  }
}

/** What a job is before its service has been asked. */
export function begun(id: string, fileUrl: string): JobProgress & JobReport {
  return {id, fileUrl, state: 'pending', log: []};
}
