import type {Schema} from '@cfworker/json-schema';
import {type CredentialsCallback, CredentialsKeeper} from '../credentials.js';
import {MagicError} from '../errors.js';
import type {Refusal} from '../http.js';
import {defaultSchema} from './default-schema.js';
import {HttpJobs} from './http-jobs.js';
import type {HttpJobMapping} from './http-mapping.js';
import type {JobService} from './job-service.js';
import {LinkedJobs} from './linked-jobs.js';
import {PrefectJobs} from './prefect.js';
import {Transport} from './transport.js';
import {TusClient} from './tus.js';
import {UploadMagic} from './upload-magic.js';
import {Uploader} from './uploader.js';

/** What the attributes and properties of `<serverless-dataframe>` say. */
export interface DataframeConfig {
  readonly connection: string;
  readonly uploadUrl: string;
  readonly fileUrl: string;
  readonly chunkBytes: number;
  readonly jobs: string;
  readonly jobsUrl: string;
  readonly jobLink: string;
  readonly deployment: string;
  readonly schema: Schema | null;
  readonly schemaUrl: string;
  readonly mapping: Partial<HttpJobMapping> | null;
  readonly mappingUrl: string;
  readonly uploadToken: string;
  readonly jobsToken: string;
  readonly credentials: CredentialsCallback | null;
}

/** @throws MagicError that names the attribute that is missing or wrong */
export async function connect(config: DataframeConfig): Promise<UploadMagic> {
  const endpoint = address(config.uploadUrl, 'upload-url', '/uploads');
  const jobsUrl = address(config.jobsUrl, 'jobs-url', '/prefect/api');
  const {connection, credentials, chunkBytes} = config;
  if (!Number.isInteger(chunkBytes) || chunkBytes < 1) {
    throw usage(`chunk-size is not a number of bytes.`);
  }
  const keeper = (service: string, token: string): CredentialsKeeper =>
    new CredentialsKeeper({service, connection, given: token ? {token} : null, ask: credentials});
  const uploads = new Transport({
    service: 'Uploads',
    url: endpoint,
    credentials: keeper('Uploads', config.uploadToken),
    explain: explainUpload,
  });
  const client = new TusClient({endpoint, transport: uploads, chunkBytes});
  const readJson = configReader();
  const jobs = await jobService(config, jobsUrl, keeper, readJson);
  return new UploadMagic({
    connection,
    uploadUrl: endpoint,
    fileUrl: config.fileUrl,
    uploader: new Uploader({endpoint, client}),
    jobs: config.jobLink ? new LinkedJobs(jobs, config.jobLink) : jobs,
    schema: async (signal) =>
      config.schema ??
      (config.schemaUrl
        ? ((await readJson(config.schemaUrl, 'schema-url', signal)) as Schema)
        : defaultSchema),
  });
}

async function jobService(
  config: DataframeConfig,
  url: string,
  keeper: (service: string, token: string) => CredentialsKeeper,
  readJson: ConfigReader,
): Promise<JobService> {
  const {deployment, jobsToken} = config;
  switch (config.jobs) {
    case 'prefect': {
      const service = 'Prefect';
      const credentials = keeper(service, jobsToken);
      const explain = explainPrefect(deployment);
      const {json} = new Transport({service, url, credentials, explain});
      return new PrefectJobs(url, deployment, json);
    }
    case 'http': {
      const service = 'Jobs';
      const {json} = new Transport({service, url, credentials: keeper(service, jobsToken)});
      const mapping = config.mappingUrl ? await readJson(config.mappingUrl, 'mapping-url') : {};
      return new HttpJobs(url, deployment || 'upload', config.mapping ?? (mapping as object), json);
    }
    default:
      throw usage(`jobs is "${config.jobs}": it must be prefect or http.`);
  }
}

function explainUpload({status, text}: Refusal): string | null {
  if (status === 460)
    return 'The file has changed on its way: its checksum is wrong. Run the cell again.';
  if (status === 413) return `The frame is too large for the upload server (413). ${text.trim()}`;
  return status === 507 ? 'The upload server has no room left (507).' : null;
}

/** Prefect knows better than a status what it does not find or take. */
const explainPrefect =
  (deployment: string) =>
  ({status, text}: Refusal): string | null => {
    if (status === 404 && text.includes('Deployment not found')) {
      return `Prefect has no deployment "${deployment}": its flow and name are needed, such as load/dataframe.`;
    }
    if (status === 404 && text.includes('Flow run not found')) return 'Prefect knows no such job.';
    if (status !== 409 && status !== 422) return null;
    const said = /"detail":"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? text.slice(0, 400);
    return `Prefect does not take these arguments for ${deployment}: ${said.replace(/\\"/g, '"')}`;
  };

type ConfigReader = (url: string, attribute: string, signal?: AbortSignal) => Promise<unknown>;

/** Reads files of the page's author, each only once. */
function configReader(): ConfigReader {
  const found = new Map<string, unknown>();
  return async (given, attribute, signal) => {
    const url = new URL(given, document.baseURI).href;
    if (!found.has(url)) {
      const transport = new Transport({
        service: `The file of ${attribute}`,
        url,
      });
      found.set(url, await transport.json(url, {signal}));
    }
    return found.get(url);
  };
}

function address(given: string, attribute: string, example: string): string {
  if (!given) throw usage(`${attribute} is missing, such as ${attribute}="${example}".`);
  if (URL.canParse(given, document.baseURI)) return new URL(given, document.baseURI).href;
  throw usage(`${attribute} is "${given}", which is no address.`);
}

const usage = (problem: string): MagicError =>
  new MagicError('UsageError', `<serverless-dataframe>: ${problem}`);
