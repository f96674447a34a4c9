/**
 * Lets tests in the browser reach small servers by paths of their own site: each is started when it
 * is first asked. `/test-servers/NAME` gives the address itself, which is another origin.
 */
import {request} from 'node:http';

/** @type {Record<string, {prefix: string, start: () => Promise<{url: string}>}>} */
const servers = {
  sheets: {prefix: '/sheets', start: async () => (await import('./sheets.mjs')).startSheets()},
  trino: {
    prefix: '/trino',
    start: async () => (await import('../../scripts/components/trino.mjs')).startTrino(),
  },
  graphql: {prefix: '/graphql', start: async () => (await import('./graphql.mjs')).startGraphql()},
  closed: {
    prefix: '/graphql-closed',
    start: async () => (await import('./graphql.mjs')).startGraphql({introspection: false}),
  },
  sql: {prefix: '/sql-http', start: async () => (await import('./sql.mjs')).startSql()},
  http: {prefix: '/http-test', start: async () => (await import('./http.mjs')).startHttp()},
};

export function testServers() {
  /** @type {Map<string, Promise<{url: string}>>} */
  const running = new Map();

  /** @param {string} name */
  const get = (name) => {
    const server = running.get(name) ?? servers[name].start();
    running.set(name, server);
    return server;
  };

  /** @param {import('koa').Context} context @param {() => Promise<unknown>} next */
  return async (context, next) => {
    const asked = /^\/test-servers\/(\w+)$/.exec(context.path)?.[1];
    if (asked && asked in servers) {
      context.body = (await get(asked)).url;
      return;
    }
    const found = Object.entries(servers).find(
      ([, {prefix}]) => context.path === prefix || context.path.startsWith(`${prefix}/`),
    );
    if (!found) return next();
    const [name, {prefix}] = found;
    const {url} = await get(name);
    context.status = 200;
    context.respond = false;
    pass(url + context.url.slice(prefix.length), prefix, context.req, context.res);
  };
}

/**
 * Passes a request on, and the answer back as it is.
 *
 * @param {string} url
 * @param {string} prefix
 * @param {import('node:http').IncomingMessage} from
 * @param {import('node:http').ServerResponse} to
 */
function pass(url, prefix, from, to) {
  const {host} = new URL(url);
  const forwarded = {
    'x-forwarded-proto': 'http',
    'x-forwarded-host': from.headers.host,
    'x-forwarded-prefix': prefix,
  };
  const options = {method: from.method, headers: {...from.headers, ...forwarded, host}};
  const onward = request(url, options, (answer) => {
    to.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.on('error', () => to.destroy());
    answer.pipe(to);
  });
  onward.on('error', () => to.destroy());
  to.on('close', () => onward.destroy());
  from.pipe(onward);
}
