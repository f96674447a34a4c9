import {looksLike} from '../../../data/sniff.js';
import {MagicError} from '../../errors.js';
import {readBytes, request} from '../../http.js';
import type {FileFormat} from './protocol.js';
import type {SourceFile, SourceRequest} from './table-source.js';

export interface FileOptions {
  readonly file: File | null;
  /** Relative to the page. */
  readonly src: string;
  /** `''` where the name of the file says it. */
  readonly type: string;
  readonly maxBytes: number;
}

const byName: Readonly<Record<string, FileFormat>> = {
  csv: 'csv',
  txt: 'csv',
  tsv: 'tsv',
  tab: 'tsv',
  json: 'json',
  ndjson: 'json',
  jsonl: 'json',
  parquet: 'parquet',
  pq: 'parquet',
  arrow: 'arrow',
  arrows: 'arrow',
  feather: 'arrow',
  ipc: 'arrow',
};

/** Gets the file of a table: the one that the reader chose, else the one that the page names. */
export async function readSource(
  {file, src, type, maxBytes}: FileOptions,
  {signal, onProgress}: SourceRequest,
): Promise<SourceFile> {
  const asked = type ? formatNamed(type) : null;
  if (file) {
    if (file.size > maxBytes) throw tooLarge(file.size, maxBytes);
    const start = new Uint8Array(await file.slice(0, 256).arrayBuffer());
    return {file, format: asked ?? formatOf(file.name, file.type, start)};
  }
  if (!src) {
    throw new MagicError('TableError', 'it has no file yet: choose one, or drop one on its field.');
  }
  const response = await request(src, {signal, service: 'Table'});
  const bytes = await readBytes(response, {
    ...{service: 'Table', signal, limitBytes: maxBytes},
    limitHint: hint(maxBytes),
    onProgress: ({bytes: loaded, totalBytes}) => onProgress(loaded, totalBytes),
  });
  const contentType = response.headers.get('Content-Type') ?? '';
  const format = asked ?? formatOf(new URL(src, document.baseURI).pathname, contentType, bytes);
  return {file: bufferOf(bytes), format};
}

function formatNamed(type: string): FileFormat {
  const format = byName[type.toLowerCase().replace(/^\./, '')];
  if (format) return format;
  throw new MagicError(
    'TableError',
    `type="${type}" is not known: the types are csv, tsv, json, ndjson, parquet and arrow.`,
  );
}

/** By the name, else by what the server says, else by how it looks. */
function formatOf(name: string, contentType: string, bytes: Uint8Array): FileFormat {
  const byExtension = byName[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''];
  if (byExtension) return byExtension;
  const [, said] = /(csv|tab-separated|json|parquet|arrow)/.exec(contentType) ?? [];
  if (said) return said === 'tab-separated' ? 'tsv' : (said as FileFormat);
  const looks = looksLike(bytes) ?? '';
  if (looks.includes('Parquet')) return 'parquet';
  if (looks.includes('Arrow')) return 'arrow';
  if (looks.includes('JSON')) return 'json';
  if (looks.includes('text')) return 'csv';
  throw new MagicError(
    'TableError',
    `what it is cannot be told from its name${looks ? ` (its bytes ${looks})` : ''}: say it by type="csv", tsv, json, parquet or arrow.`,
  );
}

function bufferOf({buffer, byteOffset, byteLength}: Uint8Array): ArrayBuffer {
  const isWhole = byteOffset === 0 && byteLength === buffer.byteLength;
  return isWhole && buffer instanceof ArrayBuffer
    ? buffer
    : (buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer);
}

function tooLarge(bytes: number, maxBytes: number): MagicError {
  return new MagicError(
    'TableError',
    `it has ${bytes.toLocaleString('en')} bytes, more than the ${maxBytes.toLocaleString('en')} that are allowed. ${hint(maxBytes)}`,
  );
}

const hint = (maxBytes: number): string =>
  `Raise it by <serverless-table max-bytes="${maxBytes * 2}">; the whole file must fit in the browser's memory. A larger one is better queried on a server (engine="trino").`;
