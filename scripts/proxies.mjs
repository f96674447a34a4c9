import {createProxyServer} from 'httpxy';

/**
 * Servers by the path of the site that leads to them, such as `{'/trino/': 'http://127.0.0.1:8080'}`;
 * a function for one that may not be there yet.
 *
 * @typedef {Record<string, string | (() => string | null)>} Proxies
 */

/**
 * Passes requests on to other servers, so that a page reaches them by its own origin: as they are,
 * streaming both ways, with `X-Forwarded-*` for servers that send addresses of themselves.
 *
 * @param {Proxies} proxies
 * @returns {(
 *   request: import('node:http').IncomingMessage,
 *   response: import('node:http').ServerResponse,
 * ) => boolean} false where the path is of none
 */
export function passOn(proxies) {
  const entries = Object.entries(proxies).map(([path, target]) => ({
    prefix: path.replace(/\/$/, ''),
    target: typeof target === 'function' ? target : () => target,
  }));
  // A query may take long before it answers.
  const server = createProxyServer({xfwd: true, ignorePath: true, proxyTimeout: 600_000});
  return (request, response) => {
    const [path = '/', query] = (request.url ?? '/').split(/(?=\?)/);
    const entry = entries.find(({prefix}) => path === prefix || path.startsWith(`${prefix}/`));
    if (!entry) return false;
    const {prefix} = entry;
    const base = entry.target();
    if (base === null) {
      refuse(response, 503, `${prefix} is not running yet: "npm run demo:servers" starts it.\n`);
      return true;
    }
    const target = base.replace(/\/$/, '') + path.slice(prefix.length) + (query ?? '');
    const headers = {'x-forwarded-prefix': prefix};
    server.web(request, response, {target, headers}).catch((error) => {
      refuse(response, 502, `${prefix} cannot be reached: ${error.code ?? error.message}\n`);
    });
    return true;
  };
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {string} text
 */
function refuse(response, status, text) {
  // An answer that has begun can only be broken off.
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, {'content-type': 'text/plain; charset=utf-8'});
  response.end(text);
}
