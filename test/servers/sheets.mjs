/**
 * A server that answers as the Sheets API v4 does: parameters and answers are checked against
 * Google's discovery document, errors are in Google's form. It signs readers in as Google Identity
 * Services do, by a script of its own.
 */
import {randomUUID} from 'node:crypto';
import {createServer} from 'node:http';
import {listen} from './http.mjs';
import {signInScript} from './sheets-sign-in.mjs';
import {spreadsheets as samples} from './sheets-data.mjs';
import {findArea, gridDataOf, gridSize, rangeText, valuesOf} from './sheets-grid.mjs';
import {masked, mismatches, wrongParameter} from './sheets-schema.mjs';

export const API_KEY = 'AIzaSyD-9tSrke72PouQMnMX-a7eZSW0jkFMBWY';
export const CLIENT_ID = '407408718192-ann.apps.googleusercontent.com';

/** Whom each client signs in, or what goes wrong with it. @type {Record<string, string>} */
const clients = {
  [CLIENT_ID]: 'ann@example.com',
  'bob.apps.googleusercontent.com': 'bob@example.com',
  'ask.apps.googleusercontent.com': 'ann@example.com',
  'denied.apps.googleusercontent.com': 'access_denied',
  'closed.apps.googleusercontent.com': 'popup_closed',
  'blocked.apps.googleusercontent.com': 'popup_failed_to_open',
  'narrow.apps.googleusercontent.com': 'no_scope',
};

/** Keys that Google knows and does not let through, and why. @type {Record<string, string>} */
const restrictedKeys = {
  AIzaRestrictedToOtherSites000000000000: 'API_KEY_HTTP_REFERRER_BLOCKED',
  AIzaApiNotEnabled000000000000000000000: 'SERVICE_DISABLED',
};

/** @typedef {{status: number, state: string, message: string, reason?: string, headers?: Record<string, string>}} Problem */

/**
 * @param {{port?: number, quota?: number, spreadsheets?: typeof samples}} [options] `quota`: so
 *   many reads are answered, then it is used up until `POST /control` `{"quota": N}`
 */
export async function startSheets({port = 0, quota = Infinity, spreadsheets = samples} = {}) {
  /** @type {Map<string, string>} token → account */
  const tokens = new Map();
  /** @type {{path: string, query: string, key: string, authorization: string}[]} */
  const requests = [];
  let left = quota;

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const {origin} = request.headers;
    response.setHeader('Vary', 'Origin, X-Origin, Referer');
    if (origin) response.setHeader('Access-Control-Allow-Origin', origin);
    if (request.method === 'OPTIONS') {
      response.setHeader('Access-Control-Allow-Methods', 'GET, OPTIONS, POST');
      response.setHeader(
        'Access-Control-Allow-Headers',
        request.headers['access-control-request-headers'] ?? '',
      );
      return void response.writeHead(200).end();
    }
    if (url.pathname === '/gsi/client') {
      response.writeHead(200, {'Content-Type': 'text/javascript; charset=utf-8'});
      return void response.end(signInScript);
    }
    if (url.pathname === '/gsi/token') return json(response, 200, signIn(await bodyOf(request)));
    if (url.pathname === '/control') return json(response, 200, control(await bodyOf(request)));
    const key = String(request.headers['x-goog-api-key'] ?? url.searchParams.get('key') ?? '');
    const authorization = request.headers.authorization ?? '';
    requests.push({path: url.pathname, query: url.search, key, authorization});
    try {
      json(response, 200, answer(url, key, authorization));
    } catch (problem) {
      refuse(response, /** @type {Problem} */ (problem));
    }
  });

  const {url, stop} = await listen(server, port);
  return {url, stop, requests};

  /** @param {URL} url @param {string} key @param {string} authorization */
  function answer(url, key, authorization) {
    const [, spreadsheetId = '', , path = ''] =
      /^\/v4\/spreadsheets\/([^/]+)(\/values(.*))?$/.exec(url.pathname) ?? [];
    if (!spreadsheetId) throw notFound();
    const account = accountOf(key, authorization);
    if (left-- <= 0) throw quotaExceeded();
    const file = spreadsheets[decodeURIComponent(spreadsheetId)];
    if (!file) throw notFound();
    const mayRead =
      file.readers === 'anyone' || (account !== null && file.readers.includes(account));
    if (!mayRead) throw denied('The caller does not have permission');
    if (file.isOffice) {
      throw invalid('This operation is not supported for this document', 'FAILED_PRECONDITION');
    }
    const id = url.pathname.endsWith(':batchGet')
      ? 'sheets.spreadsheets.values.batchGet'
      : path
        ? 'sheets.spreadsheets.values.get'
        : 'sheets.spreadsheets.get';
    const wrong = wrongParameter(id, url.searchParams);
    if (wrong) throw invalid(wrong);
    const whole =
      id === 'sheets.spreadsheets.get'
        ? spreadsheet(spreadsheetId, file, url.searchParams)
        : values(spreadsheetId, file, url.searchParams, path);
    const wrongs = mismatches(id, whole);
    if (wrongs.length > 0) throw {status: 500, state: 'INTERNAL', message: wrongs.join('; ')};
    try {
      const mask = url.searchParams.get('fields');
      return mask ? masked(whole, mask) : whole;
    } catch (error) {
      throw invalid(/** @type {Error} */ (error).message);
    }
  }

  /** @param {string} key @param {string} authorization */
  function accountOf(key, authorization) {
    const token = /^Bearer (.+)$/.exec(authorization)?.[1];
    if (token) {
      const account = tokens.get(token);
      if (account) return account;
      throw {
        status: 401,
        state: 'UNAUTHENTICATED',
        message:
          'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.',
        reason: 'ACCESS_TOKEN_EXPIRED',
      };
    }
    if (key === API_KEY) return null;
    if (restrictedKeys[key] === 'SERVICE_DISABLED') {
      throw denied(
        'Google Sheets API has not been used in project 407408718192 before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/sheets.googleapis.com/overview?project=407408718192 then retry.',
        'SERVICE_DISABLED',
      );
    }
    if (restrictedKeys[key])
      throw denied(
        'Requests from referer https://other.example/ are blocked.',
        restrictedKeys[key],
      );
    if (key)
      throw invalid(
        'API key not valid. Please pass a valid API key.',
        'INVALID_ARGUMENT',
        'API_KEY_INVALID',
      );
    throw denied(
      "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API.",
    );
  }

  /** @param {any} body */
  function signIn({client_id, scope}) {
    const account = clients[client_id];
    if (!account)
      return {error: 'invalid_client', error_description: 'The OAuth client was not found.'};
    if (account.startsWith('popup')) return {window: account};
    if (account === 'access_denied') return {error: account};
    const token = `ya29.${randomUUID()}`;
    tokens.set(token, account);
    return {
      access_token: token,
      token_type: 'Bearer',
      expires_in: 3599,
      scope: account === 'no_scope' ? 'openid' : scope,
      ...(client_id.startsWith('ask') && {ask: true}),
    };
  }

  /** @param {any} body */
  function control({quota, expire}) {
    if (quota !== undefined) left = quota ?? Infinity;
    if (expire) tokens.clear();
    return {requests: requests.splice(0)};
  }
}

/** @param {string} spreadsheetId @param {import('./sheets-data.mjs').SpreadsheetFile} file @param {URLSearchParams} query */
function spreadsheet(spreadsheetId, file, query) {
  const {title, locale, timeZone} = file;
  const ranges = query.getAll('ranges');
  const areas = ranges.map((range) => areaIn(file, range));
  const withData =
    query.get('includeGridData') === 'true' || (query.get('fields') ?? '').includes('data');
  const sheets = file.sheets.map((sheet, index) => ({sheet, index}));
  return {
    spreadsheetId,
    properties: {title, locale, autoRecalc: 'ON_CHANGE', timeZone},
    sheets: sheets
      .filter(({sheet}) => areas.length === 0 || areas.some((area) => area.sheet === sheet))
      .map(({sheet, index}) => {
        const own =
          areas.length > 0 ? areas.filter((area) => area.sheet === sheet) : [areaOf(sheet)];
        const isGrid = (sheet.sheetType ?? 'GRID') === 'GRID';
        const merges = sheet.merges?.map(
          ([startRowIndex, endRowIndex, startColumnIndex, endColumnIndex]) => ({
            ...{
              sheetId: sheet.sheetId,
              startRowIndex,
              endRowIndex,
              startColumnIndex,
              endColumnIndex,
            },
          }),
        );
        return {
          properties: {
            ...{
              sheetId: sheet.sheetId,
              title: sheet.title,
              index,
              sheetType: sheet.sheetType ?? 'GRID',
            },
            ...(isGrid && {gridProperties: gridSize(sheet)}),
          },
          ...(withData && isGrid && {data: own.map((area) => gridDataOf(file, area))}),
          ...(merges && {merges}),
        };
      }),
    spreadsheetUrl: `https://docs.google.com/spreadsheets/d/${spreadsheetId}/edit`,
  };
}

/** @param {string} spreadsheetId @param {import('./sheets-data.mjs').SpreadsheetFile} file @param {URLSearchParams} query @param {string} path */
function values(spreadsheetId, file, query, path) {
  /** @param {string} range */
  const valueRange = (range) => {
    const area = areaIn(file, range);
    const found = valuesOf(file, area, query);
    return {
      range: rangeText(area),
      majorDimension: query.get('majorDimension') ?? 'ROWS',
      ...(found.length > 0 && {values: found}),
    };
  };
  if (path.startsWith('/')) return valueRange(decodeURIComponent(path.slice(1)));
  const ranges = query.getAll('ranges');
  return {spreadsheetId, ...(ranges.length > 0 && {valueRanges: ranges.map(valueRange)})};
}

/** @param {import('./sheets-data.mjs').SpreadsheetFile} file @param {string} range */
function areaIn(file, range) {
  const area = findArea(file, range);
  if ('problem' in area) throw invalid(area.problem);
  return area;
}

/** @param {import('./sheets-data.mjs').Sheet} sheet */
const areaOf = (sheet) => ({
  ...{sheet, row: 0, column: 0},
  ...{endRow: gridSize(sheet).rowCount, endColumn: gridSize(sheet).columnCount},
});

const notFound = () => ({
  status: 404,
  state: 'NOT_FOUND',
  message: 'Requested entity was not found.',
});

/** @param {string} message @param {string} [reason] */
const denied = (message, reason) => ({status: 403, state: 'PERMISSION_DENIED', message, reason});

/** @param {string} message @param {string} [state] @param {string} [reason] */
const invalid = (message, state = 'INVALID_ARGUMENT', reason = undefined) => ({
  status: 400,
  state,
  message,
  reason,
});

const quotaExceeded = () => ({
  status: 429,
  state: 'RESOURCE_EXHAUSTED',
  message:
    "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per user' of service 'sheets.googleapis.com' for consumer 'project_number:407408718192'.",
  reason: 'RATE_LIMIT_EXCEEDED',
  headers: {'Retry-After': '0'},
});

/** @param {import('node:http').ServerResponse} response @param {Problem} problem */
function refuse(response, {status, state, message, reason, headers = {}}) {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  const info = {
    '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
    ...{reason, domain: 'googleapis.com', metadata: {service: 'sheets.googleapis.com'}},
  };
  json(response, status, {
    error: {code: status, message, status: state, ...(reason && {details: [info]})},
  });
}

/** @param {import('node:http').ServerResponse} response @param {number} status @param {unknown} value */
function json(response, status, value) {
  response.writeHead(status, {'Content-Type': 'application/json; charset=UTF-8'});
  response.end(JSON.stringify(value, null, 2));
}

/** @param {import('node:http').IncomingMessage} request */
async function bodyOf(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return JSON.parse(text || '{}');
}
