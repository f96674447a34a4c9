import {ServiceError, isPassing} from './failures.js';
import type {SendJson} from './job-service.js';

/** Gives the headers that say who asks; it is asked again when a service has refused them. */
export type Authorize = (
  reason: 'first' | 'refused',
  signal?: AbortSignal,
) => Promise<Readonly<Record<string, string>>>;

export interface TransportOptions {
  /** As messages name it, such as `Prefect`. */
  readonly service: string;
  /** Credentials are sent to its origin only. */
  readonly url: string;
  readonly authorize: Authorize;
  /** Headers of answers that a page of another origin must be shown. */
  readonly exposes?: readonly string[];
}

export interface TransportRequest extends Omit<RequestInit, 'headers'> {
  readonly headers?: Readonly<Record<string, string>>;
  /** Statuses that are answers too. */
  readonly accepts?: readonly number[];
  /** Sends it again where there was no answer or a passing failure; what it asks is then the same. */
  readonly isRepeatable?: boolean;
}

const waitsMs = [500, 2_000, 5_000];
const longestRetryAfterMs = 30_000;

/** Speaks to one service, and says in plain words what went wrong. */
export class Transport {
  readonly #options: TransportOptions;
  readonly #origin: string;
  #headers: Readonly<Record<string, string>> | null = null;

  constructor(options: TransportOptions) {
    this.#options = options;
    this.#origin = new URL(options.url, document.baseURI).origin;
  }

  /** @throws ServiceError */
  async fetch(url: string, request: TransportRequest = {}): Promise<Response> {
    const {accepts = [], isRepeatable = false, signal} = request;
    for (let attempt = 0; ; attempt++) {
      const wait = waitsMs[attempt];
      const canRepeat = isRepeatable && wait !== undefined;
      let response: Response;
      try {
        response = await this.#authorized(url, request);
      } catch (error) {
        if (signal?.aborted) throw signal.reason;
        if (error instanceof ServiceError) throw error;
        if (!canRepeat) throw this.#unreachable(url, request, error);
        await pause(wait, signal);
        continue;
      }
      if (response.ok || accepts.includes(response.status)) return response;
      if (!canRepeat || !isPassing(response.status)) throw await this.#refused(url, response);
      await response.body?.cancel();
      await pause(retryAfterMs(response) ?? wait, signal);
    }
  }

  readonly json: SendJson = async (url, {method = 'GET', body, headers, signal} = {}) => {
    const response = await this.fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        ...(body !== undefined && {'content-type': 'application/json'}),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
      isRepeatable: true,
    });
    const text = await response.text().catch((cause: unknown) => {
      if (signal?.aborted) throw signal.reason;
      throw new ServiceError(`${this.#name(url)} broke off in the middle of its answer.`, {cause});
    });
    if (!text) return null;
    try {
      return JSON.parse(text) as unknown;
    } catch (cause) {
      throw new ServiceError(
        `${this.#name(url)} has answered, but not with JSON: is it the address of ${this.#options.service}? Its answer begins with ${JSON.stringify(text.slice(0, 60))}.`,
        {cause},
      );
    }
  };

  /** Asks for credentials first, and once more where they are refused. */
  async #authorized(url: string, request: TransportRequest): Promise<Response> {
    const {signal} = request;
    const isOwn = new URL(url, document.baseURI).origin === this.#origin;
    const send = async (): Promise<Response> =>
      fetch(url, {
        ...request,
        headers: {...request.headers, ...(isOwn && this.#headers)},
        // A cookie of the page's own origin only.
        credentials: 'same-origin',
      });
    if (isOwn) this.#headers ??= await this.#options.authorize('first', signal ?? undefined);
    const used = this.#headers;
    const response = await send();
    if (response.status !== 401 || !isOwn) return response;
    if (this.#headers === used) {
      this.#headers = await this.#options.authorize('refused', signal ?? undefined);
    }
    return JSON.stringify(this.#headers) === JSON.stringify(used) ? response : send();
  }

  #name(url: string): string {
    const {origin, pathname} = new URL(url, document.baseURI);
    return `${this.#options.service} (${origin}${pathname})`;
  }

  #unreachable(url: string, {method, headers}: TransportRequest, cause: unknown): ServiceError {
    const target = new URL(url, document.baseURI);
    const name = this.#name(url);
    if (!navigator.onLine) return new ServiceError(`${name}: this computer is offline.`, {cause});
    if (target.origin === location.origin) {
      return new ServiceError(`${name} cannot be reached: the server is down.`, {cause});
    }
    if (location.protocol === 'https:' && target.protocol === 'http:') {
      return new ServiceError(`${name} cannot be reached: a page with https: needs https: there.`, {
        cause,
      });
    }
    const own = [...Object.keys(headers ?? {}), ...Object.keys(this.#headers ?? {})];
    const {exposes = []} = this.#options;
    const needed = [
      `Access-Control-Allow-Origin: ${location.origin}`,
      `Access-Control-Allow-Methods: ${method ?? 'GET'}`,
      own.length ? `Access-Control-Allow-Headers: ${[...new Set(own)].join(', ')}` : '',
      exposes.length ? `Access-Control-Expose-Headers: ${exposes.join(', ')}` : '',
    ].filter(Boolean);
    return new ServiceError(
      `${name} cannot be reached: it is down, or it does not allow requests from this page's origin (CORS). The server must then send:\n${needed.join('\n')}`,
      {cause},
    );
  }

  async #refused(url: string, response: Response): Promise<ServiceError> {
    const {status} = response;
    const said = this.#redacted(reasonOf(await response.text().catch(() => '')));
    const meaning =
      meanings[status] ?? (status >= 500 ? meanings[500]! : 'it refuses the request.');
    return new ServiceError(
      `${this.#name(url)} answered ${status}: ${meaning}${said ? ` It says: ${said}` : ''}`,
      {status},
    );
  }

  /** A service may say a credential back. */
  #redacted(text: string): string {
    let result = text;
    for (const value of Object.values(this.#headers ?? {})) {
      for (const secret of [value, value.replace(/^\w+ /, '')]) {
        if (secret.length > 3) result = result.replaceAll(secret, '•••');
      }
    }
    return result;
  }
}

const meanings: Readonly<Record<number, string>> = {
  400: 'it does not take the request.',
  401: 'it wants to know who asks: the credentials are missing, wrong or out of date.',
  403: 'these credentials do not allow this.',
  404: 'there is no such thing: look at the address, and at the name of the deployment.',
  409: 'it does not take what it was given.',
  413: 'the file is too large for it.',
  422: 'it does not take what it was given.',
  429: 'there are too many requests at the moment. Try again later.',
  500: 'it has a problem of its own. Try again later.',
  460: 'the file has changed on its way: its checksum is wrong.',
  507: 'it has no room left.',
};

/** What an answer says of its failure: a short text, or the field of JSON that most services use. */
function reasonOf(body: string): string {
  const text = body.trim();
  try {
    const {detail, message, error, exception_message} = JSON.parse(text) as Record<string, unknown>;
    const found = exception_message ?? detail ?? message ?? error;
    return found === undefined
      ? ''
      : short(typeof found === 'string' ? found : JSON.stringify(found));
  } catch {
    return text.startsWith('<') ? '' : short(text);
  }
}

const short = (text: string): string => (text.length > 400 ? `${text.slice(0, 399)}…` : text);

function retryAfterMs(response: Response): number | null {
  const header = response.headers.get('retry-after');
  if (!header) return null;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) ? Math.min(longestRetryAfterMs, Math.max(0, ms)) : null;
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
