import {redact, type CredentialsSource} from './credentials.js';
import {MagicError} from './errors.js';
import {errorName, explainStatus} from './http-status.js';
import {explainUnreachable, watchPolicy} from './unreachable.js';

export interface RequestOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: BodyInit | null;
  readonly signal: AbortSignal;
  /** Whom one speaks to, as readers know it: `Trino`. Errors are named after it: `TrinoError`. */
  readonly service: string;
  readonly credentials?: CredentialsSource | null;
  /**
   * Whether sending it twice does no harm, so that it may be tried again after 429 and 503; by
   * default, GET and HEAD.
   */
  readonly isSafe?: boolean;
  /** Which statuses besides 2xx are no errors: the caller reads what they say. */
  readonly accepts?: (response: Response) => boolean;
  /** Says what a refusal means in the service's own words; null leaves it to the plain ones. */
  readonly explain?: (refusal: Refusal) => string | null;
  /** Told before it waits to try again. */
  readonly onWait?: (wait: {readonly seconds: number; readonly status: number}) => void;
}

/** An answer whose status says that something went wrong. */
export interface Refusal {
  readonly status: number;
  readonly headers: Headers;
  /** The body, at most 64 KiB of it. */
  readonly text: string;
  readonly hasCredentials: boolean;
}

const ATTEMPTS = 4;
const LONGEST_WAIT_S = 60;

/**
 * Asks a service, and says in plain words why it could not: the network, CORS, credentials, limits
 * or the service itself. Credentials are sent in headers, renewed once after 401, and never shown.
 *
 * @throws MagicError named after the service
 */
export async function request(url: string, options: RequestOptions): Promise<Response> {
  const {service, credentials, signal, method = 'GET', body = null} = options;
  const isSafe = options.isSafe ?? /^(GET|HEAD)$/.test(method);
  const target = absolute(url, service);
  let secrets = await secretsOf('first');
  for (let attempt = 1, renewed = false; ;) {
    const headers = {...options.headers, ...secrets};
    const response = await send(target, {...options, method, body, headers});
    if (response.ok || options.accepts?.(response)) return response;
    if (response.status === 401 && !renewed) {
      renewed = true;
      const others = await secretsOf('refused');
      if (others) {
        void response.body?.cancel();
        secrets = others;
        continue;
      }
    }
    const seconds = waitOf(response, attempt);
    if (isSafe && attempt < ATTEMPTS && seconds !== null) {
      void response.body?.cancel();
      options.onWait?.({seconds, status: response.status});
      signal.throwIfAborted();
      await sleep(seconds * 1000, signal);
      attempt++;
      continue;
    }
    const refusal: Refusal = {
      status: response.status,
      headers: response.headers,
      // Redacted while it is whole: a part of a secret would not be found.
      text: redact(await beginning(response), secrets),
      hasCredentials: secrets !== null,
    };
    signal.throwIfAborted();
    const words = options.explain?.(refusal) ?? explainStatus(refusal, {service, url: target});
    throw new MagicError(errorName(service), redact(words, secrets));
  }

  async function secretsOf(reason: 'first' | 'refused'): Promise<Record<string, string> | null> {
    const found = await credentials?.headers({url: target.href, reason, signal});
    signal.throwIfAborted();
    return found ?? null;
  }
}

async function send(
  url: URL,
  {service, signal, method, headers, body}: RequestOptions & {readonly method: string},
): Promise<Response> {
  const policy = watchPolicy(url);
  try {
    return await fetch(url, {method, headers, body, signal, credentials: ambient(headers)});
  } catch (error) {
    signal.throwIfAborted();
    const words = await explainUnreachable({url, service, method, headers, policy, signal});
    signal.throwIfAborted();
    throw new MagicError(errorName(service), words, {cause: error});
  } finally {
    policy.stop();
  }
}

/**
 * Cookies go along unless there are credentials of one's own. With those, the browser would else
 * answer 401 by a dialog of its own, which leaves the cell waiting.
 */
export function ambient(headers: RequestOptions['headers'] = {}): RequestCredentials {
  return 'Authorization' in headers ? 'omit' : 'same-origin';
}

function absolute(url: string, service: string): URL {
  const target = URL.canParse(url, document.baseURI) ? new URL(url, document.baseURI) : null;
  if (!target || !/^(https?|blob|data):$/.test(target.protocol)) {
    throw new MagicError(
      errorName(service),
      `"${url.slice(0, 100)}" is no address that ${service} can have: give an http or https URL, or a path of this site.`,
    );
  }
  if (target.username || target.password) {
    throw new MagicError(
      errorName(service),
      `The URL of ${service} holds a user name or password, which browsers refuse to send from there: give them by attributes or the credentials callback.`,
    );
  }
  return target;
}

/** Seconds until it may be asked again; null where trying again is no use. */
function waitOf({status, headers}: Response, attempt: number): number | null {
  if (status !== 429 && status !== 503) return null;
  const after = headers.get('Retry-After');
  if (after === null) return 2 ** (attempt - 1);
  const seconds = /^\d+$/.test(after) ? Number(after) : (Date.parse(after) - Date.now()) / 1000;
  if (Number.isNaN(seconds)) return 2 ** (attempt - 1);
  return seconds > LONGEST_WAIT_S ? null : Math.max(seconds, 0);
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal.addEventListener('abort', onAbort, {once: true});
  });
}

/** What a refusal says; a body that breaks off still has a beginning. */
async function beginning(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (let part; reader && text.length < 65_536 && !(part = await reader.read()).done;) {
      text += decoder.decode(part.value, {stream: true});
    }
  } catch {
    // The status says enough.
  }
  void reader?.cancel().catch(() => {});
  return text;
}
export {readBytes, readJson, readText, type ReadOptions} from './read-body.js';
