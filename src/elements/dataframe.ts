import type {Schema} from '@cfworker/json-schema';
import type {PropertyValues} from 'lit';
import {property} from 'lit/decorators.js';
import type {Kernel} from '../kernel/kernel.js';
import type {CredentialsCallback} from '../magics/credentials.js';
import type {HttpJobMapping} from '../magics/dataframe/http-mapping.js';
import type {UploadMagic} from '../magics/dataframe/upload-magic.js';
import type {FlagSpecs} from '../magics/flags.js';
import type {MagicCall, MagicCompletion, MagicCompletionRequest} from '../magics/magic.js';
import {JobConnectorEvent, type JobRequestEvent} from '../protocol/job.js';
import {MagicElement} from './magic.js';

/**
 * Answers `%%dataframe upload NAME`: uploads a DataFrame as Parquet, and starts a job with it.
 *
 * ```html
 * <serverless-dataframe upload-url="/uploads" jobs="prefect" jobs-url="/prefect/api"
 *   deployment="load/dataframe"></serverless-dataframe>
 * ```
 *
 * @summary Uploads DataFrames and follows the jobs that take them.
 * @tag serverless-dataframe
 */
export class DataframeElement extends MagicElement {
  override readonly magic = 'dataframe';
  override readonly help = 'Uploads a DataFrame and starts a job with it: %%dataframe upload NAME';
  override readonly header = 'words';
  override readonly bodyLanguage = 'yaml';
  override readonly flags: FlagSpecs = {
    wait: {type: 'boolean', help: 'ends the cell when the job has ended, not when it has begun'},
    connection: {type: 'string', value: 'NAME', help: 'the <serverless-dataframe> of that name'},
  };

  /** The server for uploads, which speaks tus 1.0. */
  @property({attribute: 'upload-url'}) uploadUrl = '';
  /** How a job sees an uploaded file, where that is not as the page does: `s3://bucket/{id}`. */
  @property({attribute: 'file-url'}) fileUrl = '';
  /** In bytes: so much is sent with one request. */
  @property({type: Number, attribute: 'chunk-size'}) chunkSize = 4 * 1024 * 1024;
  /** What runs the jobs. */
  @property() jobs: 'prefect' | 'http' = 'prefect';
  /** The API of Prefect, or the address of the job service. */
  @property({attribute: 'jobs-url'}) jobsUrl = '';
  /** Prefect's deployment, as `flow/name`; for `http` only what the jobs are called. */
  @property() deployment = '';
  /** The page of a job in the service's own user interface, with `{id}`; `none` for no link. */
  @property({attribute: 'job-link'}) jobLink = '';
  /** A JSON Schema of the arguments in the body. */
  @property({attribute: 'schema-url'}) schemaUrl = '';
  /** The same as an object. */
  @property({attribute: false}) schema: Schema | null = null;
  /** A JSON file that says how the job service is spoken to, for `jobs="http"`. */
  @property({attribute: 'mapping-url'}) mappingUrl = '';
  /** The same as an object. */
  @property({attribute: false}) mapping: Partial<HttpJobMapping> | null = null;
  /** Gives the credentials of uploads and jobs; they stay in memory. */
  @property({attribute: false}) credentials: CredentialsCallback | null = null;

  #tokens = {'upload-token': '', 'jobs-token': ''};
  #connected: Promise<UploadMagic> | null = null;
  /** Whose cards this follows: those of its notebook, or of the page. */
  #scope: EventTarget | null = null;

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'upload-token', 'jobs-token'];
  }

  /** A token is taken out of the page as soon as it is read, so that no copy of it is ever saved. */
  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    if (name !== 'upload-token' && name !== 'jobs-token') {
      return super.attributeChangedCallback(name, old, value);
    }
    if (value === null) return;
    this.#tokens[name] = value;
    this.removeAttribute(name);
    this.#forget();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#scope = this.closest('serverless-notebook') ?? document;
    this.#scope.addEventListener('serverless-job-request', this.#onJobRequest);
    if (this.hasUpdated) this.dispatchEvent(new JobConnectorEvent());
    void this.#restore();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#scope?.removeEventListener('serverless-job-request', this.#onJobRequest);
    this.#scope = null;
    this.#forget();
  }

  override async run(call: MagicCall, kernel: Kernel): Promise<undefined> {
    return (await this.#connect()).run(call, kernel);
  }

  override async complete(
    request: MagicCompletionRequest,
    kernel: Kernel,
  ): Promise<readonly MagicCompletion[]> {
    return (await this.#connect()).complete(request, kernel);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.#forget();
  }

  protected override updated(): void {
    this.dispatchEvent(new JobConnectorEvent());
  }

  #connect(): Promise<UploadMagic> {
    const made = import('../magics/dataframe/connect.js').then(({connect}) =>
      connect({
        ...{connection: this.name, uploadUrl: this.uploadUrl, fileUrl: this.fileUrl},
        ...{jobs: this.jobs, jobsUrl: this.jobsUrl, jobLink: this.jobLink},
        deployment: this.deployment,
        ...{schema: this.schema, schemaUrl: this.schemaUrl},
        ...{mapping: this.mapping, mappingUrl: this.mappingUrl},
        chunkBytes: this.chunkSize,
        uploadToken: this.#tokens['upload-token'],
        jobsToken: this.#tokens['jobs-token'],
        credentials: this.credentials,
      }),
    );
    this.#connected ??= made;
    // What failed is tried again by the next cell.
    this.#connected.catch(() => (this.#connected = null));
    return this.#connected;
  }

  /** Connects anew when it is needed: something about it is different now. */
  #forget(): void {
    this.#connected?.then((magic) => magic.dispose()).catch(() => {});
    this.#connected = null;
  }

  #onJobRequest = (event: Event): void => {
    const {record, progress, follow} = event as JobRequestEvent;
    if (record.service !== this.jobs || record.connection !== this.name) return;
    event.stopImmediatePropagation();
    this.#connect().then(
      (magic) => {
        if (this.isConnected) follow(magic.follow(record, progress));
      },
      () => {},
    );
  };

  /** Shows the jobs again that were under way when the page was loaded anew. */
  async #restore(): Promise<void> {
    let hasJobs = false;
    try {
      hasJobs = sessionStorage.getItem('serverless-notebook.jobs') !== null;
    } catch {
      // A browser may forbid storage.
    }
    if (!hasJobs) return;
    const {restoreJobs} = await import('./dataframe/restore-jobs.js');
    await this.updateComplete;
    if (this.isConnected) restoreJobs(this);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'serverless-dataframe': DataframeElement;
  }
}
