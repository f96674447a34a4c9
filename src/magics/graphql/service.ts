import {
  buildClientSchema,
  getIntrospectionQuery,
  type GraphQLSchema,
  type IntrospectionQuery,
} from 'graphql';
import {jsonText} from '../../data/infer.js';
import {JsonReader} from '../../data/json/json-reader.js';
import type {CredentialsKeeper} from '../credentials.js';
import {MagicError} from '../errors.js';
import {shownUrl} from '../http-status.js';
import {readJson, request} from '../http.js';

export const SERVICE = 'GraphQL';

/** Source: https://spec.graphql.org/October2021/#sec-Errors */
export interface ServiceError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly locations?: readonly {readonly line: number; readonly column: number}[];
  readonly extensions?: {readonly code?: unknown};
}

export interface Answer {
  /** Null where the service could do nothing at all. */
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors: readonly ServiceError[];
}

export interface Question {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | null;
  /** It changes nothing, and may be sent again. */
  readonly isSafe: boolean;
  readonly signal: AbortSignal;
}

export interface ServiceOptions {
  readonly url: string;
  readonly credentials: CredentialsKeeper;
  /** Whether the service may be asked for its schema. */
  readonly introspects: boolean;
}

const MEDIA_TYPE = 'application/graphql-response+json';
const LIMIT_BYTES = 256 * 1024 * 1024;
const SCHEMA_TIMEOUT_MS = 10_000;

/** A GraphQL service as GraphQL over HTTP has it: https://graphql.github.io/graphql-over-http/draft/ */
export class GraphqlService {
  readonly #options: ServiceOptions;
  #schema: Promise<GraphQLSchema | null> | null = null;

  constructor(options: ServiceOptions) {
    this.#options = options;
  }

  async ask(question: Question): Promise<Answer> {
    const {url, credentials} = this.#options;
    const response = await this.#post(question);
    const {signal} = question;
    const body = await readJson(
      response,
      {
        ...{service: SERVICE, signal, limitBytes: LIMIT_BYTES},
        limitHint: 'Ask for fewer rows or fields.',
      },
      parseExactly,
    );
    if (!isAnswer(body)) {
      const place = shownUrl(new URL(url, document.baseURI));
      throw new MagicError(
        'GraphQLError',
        `${place} answered (${response.status}) with JSON that has neither "data" nor "errors": is it the address of a GraphQL service?`,
      );
    }
    const {data = null, errors = []} = body;
    return {
      data,
      errors: errors.map((error) => ({
        ...error,
        message: credentials.redact(error.message ?? 'an error without a message'),
      })),
    };
  }

  /** What the service has, asked for once; null where it does not tell. */
  schema(): Promise<GraphQLSchema | null> {
    this.#schema ??= this.#options.introspects ? this.#introspect() : Promise.resolve(null);
    return this.#schema;
  }

  /** Asks for the schema anew when it is next needed: it may have changed. */
  forgetSchema(): void {
    this.#schema = null;
  }

  async #introspect(): Promise<GraphQLSchema | null> {
    try {
      const {data} = await this.ask({
        query: getIntrospectionQuery({descriptions: true, inputValueDeprecation: false}),
        ...{variables: {}, operationName: null, isSafe: true},
        signal: AbortSignal.timeout(SCHEMA_TIMEOUT_MS),
      });
      return data ? buildClientSchema(data as unknown as IntrospectionQuery) : null;
    } catch {
      // Many services do not tell. Types are then those of the values.
      return null;
    }
  }

  #post({query, variables, operationName, isSafe, signal}: Question): Promise<Response> {
    const {url, credentials} = this.#options;
    const hasVariables = Object.keys(variables).length > 0;
    return request(url, {
      method: 'POST',
      headers: {
        Accept: `${MEDIA_TYPE}, application/json;q=0.9`,
        'Content-Type': 'application/json',
      },
      body: jsonText({
        query,
        ...(hasVariables && {variables}),
        ...(operationName !== null && {operationName}),
      }),
      ...{service: SERVICE, credentials, signal, isSafe},
      // What is wrong with the query itself, the service says in its answer.
      accepts: ({status, headers}) =>
        (status === 400 || status === 422 || status === 500) && isJson(headers),
    });
  }
}

const isJson = (headers: Headers): boolean =>
  /^application\/(graphql-response\+)?json\b/.test(headers.get('Content-Type') ?? '');

/** Whole numbers that doubles do not hold stay exact; most answers have none. */
function parseExactly(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return /[:[,\s]-?\d{16}/.test(text) ? new JsonReader(text).value() : value;
}

function isAnswer(body: unknown): body is Partial<Answer> {
  if (typeof body !== 'object' || body === null) return false;
  const {data, errors} = body as Record<string, unknown>;
  return (typeof data === 'object' || Array.isArray(errors)) && (errors ?? []) instanceof Array;
}
