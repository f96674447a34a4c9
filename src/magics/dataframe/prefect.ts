import type {JobLogLine, JobState} from '../../protocol/job.js';
import {MagicError} from '../errors.js';
import {
  type JobOrder,
  type JobReport,
  type JobService,
  type SendJson,
  logTail,
} from './job-service.js';

/** What is read of Prefect's answers; see its REST API reference. */
interface Deployment {
  readonly id: string;
  readonly parameter_openapi_schema?: {readonly properties?: Readonly<Record<string, unknown>>};
}

interface FlowRun {
  readonly id: string;
  readonly state_type: string | null;
  readonly state_name: string | null;
  readonly start_time: string | null;
  readonly end_time: string | null;
  readonly state: {readonly message?: string | null; readonly timestamp?: string} | null;
}

interface Log {
  readonly timestamp: string;
  readonly level: number;
  readonly message: string;
}

const states: Readonly<Record<string, JobState>> = {
  SCHEDULED: 'pending',
  PENDING: 'pending',
  PAUSED: 'pending',
  RUNNING: 'running',
  COMPLETED: 'completed',
  FAILED: 'failed',
  CRASHED: 'failed',
  CANCELLING: 'cancelling',
  CANCELLED: 'cancelled',
};

/** Runs jobs as flow runs of a Prefect deployment, by the REST API of Prefect 3. */
export class PrefectJobs implements JobService {
  readonly kind = 'prefect';
  readonly title: string;
  readonly #url: string;
  readonly #send: SendJson;
  #deployment: Deployment | null = null;

  /**
   * @param url - of the API, such as `https://prefect.example.com/api`
   * @param deployment - its flow and name, such as `load/dataframe`
   */
  constructor(url: string, deployment: string, send: SendJson) {
    this.#url = url.replace(/\/+$/, '');
    this.title = deployment;
    this.#send = send;
  }

  async check(signal: AbortSignal): Promise<void> {
    await this.#find(signal);
  }

  async submit({arguments: given, file, key}: JobOrder, signal?: AbortSignal): Promise<string> {
    const {id} = await this.#find(signal);
    const run = (await this.#send(`${this.#url}/deployments/${id}/create_flow_run`, {
      method: 'POST',
      body: {
        parameters: {...given, file: file.url, sha256: file.sha256},
        idempotency_key: key,
        tags: ['serverless-notebook'],
      },
      signal,
      key,
    })) as FlowRun;
    return run.id;
  }

  async report(id: string, signal?: AbortSignal): Promise<JobReport> {
    const [run, logs, fraction] = await Promise.all([
      this.#send(`${this.#url}/flow_runs/${segment(id)}`, {signal}) as Promise<FlowRun>,
      this.#logs(id, signal),
      this.#fraction(id, signal),
    ]);
    const state = states[run.state_type ?? ''] ?? 'pending';
    return {
      state,
      ...(run.state_name && {stateName: run.state_name}),
      ...(state === 'failed' && {message: reasonOf(run)}),
      ...(state === 'running' && fraction !== undefined && {fraction}),
      ...(run.start_time && {started: run.start_time}),
      ...(run.end_time && {ended: run.end_time}),
      link: `${this.#url.replace(/\/api$/, '')}/runs/flow-run/${segment(id)}`,
      log: logs,
    };
  }

  async cancel(id: string): Promise<void> {
    const url = `${this.#url}/flow_runs/${segment(id)}`;
    const answer = (await this.#send(`${url}/set_state`, {
      method: 'POST',
      // What has not begun is cancelled by Prefect at once; else its runner ends it.
      body: {state: {type: 'CANCELLING', name: 'Cancelling'}, force: false},
    })) as {status: string; details?: {reason?: string}};
    if (answer.status === 'ACCEPT') return;
    // It may have ended in between.
    const run = (await this.#send(url)) as FlowRun;
    if (['completed', 'failed', 'cancelled'].includes(states[run.state_type ?? ''] ?? '')) return;
    throw new MagicError(
      'JobError',
      `Prefect does not cancel the job: ${answer.details?.reason ?? answer.status}`,
    );
  }

  async #find(signal?: AbortSignal): Promise<Deployment> {
    const [flow = '', ...name] = this.title.split('/');
    if (!flow || name.length !== 1 || !name[0]) {
      throw new MagicError(
        'UsageError',
        `<serverless-dataframe deployment="${this.title}">: the flow and the name of the deployment are needed, such as load/dataframe.`,
      );
    }
    const path = `${segment(flow)}/${segment(name[0])}`;
    this.#deployment ??= (await this.#send(`${this.#url}/deployments/name/${path}`, {
      signal,
    })) as Deployment;
    return this.#deployment;
  }

  async #logs(id: string, signal?: AbortSignal): Promise<JobLogLine[]> {
    const found = (await this.#send(`${this.#url}/logs/filter`, {
      method: 'POST',
      body: {logs: {flow_run_id: {any_: [id]}}, sort: 'TIMESTAMP_DESC', limit: logTail},
      signal,
    })) as Log[];
    return found.reverse().map(({timestamp, level, message}) => ({
      time: timestamp,
      level: level >= 40 ? 'error' : level >= 30 ? 'warning' : 'info',
      text: message,
    }));
  }

  /** Of the newest progress artifact, if the flow makes one. */
  async #fraction(id: string, signal?: AbortSignal): Promise<number | undefined> {
    const found = (await this.#send(`${this.#url}/artifacts/filter`, {
      method: 'POST',
      body: {
        artifacts: {flow_run_id: {any_: [id]}, type: {any_: ['progress']}},
        sort: 'UPDATED_DESC',
        limit: 1,
      },
      signal,
    })) as {data?: unknown}[];
    const percent = Number(found[0]?.data);
    return found.length > 0 && Number.isFinite(percent) ? percent / 100 : undefined;
  }
}

/** Prefect's own words around the exception of the flow say nothing more than that there was one. */
function reasonOf({state}: FlowRun): string {
  const message = state?.message?.replace(/^Flow run encountered an exception: /, '');
  return message ?? 'Prefect does not say why.';
}

const segment = encodeURIComponent;
