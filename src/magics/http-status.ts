import type {Refusal} from './http.js';

/** What a status means for a reader, and what to do about it. */
export function explainStatus(
  refusal: Refusal,
  {service, url}: {readonly service: string; readonly url: URL},
): string {
  const said = saidBy(refusal);
  const words = `${service} at ${shownUrl(url)} ${meaningOf(refusal)}`;
  return said ? `${words} It says: ${said}` : words;
}

function meaningOf({status, headers, hasCredentials}: Refusal): string {
  const after = headers.get('Retry-After');
  switch (status) {
    case 401:
      return hasCredentials
        ? 'does not accept these credentials (401): they are wrong or have expired.'
        : 'wants credentials (401): give them as an attribute of its element, or by its credentials callback.';
    case 403:
      return hasCredentials
        ? 'does not allow this with these credentials (403): ask whoever runs it for the right.'
        : 'does not allow this (403): it may want credentials, or does not serve this site.';
    case 404:
      return 'has nothing at this address (404): is the URL right?';
    case 405:
      return 'does not take this kind of request (405): is the URL right?';
    case 413:
      return 'says that the request is too large (413).';
    case 429:
      return `gets too many requests (429): try again ${after ? laterBy(after) : 'in a minute'}.`;
    case 502:
    case 504:
      return `cannot be reached by the server in front of it (${status}): it may be down or restarting.`;
    case 503:
      return `is not available (503): try again ${after ? laterBy(after) : 'later'}.`;
    default:
      return status >= 500 ? `failed (${status}).` : `refused the request (${status}).`;
  }
}

const laterBy = (after: string): string => (/^\d+$/.test(after) ? `in ${after} s` : `at ${after}`);

/** How errors of a service are named: `Google Sheets` has `GoogleSheetsError`. */
export function errorName(service: string): string {
  return `${service.replace(/\W/g, '')}Error`;
}

/** The URL without what may be secret in it. */
export function shownUrl({protocol, origin, pathname, search}: URL): string {
  if (protocol === 'data:' || protocol === 'blob:') return `a ${protocol.slice(0, -1)} URL`;
  return `${origin}${pathname}${search ? '?…' : ''}`;
}

/** The server's own words, in one line. */
function saidBy({text, headers}: Refusal): string {
  const type = headers.get('Content-Type') ?? '';
  if (type.includes('html')) {
    const title = /<title[^>]*>([^<]*)/i.exec(text)?.[1] ?? '';
    return shortened(title);
  }
  return shortened(type.includes('json') ? messageOf(text) : text);
}

function messageOf(text: string): string {
  try {
    const found = firstMessage(JSON.parse(text));
    return found ?? text;
  } catch {
    return text;
  }
}

/** The message of the common shapes of errors in JSON. */
function firstMessage(value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return firstMessage(value[0]);
  if (typeof value !== 'object' || value === null) return null;
  for (const name of ['message', 'error_description', 'detail', 'title', 'error', 'errors']) {
    const found = Object.hasOwn(value, name) ? firstMessage(Reflect.get(value, name)) : null;
    if (found) return found;
  }
  return null;
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 400 ? `${line.slice(0, 400)}…` : line;
}
