import {DataError} from '../../data/errors.js';
import {looksLike} from '../../data/sniff.js';
import type {Table} from '../../data/table.js';
import type {CredentialsSource} from '../credentials.js';
import {MagicError} from '../errors.js';
import {readBytes, request} from '../http.js';
import type {RunContext, SqlEngine, SqlResult} from './engine.js';
import {parameterJson, parameterType} from './http-parameters.js';
import {tooManyRows} from './limits.js';
import type {BoundStatement, RenderedStatement} from './statement.js';

export interface HttpOptions {
  /**
   * Gets `{"query", "parameters", "types"}` by POST; or by GET, where it has the places `{query}`
   * and `{parameters}`.
   */
  readonly url: string;
  readonly credentials?: CredentialsSource | null;
}

const service = 'SQL';

/** SQL by any service that takes a query over HTTP and answers with Arrow, JSON, CSV or Parquet. */
export class HttpEngine implements SqlEngine {
  readonly label: string;
  readonly dialect = 'other';
  readonly #options: HttpOptions;

  constructor(options: HttpOptions) {
    this.#options = options;
    this.label = `the SQL service at ${options.url}`;
  }

  async run(statement: BoundStatement, context: RunContext): Promise<SqlResult> {
    const {limits, signal, progress} = context;
    const rendered = statement.render(() => '?');
    progress({text: `Running on ${this.label}`});
    const response = await this.#ask(rendered, signal);
    const bytes = await readBytes(response, {
      service,
      signal,
      limitBytes: limits.bytes,
      limitHint: `Ask for less, or raise the limit: <serverless-sql max-bytes="${limits.bytes * 4}">.`,
      onProgress: ({bytes: loaded, totalBytes}) =>
        progress({
          text: 'Reading the result',
          detail: `${(loaded / 1e6).toFixed(1)} MB`,
          ...(totalBytes && {fraction: loaded / totalBytes}),
        }),
    });
    if (bytes.length === 0) return {table: null, notice: `${statement.kind}: done`};
    const table = await decode(bytes, response.headers.get('Content-Type') ?? '');
    if (limits.take !== null && table.numRows > limits.take) {
      return {table: table.slice(0, limits.take)};
    }
    if (table.numRows > limits.rows) throw tooManyRows(limits);
    return {table};
  }

  async #ask(rendered: RenderedStatement, signal: AbortSignal): Promise<Response> {
    const {url, credentials = null} = this.#options;
    const {text: query, parameters} = rendered;
    const values = `[${parameters.map(parameterJson).join(', ')}]`;
    const accept =
      'application/vnd.apache.arrow.stream, application/json;q=0.9, text/csv;q=0.8, */*;q=0.1';
    try {
      if (url.includes('{query}')) {
        if (parameters.length > 0 && !url.includes('{parameters}')) {
          throw new MagicError(
            'UsageError',
            `The service at ${url} has no place for parameters: its url needs {parameters}.`,
          );
        }
        const target = url
          .replaceAll('{query}', encodeURIComponent(query))
          .replaceAll('{parameters}', encodeURIComponent(values));
        return await request(target, {
          ...{signal, service, credentials},
          headers: {Accept: accept},
          explain: explainRefusal(rendered),
        });
      }
      const types = JSON.stringify(parameters.map(parameterType));
      return await request(url, {
        ...{method: 'POST', signal, service, credentials},
        headers: {Accept: accept, 'Content-Type': 'application/json'},
        body: `{"query": ${JSON.stringify(query)}, "parameters": ${values}, "types": ${types}}`,
        explain: explainRefusal(rendered),
      });
    } catch (error) {
      // `request` throws what was explained; the place is known only here.
      throw placed(error, rendered);
    }
  }
}

/** How a service says that the SQL is wrong. */
interface Refused {
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
}

const places = new WeakMap<RenderedStatement, Refused>();

function explainRefusal(rendered: RenderedStatement) {
  return ({status, text}: {status: number; text: string}): string | null => {
    if (status !== 400 && status !== 422 && status !== 500) return null;
    const refused = refusedIn(text);
    if (!refused) return null;
    places.set(rendered, refused);
    return refused.message;
  };
}

/** `{"error": {"message", "line", "column"}}`, `{"error": "…"}`, or `{"message", …}`. */
function refusedIn(text: string): Refused | null {
  try {
    const body = JSON.parse(text) as {error?: unknown; message?: unknown};
    const found = body.error ?? body;
    if (typeof found === 'string') return {message: found};
    const {message} = found as Partial<Refused>;
    return typeof message === 'string' ? (found as Refused) : null;
  } catch {
    return null;
  }
}

function placed(error: unknown, rendered: RenderedStatement): unknown {
  const {line, column} = places.get(rendered) ?? {};
  if (!(error instanceof MagicError) || !line) return error;
  const position = rendered.place({line, column: column ?? 1});
  return new MagicError(error.name, error.message, {position, cause: error});
}

/** Reads the body as what it says it is; where it says nothing that is known, as what it looks like. */
async function decode(bytes: Uint8Array, contentType: string): Promise<Table> {
  const type = contentType.split(';')[0]!.trim().toLowerCase();
  try {
    if (type.includes('arrow')) return (await import('../../data/arrow.js')).tableFromIPC(bytes);
    if (type.includes('parquet')) {
      return await (await import('../../data/parquet.js')).tableFromParquet(bytes);
    }
    if (type.includes('json'))
      return await (await import('../../data/json.js')).tableFromJson(bytes);
    if (type.includes('csv') || type.includes('tab-separated')) {
      const options = type.includes('tab') ? {delimiter: '\t'} : {};
      if (!/HTML|Arrow|Parquet/.test(looksLike(bytes) ?? '')) {
        return await (await import('../../data/csv.js')).tableFromCsv(bytes, options);
      }
    }
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    throw unreadable(`Its answer says that it is ${type}, but: ${error.message}`, error);
  }
  const looks = looksLike(bytes);
  const says = type ? `says that its answer is ${type}` : 'does not say what its answer is';
  throw unreadable(
    `It ${says}${looks ? `, and the bytes ${looks}` : ''}. It must answer with Arrow (application/vnd.apache.arrow.stream), JSON (application/json), CSV (text/csv) or Parquet, under the right Content-Type.`,
  );
}

function unreadable(problem: string, cause?: unknown): MagicError {
  return new MagicError('SQLError', `The result of the SQL service cannot be read. ${problem}`, {
    cause,
  });
}
