import type {JobState} from '../../protocol/job.js';

/**
 * How a job service of a team's own is spoken to: addresses, and where in its answers what stands.
 * A path such as `job.state.name` names a field; `''` is the whole answer. In addresses `{id}` is
 * the job, in the body of `submit` a text of only `{arguments.table}` or `{file.url}` is that value.
 */
export interface HttpJobMapping {
  /** Asked before anything is uploaded, so that a service that is down says so in time. */
  readonly check?: HttpCall;
  readonly submit: HttpCall & {
    /** Has `{arguments}`, `{file.url}`, `{file.sha256}`, `{file.bytes}`, `{rows}`, `{key}`, `{title}`. */
    readonly body: unknown;
    /** Where the id of the job is. */
    readonly id: string;
  };
  readonly status: HttpCall & {
    readonly state: string;
    readonly message?: string;
    readonly progress?: string;
    /** What `progress` is when all is done: 1 by default, 100 for percent. */
    readonly progressTotal?: number;
    readonly started?: string;
    readonly ended?: string;
    readonly link?: string;
    /** Lines of the log, where the status has them. */
    readonly log?: string;
  };
  /** Where the log has an address of its own; a line is a text, or an object with these fields. */
  readonly logs?: HttpCall & {
    readonly items: string;
    readonly text?: string;
    readonly time?: string;
    readonly level?: string;
  };
  readonly cancel?: HttpCall;
  /** What the service's own names of states mean, however they are capitalised. */
  readonly states: Readonly<Record<string, JobState>>;
}

export interface HttpCall {
  readonly method?: string;
  /** Relative to `jobs-url`. */
  readonly url: string;
}

/** What a service that is written for this needs no mapping for. */
export const defaultMapping: HttpJobMapping = {
  submit: {
    method: 'POST',
    url: '',
    body: {arguments: '{arguments}', file: '{file}', rows: '{rows}'},
    id: 'id',
  },
  status: {
    url: '{id}',
    state: 'state',
    message: 'message',
    progress: 'progress',
    started: 'started',
    ended: 'ended',
    link: 'link',
    log: 'log',
  },
  cancel: {method: 'POST', url: '{id}/cancel'},
  states: {
    pending: 'pending',
    queued: 'pending',
    scheduled: 'pending',
    running: 'running',
    completed: 'completed',
    succeeded: 'completed',
    success: 'completed',
    failed: 'failed',
    error: 'failed',
    cancelling: 'cancelling',
    cancelled: 'cancelled',
    canceled: 'cancelled',
  },
};
