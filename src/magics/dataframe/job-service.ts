import type {JobProgress} from '../../protocol/job.js';
import type {Arguments} from './arguments.js';

/** What a job is given. */
export interface JobOrder {
  readonly arguments: Arguments;
  readonly file: UploadedFile;
  readonly rows: number;
  /** The same for each try to start one job, so that a lost answer does not start it twice. */
  readonly key: string;
}

export interface UploadedFile {
  readonly url: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** How a job is doing, without what is known from its start. */
export type JobReport = Omit<JobProgress, 'id' | 'fileUrl'>;

/** An engine that runs jobs. */
export interface JobService {
  /** As an output names it: `prefect`, `http`. */
  readonly kind: string;
  /** What the jobs are called, such as `load/dataframe`. */
  readonly title: string;
  /**
   * Looks whether jobs can be started, before anything is uploaded.
   *
   * @throws MagicError that says what is missing
   */
  check(signal: AbortSignal): Promise<void>;
  /** Starts a job. @returns its id */
  submit(order: JobOrder, signal?: AbortSignal): Promise<string>;
  report(id: string, signal?: AbortSignal): Promise<JobReport>;
  cancel(id: string): Promise<void>;
}

/** One request to a service, whose answer is JSON, or null where it is empty. */
export type SendJson = (
  url: string,
  options?: {
    readonly method?: string;
    readonly body?: unknown;
    readonly headers?: Readonly<Record<string, string>>;
    readonly signal?: AbortSignal;
    /** Has been sent along: a lost answer may be asked for again. */
    readonly key?: string;
  },
) => Promise<unknown>;

/** So many lines of a log are kept and shown. */
export const logTail = 20;
