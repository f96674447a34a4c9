import type {Schema} from '@cfworker/json-schema';
import type {Kernel} from '../../kernel/kernel.js';
import {type JobProgress, type JobRecord, jobOutput} from '../../protocol/job.js';
import {rowCount} from '../../protocol/row-count.js';
import {uuid} from '../../protocol/uuid.js';
import {MagicError} from '../errors.js';
import type {MagicCall, MagicCompletion, MagicCompletionRequest} from '../magic.js';
import {areArguments, readArguments} from './arguments.js';
import {closest} from './closest.js';
import {completeArguments} from './complete.js';
import {FollowedJob, begun} from './followed-job.js';
import {JobMemory} from './job-memory.js';
import type {JobService} from './job-service.js';
import {type PackedFile, packFile} from './pack.js';
import type {UploadProgress} from './tus.js';
import type {Uploader} from './uploader.js';

/** The header of a cell is its first line. */
const headerLines = 1;

export interface UploadMagicOptions {
  readonly connection: string;
  readonly uploader: Pick<Uploader, 'upload'>;
  readonly jobs: JobService;
  /** Where uploads are; files elsewhere are given to no job. */
  readonly uploadUrl: string;
  /** The address of a file for the job, where that is not the one that the page uses. */
  readonly fileUrl?: string;
  /** Of the arguments in the body. */
  schema(signal?: AbortSignal): Promise<Schema>;
}

/** Answers `%%dataframe upload NAME`: uploads a DataFrame, and starts a job with it. */
export class UploadMagic {
  readonly #options: UploadMagicOptions;
  readonly #followed = new Set<FollowedJob>();
  readonly #memory = new JobMemory();

  constructor(options: UploadMagicOptions) {
    this.#options = options;
  }

  async run(call: MagicCall, kernel: Kernel): Promise<undefined> {
    const {jobs, connection} = this.#options;
    const {signal} = call;
    const name = frameName(call);
    const given = readArguments(call.body, await this.#options.schema(signal), headerLines);
    call.progress({text: `Asking for ${jobs.title}`});
    await jobs.check(signal);

    const {file, rows} = await this.#pack(name, call, kernel);
    const url = await this.#upload(file, name, call);

    call.progress({text: `Starting ${jobs.title}`});
    const uploaded = {url: this.#forJob(url), sha256: file.sha256, bytes: file.bytes};
    // Not aborted in the middle: nobody would know then whether there is a job.
    const id = await jobs.submit({arguments: given, file: uploaded, rows, key: uuid()});
    if (signal.aborted) {
      await jobs.cancel(id).catch(() => {});
      signal.throwIfAborted();
    }
    const {sha256, bytes} = file;
    const record: JobRecord = {
      service: jobs.kind,
      connection,
      title: jobs.title,
      rows,
      arguments: given,
      file: {sha256, bytes},
    };
    const progress = begun(id, withoutSecrets(uploaded.url));
    const {data, metadata} = jobOutput(record, progress);
    this.#memory.add({words: call.words, body: call.body, record, progress});
    const display = call.display(data, metadata);
    if (!call.flags['wait']) return;

    const job = this.follow(record, progress);
    const end = await job.end(signal);
    const last = jobOutput(record, end);
    display.update(last.data, last.metadata);
    if (end.state !== 'completed') {
      const why = end.state === 'failed' ? `failed: ${end.message ?? ''}` : `is ${end.state}.`;
      throw new MagicError('JobError', `The job ${jobs.title} ${why}`);
    }
  }

  async complete(
    request: MagicCompletionRequest,
    kernel: Kernel,
  ): Promise<readonly MagicCompletion[]> {
    return completeArguments(request, await this.#options.schema(), kernel);
  }

  /** The job of an output; the same one for all that ask. */
  follow(record: JobRecord, progress: JobProgress): FollowedJob {
    for (const job of this.#followed) if (job.progress.id === progress.id) return job;
    const job = new FollowedJob(this.#options.jobs, record, progress, this.#mayRetry);
    this.#followed.add(job);
    let {id} = progress;
    job.addEventListener('change', () => {
      this.#memory.update(id, job.progress);
      ({id} = job.progress);
    });
    return job;
  }

  /** Tells all cards that they have to look for another connector. */
  dispose(): void {
    for (const job of this.#followed) job.dispatchEvent(new Event('release'));
    this.#followed.clear();
  }

  /** An output of a file that someone else has written may say anything. */
  #mayRetry = async ({record, progress}: FollowedJob): Promise<void> => {
    const isAllowed = areArguments(record.arguments, await this.#options.schema());
    if (isAllowed && this.#isUpload(progress.fileUrl)) return;
    throw new MagicError(
      'JobError',
      'this output was not made by this page as it is now. Run the cell again.',
    );
  };

  #isUpload(url: string): boolean {
    const {fileUrl, uploadUrl} = this.#options;
    const [start = '', end = ''] = (fileUrl || `${uploadUrl.replace(/\/$/, '')}/{id}`).split(
      '{id}',
    );
    const id = url.slice(start.length, url.length - end.length);
    return url.startsWith(start) && url.endsWith(end) && /^[\w.+-]+$/.test(id) && !/^\.+$/.test(id);
  }

  async #pack(
    name: string,
    call: MagicCall,
    kernel: Kernel,
  ): Promise<{file: PackedFile; rows: number}> {
    call.progress({text: `Reading ${name}`});
    const table = await kernel.read(name, {signal: call.signal});
    call.signal.throwIfAborted();
    const rows = table.numRows;
    if (table.numCols === 0) {
      throw new MagicError('UploadError', `${name} has no columns: there is nothing to upload.`);
    }
    call.progress({text: `Writing ${name} as Parquet`, detail: rowCount(rows)});
    return {file: await packFile(table, call.signal), rows};
  }

  #upload(file: PackedFile, name: string, call: MagicCall): Promise<string> {
    const report = ({sent, problem}: UploadProgress): void =>
      call.progress({
        text: problem ? `Uploading ${name} goes on as soon as it can` : `Uploading ${name}`,
        fraction: sent / file.bytes,
        detail: problem ?? `${megabytes(sent)} of ${megabytes(file.bytes)} MB`,
      });
    report({sent: 0});
    return this.#options.uploader.upload(file, `${name}.parquet`, call.signal, report);
  }

  #forJob(url: string): string {
    const {fileUrl} = this.#options;
    if (!fileUrl) return url;
    const id = new URL(url).pathname.split('/').at(-1)!;
    return fileUrl.replaceAll('{id}', id);
  }
}

/** The variable that a header names: `%%dataframe upload NAME`. */
function frameName({words}: MagicCall): string {
  const usage = 'Write %%dataframe upload NAME, with the arguments as YAML in the lines below.';
  const [action, name, ...rest] = words;
  if (action !== 'upload') {
    const guess = action && closest(action, ['upload']);
    const problem = action
      ? `%%dataframe cannot "${action}"${guess ? ': did you mean upload?' : '.'}`
      : '%%dataframe needs to be told what to do.';
    throw new MagicError('UsageError', `${problem} ${usage}`);
  }
  if (!name) throw new MagicError('UsageError', `Which DataFrame? ${usage}`);
  if (rest.length > 0 || !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) {
    throw new MagicError(
      'UsageError',
      `"${[name, ...rest].join(' ')}" is not the name of one variable. ${usage}`,
    );
  }
  return name;
}

/** An address with a query may hold a credential, which no output may have. */
function withoutSecrets(url: string): string {
  const {search, username} = new URL(url);
  return search || username ? '' : url;
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
