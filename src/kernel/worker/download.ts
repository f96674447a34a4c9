import {WorkerError} from './failure.js';

export interface DownloadOptions {
  /** Called with the bytes so far, and with their number in all where the server tells it. */
  readonly onBytes?: (loaded: number, total: number | undefined) => void;
  /** Called when the connection breaks while the body comes, besides the error of the body. */
  readonly onBreak?: (error: WorkerError) => void;
  readonly integrity?: string;
  /** What to do about a failure; the end of the error's message. */
  readonly remedy?: string;
}

/** Before anybody has replaced it. */
const originalFetch = fetch.bind(self);

/** Requests a file, with errors that name it and the cause, and a body that counts its bytes. */
export async function download(url: string, options: DownloadOptions = {}): Promise<Response> {
  const {integrity, remedy} = options;
  let response: Response;
  try {
    response = await originalFetch(url, {integrity});
  } catch (error) {
    throw failed(url, error, remedy);
  }
  if (!response.ok) throw new WorkerError(`${url} answered ${response.status}. ${remedy ?? ''}`);
  const {status, headers, body} = response;
  return body ? new Response(counting(body, response, options), {status, headers}) : response;
}

/** Tells of each chunk, and turns a connection that breaks into an error that names the file. */
function counting(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  {headers, url}: Response,
  {onBytes, onBreak, remedy}: DownloadOptions,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  // The length is of what travels; a compressed body has another.
  const length = headers.get('content-encoding') ? 0 : Number(headers.get('content-length'));
  let loaded = 0;
  return new ReadableStream({
    async pull(controller) {
      try {
        const {done, value} = await reader.read();
        if (done) return controller.close();
        loaded += value.byteLength;
        onBytes?.(loaded, length >= loaded ? length : undefined);
        controller.enqueue(value);
      } catch (error) {
        const failure = failed(url, error, remedy);
        onBreak?.(failure);
        controller.error(failure);
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

function failed(url: string, error: unknown, remedy = ''): WorkerError {
  const cause = error instanceof Error ? error.message : String(error);
  return new WorkerError(
    `${url} could not be loaded (${cause}): is the network there, and does that server allow ` +
      `requests from this page? ${remedy}`,
  );
}
