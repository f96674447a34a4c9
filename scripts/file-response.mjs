import {createReadStream} from 'node:fs';
import {readFile, stat} from 'node:fs/promises';
import {extname, join, resolve, sep} from 'node:path';
import {promisify} from 'node:util';
import {gzip} from 'node:zlib';

const compress = promisify(gzip);

/** Types that a page or Pyodide insists on, or that a browser would otherwise download. */
const types = {
  '.arrow': 'application/vnd.apache.arrow.stream',
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.ipynb': 'application/x-ipynb+json',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.parquet': 'application/vnd.apache.parquet',
  '.png': 'image/png',
  '.py': 'text/x-python; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ts': 'text/plain; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.whl': 'application/zip',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.zip': 'application/zip',
};

const compressible = /^(text\/|application\/(json|wasm|x-ipynb)|image\/svg)/;

/**
 * What was compressed before, by path; a changed file has another tag and is compressed anew.
 *
 * @type {Map<string, {tag: string, bytes: Promise<Buffer>}>}
 */
const compressed = new Map();

/**
 * The file that the rest of a URL's path names inside a folder, or null when it would lead out of
 * it.
 *
 * @param {string} folder
 * @param {string} path Percent-encoded, with or without a leading slash.
 */
export function fileInFolder(folder, path) {
  let name;
  try {
    name = decodeURIComponent(path);
  } catch {
    return null;
  }
  if (name.includes('\0') || name.includes('\\')) return null;
  const file = resolve(folder, `./${name}`);
  return file === resolve(folder) || file.startsWith(resolve(folder) + sep) ? file : null;
}

/**
 * How a static server answers a request for a file, or null when there is none. A folder is
 * answered by its `index.html`.
 *
 * @param {string} path
 * @param {{method: string, headers: import('node:http').IncomingHttpHeaders}} request
 * @returns {Promise<{status: number, headers: Record<string, string>, body: import('node:stream').Readable | Buffer | null} | null>}
 */
export async function fileResponse(path, request) {
  let file = path;
  let info = await stat(file).catch(() => null);
  if (info?.isDirectory()) {
    file = join(file, 'index.html');
    info = await stat(file).catch(() => null);
  }
  if (!info?.isFile()) return null;

  const type = types[extname(file).toLowerCase()] ?? 'application/octet-stream';
  const tag = `W/"${info.size.toString(16)}-${Math.round(info.mtimeMs).toString(16)}"`;
  /** @type {Record<string, string>} */
  const headers = {
    'content-type': type,
    'accept-ranges': 'bytes',
    // Kept by the browser, but asked about each time: what is served here changes while one works.
    'cache-control': 'no-cache',
    etag: tag,
    'last-modified': info.mtime.toUTCString(),
    vary: 'accept-encoding',
  };
  if (knows(request.headers, tag)) return {status: 304, headers, body: null};

  const range = request.headers.range ? parseRange(request.headers.range, info.size) : null;
  if (range === 'unsatisfiable') {
    return {
      status: 416,
      headers: {...headers, 'content-range': `bytes */${info.size}`},
      body: null,
    };
  }
  const bodyless = request.method === 'HEAD';
  if (range) {
    headers['content-range'] = `bytes ${range.start}-${range.end}/${info.size}`;
    headers['content-length'] = String(range.end - range.start + 1);
    return {status: 206, headers, body: bodyless ? null : createReadStream(file, range)};
  }
  if (compressible.test(type) && info.size > 1000 && acceptsGzip(request.headers)) {
    const bytes = await gzipped(file, tag);
    headers['content-encoding'] = 'gzip';
    headers['content-length'] = String(bytes.length);
    return {status: 200, headers, body: bodyless ? null : bytes};
  }
  headers['content-length'] = String(info.size);
  return {status: 200, headers, body: bodyless ? null : createReadStream(file)};
}

/** @param {import('node:http').IncomingHttpHeaders} headers */
function acceptsGzip(headers) {
  return /\bgzip\b/.test(String(headers['accept-encoding'] ?? ''));
}

/** @param {import('node:http').IncomingHttpHeaders} headers @param {string} tag */
function knows(headers, tag) {
  const known = headers['if-none-match'];
  return !!known && known.split(',').some((each) => each.trim() === tag || each.trim() === '*');
}

/**
 * @param {string} header
 * @param {number} size
 * @returns {{start: number, end: number} | 'unsatisfiable' | null} null when the header is to be ignored
 */
function parseRange(header, size) {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header.trim());
  if (!match || (!match[1] && !match[2])) return null;
  const start = match[1] ? Number(match[1]) : Math.max(0, size - Number(match[2]));
  const end = match[1] && match[2] ? Math.min(Number(match[2]), size - 1) : size - 1;
  return start > end || start >= size ? 'unsatisfiable' : {start, end};
}

/** @param {string} file @param {string} tag */
function gzipped(file, tag) {
  const known = compressed.get(file);
  if (known?.tag === tag) return known.bytes;
  const bytes = readFile(file).then((content) => compress(content, {level: 6}));
  compressed.set(file, {tag, bytes});
  bytes.catch(() => compressed.delete(file));
  return bytes;
}
