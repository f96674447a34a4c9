/**
 * Jobs that run elsewhere, as outputs keep them and as their cards and connectors speak of them.
 */
import {rowCount} from './row-count.js';

/** The MIME type of a job; its data is a `JobRecord`, its metadata a `JobProgress`. */
export const jobType = 'application/vnd.serverless.job+json';

/** What a job is told to do. It is the same whenever the same cell runs on the same frame. */
export interface JobRecord {
  /** How the job's service is spoken to. */
  readonly service: string;
  /** The name of the connector that started it. */
  readonly connection: string;
  /** Such as `load/dataframe`. */
  readonly title: string;
  readonly rows: number;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly file: {readonly sha256: string; readonly bytes: number};
}

export type JobState =
  | 'pending'
  | 'running'
  | 'completed'
  | 'failed'
  | 'cancelling'
  | 'cancelled'
  /** The service does not know the job. */
  | 'unknown';

export interface JobLogLine {
  /** ISO 8601, where the service says it. */
  readonly time?: string;
  readonly level?: string;
  readonly text: string;
}

/** How a job is doing, and what else differs from run to run. */
export interface JobProgress {
  readonly id: string;
  /** Where the uploaded file is, for another try. */
  readonly fileUrl: string;
  readonly state: JobState;
  /** What the service calls the state, where that says more, such as "Late". */
  readonly stateName?: string;
  /** Why the job failed, in the service's words. */
  readonly message?: string;
  /** 0 to 1. */
  readonly fraction?: number;
  /** ISO 8601. */
  readonly started?: string;
  readonly ended?: string;
  /** The job in the service's own user interface. */
  readonly link?: string;
  /** The end of the log. */
  readonly log: readonly JobLogLine[];
}

/** Whether nothing more will happen to the job. */
export function isOver({state}: Pick<JobProgress, 'state'>): boolean {
  return (
    state === 'completed' || state === 'failed' || state === 'cancelled' || state === 'unknown'
  );
}

/**
 * A job that a connector follows.
 *
 * @fires change - `progress` or `problem` is another one
 */
export interface LiveJob extends EventTarget {
  readonly record: JobRecord;
  readonly progress: JobProgress;
  /** Why the service cannot be asked at the moment; `''` when it can. */
  readonly problem: string;
  /** Asks the service from time to time, until the function that this returns is called. */
  watch(): () => void;
  cancel(): Promise<void>;
  /** Asks now, such as after a failure that may be over. */
  refresh(): void;
  /** Starts another job with the same file and arguments, in the place of this one. */
  retry(): Promise<void>;
}

/**
 * A card asks for the connector of its job: whoever has it calls `follow`, and stops the event. It
 * bubbles to the notebook, whose connectors listen, and to the document, where those of the page do.
 */
export class JobRequestEvent extends Event {
  readonly record: JobRecord;
  readonly progress: JobProgress;
  readonly follow: (job: LiveJob) => void;

  constructor(record: JobRecord, progress: JobProgress, follow: (job: LiveJob) => void) {
    super('serverless-job-request', {bubbles: true, composed: true});
    this.record = record;
    this.progress = progress;
    this.follow = follow;
  }
}

/** A connector that follows jobs has come, or is another one: cards that have none ask again. */
export class JobConnectorEvent extends Event {
  constructor() {
    super('serverless-job-connector', {bubbles: true, composed: true});
  }
}

declare global {
  interface HTMLElementEventMap {
    'serverless-job-request': JobRequestEvent;
    'serverless-job-connector': JobConnectorEvent;
  }
  interface DocumentEventMap {
    'serverless-job-request': JobRequestEvent;
    'serverless-job-connector': JobConnectorEvent;
  }
}

/** What an output of a job is: its MIME bundle and metadata. */
export function jobOutput(
  record: JobRecord,
  progress: JobProgress,
): {data: Record<string, unknown>; metadata: Record<string, unknown>} {
  return {
    data: {[jobType]: record, 'text/plain': jobText(record, progress)},
    metadata: {[jobType]: progress},
  };
}

/**
 * A job in one line. Until it ends badly it says the same, so that a notebook that is run again has
 * the same outputs, however far its jobs are when it is saved.
 */
export function jobText(record: JobRecord, {state, message}: JobProgress): string {
  const {title, rows, arguments: given} = record;
  const table = typeof given['table'] === 'string' ? `table ${given['table']}, ` : '';
  const mode = typeof given['mode'] === 'string' ? `, ${given['mode']}` : '';
  const text = `Job ${title}: ${table}${rowCount(rows)}${mode}`;
  if (state === 'failed') return `${text}. It failed${message ? `: ${message}` : '.'}`;
  return state === 'cancelled' ? `${text}. It was cancelled.` : text;
}

/** The parts of an output, if they are those of a job: a file may hold anything. */
export function readJob(
  data: unknown,
  metadata: unknown,
): {record: JobRecord; progress: JobProgress} | null {
  if (!isObject(data)) return null;
  const {service, title, file} = data;
  if (typeof service !== 'string' || typeof title !== 'string') return null;
  const progress = isObject(metadata) ? metadata : {};
  return {
    record: {
      service,
      connection: text(data['connection']),
      title,
      rows: number(data['rows']),
      arguments: isObject(data['arguments']) ? data['arguments'] : {},
      file: isObject(file)
        ? {sha256: text(file['sha256']), bytes: number(file['bytes'])}
        : {sha256: '', bytes: 0},
    },
    progress: {
      id: text(progress['id']),
      fileUrl: text(progress['fileUrl']),
      state: states.find((state) => state === progress['state']) ?? 'unknown',
      log: Array.isArray(progress['log']) ? progress['log'].filter(isLine) : [],
      ...optional('stateName', progress, isText),
      ...optional('message', progress, isText),
      ...optional('started', progress, isText),
      ...optional('ended', progress, isText),
      ...optional('link', progress, isText),
      ...optional('fraction', progress, (value) => typeof value === 'number'),
    },
  };
}

const states: readonly JobState[] = [
  'pending',
  'running',
  'completed',
  'failed',
  'cancelling',
  'cancelled',
  'unknown',
];

const isText = (value: unknown): value is string => typeof value === 'string';

const text = (value: unknown): string => (isText(value) ? value : '');

const number = (value: unknown): number => (typeof value === 'number' ? value : 0);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isLine = (value: unknown): value is JobLogLine => isObject(value) && isText(value['text']);

function optional(
  name: keyof JobProgress,
  from: Record<string, unknown>,
  fits: (value: unknown) => boolean,
): object {
  return fits(from[name]) ? {[name]: from[name]} : {};
}
