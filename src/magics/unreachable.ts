import {shownUrl} from './http-status.js';

export interface Unreachable {
  readonly url: URL;
  readonly service: string;
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly policy: PolicyWatch;
  readonly signal: AbortSignal;
}

/**
 * Why `fetch` gave nothing at all, which the browser does not tell a page: another request, that
 * needs no permission and carries no secret, shows whether the server is there.
 */
export async function explainUnreachable(failure: Unreachable): Promise<string> {
  const {url, service, policy, signal} = failure;
  const place = `${service} at ${shownUrl(url)}`;
  if (policy.violated) {
    return `This page's Content-Security-Policy does not allow requests to ${url.origin}: add it to the connect-src of the policy to reach ${service}.`;
  }
  if (!navigator.onLine) return `${place} cannot be reached: this browser is offline.`;
  if (location.protocol === 'https:' && url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return `${place} cannot be reached from here: a page from https may not ask an http address. Serve it by https.`;
  }
  if (url.origin === location.origin) {
    return `${place} cannot be reached: the server is down, or closed the connection before it answered.`;
  }
  const isThere = await answers(url, signal);
  const wanted = `A page of another origin may read it only if it sends, to the OPTIONS request that comes first as well:\n${wantedHeaders(failure)}`;
  return isThere
    ? `${place} answers, but does not allow this page to read what it says: this is CORS. ${wanted}\nOr reach it by a path of this site, through a proxy.`
    : `${place} cannot be reached: it may be down, its address may be wrong, or it may refuse this page (CORS). ${wanted}`;
}

function wantedHeaders({method, headers = {}}: Unreachable): string {
  const names = Object.entries(headers)
    .filter(([name, value]) => !isSafelisted(name.toLowerCase(), value))
    .map(([name]) => name.toLowerCase());
  return [
    `  Access-Control-Allow-Origin: ${location.origin}`,
    ...(/^(GET|HEAD|POST)$/.test(method) ? [] : [`  Access-Control-Allow-Methods: ${method}`]),
    ...(names.length > 0 ? [`  Access-Control-Allow-Headers: ${names.join(', ')}`] : []),
  ].join('\n');
}

/** Headers that need no permission. Source: https://fetch.spec.whatwg.org/#cors-safelisted-request-header */
function isSafelisted(name: string, value: string): boolean {
  if (name === 'content-type') {
    return /^(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\b/.test(value);
  }
  return ['accept', 'accept-language', 'content-language'].includes(name);
}

async function answers({origin, pathname}: URL, signal: AbortSignal): Promise<boolean> {
  const options: RequestInit = {
    method: 'HEAD',
    mode: 'no-cors',
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    signal: AbortSignal.any([signal, AbortSignal.timeout(5000)]),
  };
  try {
    await fetch(origin + pathname, options);
    return true;
  } catch {
    return false;
  }
}

const isLoopback = (host: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(host);

/** Sees whether the page's own policy stopped a request. */
export interface PolicyWatch {
  readonly violated: boolean;
  stop(): void;
}

export function watchPolicy({origin}: URL): PolicyWatch {
  const watch = {violated: false, stop};
  document.addEventListener('securitypolicyviolation', onViolation);
  return watch;

  function onViolation({blockedURI, effectiveDirective}: SecurityPolicyViolationEvent): void {
    if (effectiveDirective === 'connect-src' && blockedURI.startsWith(origin)) {
      watch.violated = true;
    }
  }
  function stop(): void {
    document.removeEventListener('securitypolicyviolation', onViolation);
  }
}
