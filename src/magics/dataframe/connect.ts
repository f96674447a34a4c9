import type {Schema} from '@cfworker/json-schema';
import {MagicError} from '../errors.js';
import {type CredentialsCallback, authorizer} from './authorize.js';
import {defaultSchema} from './default-schema.js';
import {HttpJobs} from './http-jobs.js';
import type {HttpJobMapping} from './http-mapping.js';
import type {JobService} from './job-service.js';
import {PrefectJobs} from './prefect.js';
import {Transport} from './transport.js';
import {TusClient, tusHeaders} from './tus.js';
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
  const uploads = new Transport({
    service: 'The upload server',
    url: endpoint,
    authorize: authorizer(
      {service: 'uploads', connection, url: endpoint},
      config.uploadToken,
      credentials,
    ),
    exposes: tusHeaders,
  });
  const client = new TusClient({endpoint, transport: uploads, chunkBytes});
  const readJson = configReader();
  return new UploadMagic({
    connection,
    uploadUrl: endpoint,
    fileUrl: config.fileUrl,
    uploader: new Uploader({endpoint, client}),
    jobs: await jobService(config, jobsUrl, readJson),
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
  readJson: ConfigReader,
): Promise<JobService> {
  const {connection, credentials, jobsToken} = config;
  const authorize = (service: string) =>
    authorizer({service, connection, url}, jobsToken, credentials);
  switch (config.jobs) {
    case 'prefect': {
      const prefect = new Transport({service: 'Prefect', url, authorize: authorize('Prefect')});
      return new PrefectJobs(url, config.deployment, prefect.json);
    }
    case 'http': {
      const jobs = new Transport({service: 'The job service', url, authorize: authorize('jobs')});
      const mapping = config.mappingUrl ? await readJson(config.mappingUrl, 'mapping-url') : {};
      const title = config.deployment || 'upload';
      return new HttpJobs(url, title, config.mapping ?? (mapping as object), jobs.json);
    }
    default:
      throw usage(`jobs is "${config.jobs}": it must be prefect or http.`);
  }
}

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
        authorize: () => Promise.resolve({}),
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
