import type {CredentialsSource} from '../credentials.js';
import {MagicError} from '../errors.js';
import {errorName} from '../http-status.js';
import {type Refusal, request} from '../http.js';
import {ServiceError, isPassing} from './failures.js';
import type {SendJson} from './job-service.js';

export interface TransportOptions {
  /** As messages name it, such as `Prefect`. */
  readonly service: string;
  /** Credentials are sent to its origin only. */
  readonly url: string;
  readonly credentials?: CredentialsSource | null;
  /** Says what a refusal means in the service's own words. */
  readonly explain?: (refusal: Refusal) => string | null;
}

export interface TransportRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: BodyInit | null;
  readonly signal?: AbortSignal | null;
  /**
   * Sent again where there was no answer: the service does what it asks only once, however often it
   * is asked.
   */
  readonly isRepeatable?: boolean;
}

const waitsMs = [500, 2_000];

/** Speaks to one service; its failures say which status they have. */
export class Transport {
  readonly #options: TransportOptions;
  readonly #origin: string;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#origin = new URL(options.url, document.baseURI).origin;
  }

  /** @throws ServiceError */
  async fetch(url: string, options: TransportRequest = {}): Promise<Response> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.#ask(url, options);
      } catch (error) {
        const wait = waitsMs[attempt];
        if (!options.isRepeatable || wait === undefined || !mayPass(error)) throw error;
        await pause(wait, options.signal);
      }
    }
  }

  readonly json: SendJson = async (url, {method = 'GET', body, headers, signal, key} = {}) => {
    const {service} = this.#options;
    const response = await this.fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        ...(body !== undefined && {'content-type': 'application/json'}),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal,
      isRepeatable: key !== undefined,
    });
    const text = await response.text().catch((cause: unknown) => {
      signal?.throwIfAborted();
      throw new ServiceError(
        errorName(service),
        `${service} broke off in the middle of its answer.`,
        {cause},
      );
    });
    if (!text) return null;
    try {
      return JSON.parse(text) as unknown;
    } catch (cause) {
      throw new MagicError(
        errorName(service),
        `${service} has answered, but not with JSON: is ${url} its address? The answer begins with ${JSON.stringify(text.slice(0, 60))}.`,
        {cause},
      );
    }
  };

  async #ask(url: string, options: TransportRequest): Promise<Response> {
    const {method = 'GET', headers, body, signal} = options;
    const {service, credentials, explain} = this.#options;
    const isOwn = new URL(url, document.baseURI).origin === this.#origin;
    let status: number | null = null;
    try {
      return await request(url, {
        method,
        headers,
        body,
        signal: signal ?? new AbortController().signal,
        service,
        credentials: isOwn ? credentials : null,
        // Whoever says "later" has done nothing yet.
        isSafe: true,
        explain: (refusal) => {
          ({status} = refusal);
          return explain?.(refusal) ?? null;
        },
      });
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof MagicError) || error.name === 'CredentialsError') throw error;
      throw new ServiceError(error.name, error.message, {status, cause: error.cause});
    }
  }
}

/** Whether asking again may give another answer. */
export function mayPass(error: unknown): boolean {
  return error instanceof ServiceError && (error.status === null || isPassing(error.status));
}

export function pause(ms: number, signal?: AbortSignal | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal?.addEventListener('abort', onAbort, {once: true});
    if (signal?.aborted) onAbort();
  });
}
