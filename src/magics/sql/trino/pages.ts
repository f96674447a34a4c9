import type {CredentialsSource} from '../../credentials.js';
import {MagicError} from '../../errors.js';
import {ambient, readJson, request, type Refusal} from '../../http.js';
import {isQueryResults, parseExact, type QueryResults} from './protocol.js';
import type {TrinoSession} from './session.js';

/** Where statements go. */
export interface Connection {
  /** Ends with a slash; all requests go to what is below it, and nowhere else. */
  readonly base: URL;
  readonly session: TrinoSession;
  readonly credentials: CredentialsSource | null;
}

export interface Page {
  readonly results: QueryResults;
  /** Of the answer as it was read. */
  readonly bytes: number;
}

const service = 'Trino';
/** How often a request that met a server between, or a lost connection, is sent. */
const ATTEMPTS = 8;
/** For how long the answer to a statement is waited for after an interrupt, to cancel the query. */
const CANCEL_WITHIN_MS = 15_000;

/**
 * Runs a statement and gives what comes, page by page. Whoever stops asking for more, or aborts,
 * ends the query on the server.
 *
 * @param isQuery - that it can be sent again when nobody knows whether it has arrived
 */
export async function* pages(
  sql: string,
  {connection, signal, isQuery}: {connection: Connection; signal: AbortSignal; isQuery: boolean},
): AsyncGenerator<Page, void> {
  const {base} = connection;
  let page = await submit(sql, {connection, signal, isQuery});
  let next = nextOf(page, base);
  const onLeave = (): void => void (next && cancel(next, connection));
  addEventListener('pagehide', onLeave);
  try {
    yield page;
    while (next) {
      page = await ask(next, {connection, signal, canRepeat: true});
      next = nextOf(page, base);
      yield page;
    }
  } finally {
    removeEventListener('pagehide', onLeave);
    if (next) void cancel(next, connection);
  }
}

/** Not aborted by the signal itself, since only the answer tells which query there is to cancel. */
async function submit(
  sql: string,
  {connection, signal, isQuery}: {connection: Connection; signal: AbortSignal; isQuery: boolean},
): Promise<Page> {
  signal.throwIfAborted();
  const {base, session, credentials} = connection;
  const own = new AbortController();
  const url = new URL('v1/statement', base);
  const known = await credentials?.headers({url: url.href, reason: 'first', signal});
  signal.throwIfAborted();
  const headers = {...session.headers(Boolean(known)), 'Content-Type': 'text/plain; charset=utf-8'};
  const init = {method: 'POST', headers, body: sql};
  const answer = ask(url, {connection, signal: own.signal, canRepeat: isQuery, init});
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      reject(signal.reason as Error);
      setTimeout(() => own.abort(), CANCEL_WITHIN_MS);
      answer.then(
        (page) => {
          const next = nextOf(page, base);
          if (next) void cancel(next, connection);
        },
        () => {},
      );
    };
    signal.addEventListener('abort', onAbort, {once: true});
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

interface Asking {
  readonly connection: Connection;
  readonly signal: AbortSignal;
  /** Whether it may be sent again when the connection was lost. */
  readonly canRepeat: boolean;
  readonly init?: {method: string; headers: Record<string, string>; body: string};
}

/** 502, 503 and 504 are not Trino's own: a server between had a problem that may be over soon. */
async function ask(url: URL, {connection, signal, canRepeat, init}: Asking): Promise<Page> {
  const {session, credentials} = connection;
  for (let attempt = 1; ; attempt++) {
    const isLast = attempt === ATTEMPTS;
    const mayRepeat = ({status}: Response): boolean =>
      !isLast && (status === 503 || (canRepeat && (status === 502 || status === 504)));
    let response: Response;
    try {
      response = await request(url.href, {
        ...init,
        ...{service, signal, credentials, accepts: mayRepeat},
        // The first request may only have a wrong address.
        ...(!init && {explain}),
        // What was refused for its number can be sent again, whatever it is.
        isSafe: !isLast,
      });
    } catch (error) {
      if (isLast || !canRepeat || !isLost(error)) throw error;
      await pause(attempt, signal);
      continue;
    }
    if (!response.ok) {
      void response.body?.cancel();
      await pause(attempt, signal);
      continue;
    }
    return read(response, connection, session, signal);
  }
}

async function read(
  response: Response,
  {base}: Connection,
  session: TrinoSession,
  signal: AbortSignal,
): Promise<Page> {
  let bytes = 0;
  const onProgress = (read: {bytes: number}): void => void (bytes = read.bytes);
  const results = await readJson(response, {service, signal, onProgress}, parseExact);
  if (!isQueryResults(results)) {
    throw new MagicError(
      'TrinoError',
      `What answers at ${base.href} is not Trino: its answer has neither the id nor the state of a query. Is the URL right?`,
    );
  }
  session.update(response.headers);
  return {results, bytes};
}

/**
 * The address of the next page, below the address that was configured, whatever host Trino names:
 * behind a proxy it may know itself by another, and what requests carry is for nobody else.
 */
function nextOf({results: {nextUri}}: Page, base: URL): URL | null {
  if (nextUri === undefined) return null;
  const path = URL.canParse(nextUri) && /\/(v1\/statement\/.+)$/.exec(new URL(nextUri).pathname);
  if (path) return new URL(path[1]! + new URL(nextUri).search, base);
  throw new MagicError(
    'TrinoError',
    `Trino at ${base.href} names "${nextUri.slice(0, 100)}" for the rest of the result, which is no address of a statement: is there something else at this URL?`,
  );
}

function explain({status, text}: Refusal): string | null {
  if (status !== 404 && status !== 410) return null;
  const said = text.trim().slice(0, 200);
  return `Trino does not know this query (${status}${said && `: ${said}`}): it has restarted or has given the query up. Run the cell again.`;
}

/** Ends a query on the server, also when the page is about to go. */
async function cancel(url: URL, {credentials}: Connection): Promise<void> {
  const signal = AbortSignal.timeout(CANCEL_WITHIN_MS);
  for (let attempt = 1; attempt <= 4; attempt++) {
    try {
      const headers = (await credentials?.headers({url: url.href, reason: 'first', signal})) ?? {};
      const init = {method: 'DELETE', headers, credentials: ambient(headers), keepalive: true};
      const {status} = await fetch(url, {...init, signal});
      if (status !== 502 && status !== 503 && status !== 504) return;
      await pause(attempt, signal);
    } catch {
      // The server is gone, and the query with it, or ends it soon, since nobody asks for it.
      return;
    }
  }
}

/** Whether the connection was lost, or never came to be. */
const isLost = (error: unknown): boolean =>
  error instanceof MagicError && error.cause instanceof TypeError;

/** 100 ms at first, then longer, about 7 s in all. */
function pause(attempt: number, signal: AbortSignal): Promise<void> {
  const ms = Math.min(50 * 2 ** attempt, 2000);
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
    if (signal.aborted) onAbort();
  });
}
