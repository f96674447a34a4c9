/**
 * DuckDB-Wasm itself. Its package has a worker's script, which we load inside of our own worker, so
 * that the loops over polls and chunks, and the decoding, are off the page's thread.
 */
import '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js';

/** The requests of DuckDB-Wasm that we use; see its `parallel/worker_request.ts`. */
interface Requests {
  INSTANTIATE(wasmUrl: string, pthreadUrl: null): null;
  OPEN(config: {readonly arrowLosslessConversion: boolean}): null;
  CONNECT(): number;
  RUN_QUERY(connection: number, sql: string): Uint8Array;
  START_PENDING_QUERY(connection: number, sql: string, streams: boolean): Uint8Array | null;
  POLL_PENDING_QUERY(connection: number): Uint8Array | null;
  CANCEL_PENDING_QUERY(connection: number): boolean;
  /** Null when it is to be asked again, empty at the end. */
  FETCH_QUERY_RESULTS(connection: number): Uint8Array | null;
  INSERT_ARROW_FROM_IPC_STREAM(
    connection: number,
    bytes: Uint8Array,
    options: {readonly schema: string; readonly name: string; readonly create: boolean},
  ): null;
}

interface Response {
  readonly requestId: number;
  readonly type: string;
  readonly data: unknown;
}

export interface DownloadProgress {
  readonly bytesLoaded: number;
  readonly bytesTotal: number;
}

interface Waiting {
  readonly resolve: (data: unknown) => void;
  readonly reject: (error: Error) => void;
}

const scope = globalThis as unknown as {
  onmessage: ((event: {data: unknown}) => void) | null;
  postMessage: (...message: never[]) => void;
  console: {log: unknown};
};

// Its script listens for messages and posts answers, as the only one in its worker. Here it is not.
const receive = scope.onmessage!;
scope.onmessage = null;
/** Posts to the page. */
export const postToPage = scope.postMessage.bind(scope) as unknown as (
  message: unknown,
  transfer: Transferable[],
) => void;
scope.postMessage = (response: Response) => settle(response);
// It logs each error of SQL, which the cell shows.
scope.console.log = () => {};

const waiting = new Map<number, Waiting>();
let lastId = 0;
let onDownload: (progress: DownloadProgress) => void = () => {};

/** Asks DuckDB; only one request runs at a time, and it holds the thread while it does. */
export function call<T extends keyof Requests>(
  type: T,
  ...data: Parameters<Requests[T]>
): Promise<ReturnType<Requests[T]>> {
  const messageId = ++lastId;
  return new Promise((resolve, reject) => {
    waiting.set(messageId, {resolve: resolve as Waiting['resolve'], reject});
    receive({data: {messageId, type, data: data.length === 1 ? data[0] : data}});
  });
}

/** Fetches DuckDB, and then lets nothing of this worker reach the network any more. */
export async function instantiate(
  wasmUrl: string,
  onProgress: (progress: DownloadProgress) => void,
): Promise<void> {
  onDownload = onProgress;
  // It never answers when it cannot be fetched or compiled.
  let fail: (error: Error) => void = () => {};
  const failed = new Promise<never>((_, reject) => (fail = reject));
  const {fetch} = globalThis;
  globalThis.fetch = async (...request) => {
    const response = await fetch(...request).catch((error: unknown) => {
      fail(error as Error);
      throw error;
    });
    if (!response.ok) fail(new Error(`the server answered ${response.status}`));
    return response;
  };
  addEventListener('unhandledrejection', ({reason}) => fail(reason as Error), {once: true});
  await Promise.race([call('INSTANTIATE', wasmUrl, null), failed]);
  const refuse = (): never => {
    throw new Error('DuckDB reaches nothing outside of the page here.');
  };
  Object.assign(globalThis, {fetch: refuse, XMLHttpRequest: refuse, WebSocket: refuse});
}

function settle({requestId, type, data}: Response): void {
  if (type === 'INSTANTIATE_PROGRESS') return onDownload(data as DownloadProgress);
  const found = waiting.get(requestId);
  if (!found) return;
  waiting.delete(requestId);
  if (type !== 'ERROR') return found.resolve(data);
  const {name, message} = data as {name?: string; message: string};
  const error = new Error(plainMessage(message));
  if (name) error.name = name;
  found.reject(error);
}

/** Some errors come as JSON, with what the others say in plain text. */
function plainMessage(message: string): string {
  if (!message.startsWith('{"exception_type"')) return message;
  const {exception_type: type, exception_message: text} = JSON.parse(message) as Record<
    string,
    string
  >;
  return `${type} Error: ${text}`;
}
