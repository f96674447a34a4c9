import {MagicError} from './errors.js';
import {errorName, shownUrl} from './http-status.js';

export interface ReadOptions {
  readonly service: string;
  readonly signal: AbortSignal;
  readonly onProgress?: (read: {
    readonly bytes: number;
    readonly totalBytes: number | null;
  }) => void;
  /** More than this is refused. */
  readonly limitBytes?: number;
  /** How to raise the limit, such as `Raise it by the attribute limit-bytes.` */
  readonly limitHint?: string;
}

/**
 * Reads an answer whole.
 *
 * @throws MagicError when it breaks off, or is larger than allowed
 */
export async function readBytes(response: Response, options: ReadOptions): Promise<Uint8Array> {
  const {service, signal, onProgress, limitBytes = Infinity} = options;
  const total = lengthOf(response);
  if (total !== null && total > limitBytes) {
    void response.body?.cancel();
    throw tooLarge(options, total);
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = response.body?.getReader();
  const cancel = (): void => void reader?.cancel().catch(() => {});
  signal.addEventListener('abort', cancel, {once: true});
  try {
    for (let part; reader && !(part = await reader.read()).done;) {
      chunks.push(part.value);
      bytes += part.value.byteLength;
      if (bytes > limitBytes) {
        cancel();
        throw tooLarge(options, null);
      }
      onProgress?.({bytes, totalBytes: total});
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof MagicError) throw error;
    throw cutShort(error);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
  signal.throwIfAborted();
  if (total !== null && bytes < total) throw cutShort();
  return joined(chunks, bytes);

  function cutShort(cause?: unknown): MagicError {
    const place = response.url ? ` at ${shownUrl(new URL(response.url))}` : '';
    const of = total === null ? '' : ` of ${total.toLocaleString('en')}`;
    return new MagicError(
      errorName(service),
      `The answer of ${service}${place} broke off after ${bytes.toLocaleString('en')}${of} bytes: the connection was lost or the server stopped. Run the cell again.`,
      {cause},
    );
  }
}

/** Reads an answer as UTF-8 text. */
export async function readText(response: Response, options: ReadOptions): Promise<string> {
  const bytes = await readBytes(response, options);
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes);
  } catch (error) {
    throw new MagicError(
      errorName(options.service),
      `The answer of ${options.service} is no UTF-8 text (its type is ${typeOf(response)}).`,
      {cause: error},
    );
  }
}

/** Reads an answer as JSON; `parse` for those that need more than `JSON.parse`. */
export async function readJson(
  response: Response,
  options: ReadOptions,
  parse: (text: string) => unknown = JSON.parse,
): Promise<unknown> {
  const text = await readText(response, options);
  try {
    return parse(text);
  } catch (error) {
    const start = text.replace(/\s+/g, ' ').trim().slice(0, 80);
    const place = response.url ? ` at ${shownUrl(new URL(response.url))}` : '';
    throw new MagicError(
      errorName(options.service),
      text.trim() === ''
        ? `${options.service}${place} answered with nothing, where JSON was expected.`
        : `${options.service}${place} answered with something that is no JSON (its type is ${typeOf(response)}): is the URL right? It begins: ${start}`,
      {cause: error},
    );
  }
}

const typeOf = ({headers}: Response): string => headers.get('Content-Type') ?? 'not given';

/**
 * How many bytes will be read; null where that is not known. What is compressed is larger than its
 * length says, and other origins do not tell whether it is.
 */
function lengthOf({headers, type}: Response): number | null {
  const length = headers.get('Content-Length');
  if (length === null || type === 'cors' || headers.has('Content-Encoding')) return null;
  return Number(length);
}

function tooLarge(
  {service, limitBytes, limitHint = ''}: ReadOptions,
  size: number | null,
): MagicError {
  const has = size === null ? 'more' : `${size.toLocaleString('en')} bytes, more`;
  return new MagicError(
    errorName(service),
    `The answer of ${service} has ${has} than the ${(limitBytes ?? 0).toLocaleString('en')} bytes that are allowed. ${limitHint}`.trim(),
  );
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  if (chunks.length === 1) return chunks[0]!;
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}
