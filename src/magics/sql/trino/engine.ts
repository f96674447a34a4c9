import type {Kernel} from '../../../kernel/kernel.js';
import type {CredentialsSource} from '../../credentials.js';
import {MagicError} from '../../errors.js';
import type {RunContext, SqlEngine, SqlResult, TableInfo} from '../engine.js';
import {checkLimits} from '../limits.js';
import type {BoundStatement} from '../statement.js';
import {columnsQuery, tablesOf} from './catalog.js';
import {pages, type Connection} from './pages.js';
import {progressOf} from './progress.js';
import type {QueryError, QueryResults} from './protocol.js';
import {RowCollector} from './rows.js';
import {TrinoSession, type SessionStart} from './session.js';
import {sentStatement, type SentStatement} from './statement.js';

export interface TrinoOptions extends SessionStart {
  /** Of the server, or of a proxy in front of it, such as `/trino`. */
  readonly url: string;
  readonly credentials?: CredentialsSource | null;
}

/** For how long names of tables and columns are taken as they were. */
const NAMES_FRESH_MS = 300_000;
/** What only reads, and so can be sent again. */
const queries = new Set('SELECT WITH VALUES TABLE SHOW DESCRIBE DESC EXPLAIN'.split(' '));

/** Runs SQL on a Trino server, by its client protocol. */
export class TrinoEngine implements SqlEngine {
  readonly label: string;
  readonly dialect = 'trino';
  readonly keywords = (
    'ANALYZE CATALOGS COLUMNS DESCRIBE EXECUTE FETCH LATERAL MATCH_RECOGNIZE ORDINALITY PREPARE ' +
    'SCHEMAS SESSION SHOW TABLES TABLESAMPLE TRY_CAST UNNEST USE'
  ).split(' ');
  readonly #connection: Connection;
  readonly #closed = new AbortController();
  #names: {key: string; until: number; tables: Promise<readonly TableInfo[]>} | null = null;

  constructor({url, credentials = null, ...start}: TrinoOptions) {
    this.label = `Trino at ${url}`;
    this.#connection = {base: baseOf(url), session: new TrinoSession(start), credentials};
  }

  async run(statement: BoundStatement, context: RunContext): Promise<SqlResult> {
    const {limits, progress} = context;
    const signal = AbortSignal.any([context.signal, this.#closed.signal]);
    const sent = sentStatement(statement);
    const isQuery = queries.has(statement.kind);
    let rows: RowCollector | null = null;
    let last: QueryResults | null = null;
    for await (const page of pages(sent.sql, {connection: this.#connection, signal, isQuery})) {
      const {results, bytes} = page;
      last = results;
      if (results.error) throw sqlError(results.error, results.id, sent);
      if (results.columns) rows ??= new RowCollector(results.columns);
      if (rows && results.data) {
        rows.add(results.data, bytes);
        if (checkLimits(limits, rows.numRows, rows.byteLength).isEnough) break;
      }
      progress(progressOf(results.stats, this.label, rows?.numRows ?? 0));
    }
    const notice = noticeOf(last!, rows);
    const table = last!.updateType === undefined && rows ? rows.finish(limits.take) : null;
    return {table, ...(notice && {notice})};
  }

  async tables(_: Kernel, signal: AbortSignal): Promise<readonly TableInfo[]> {
    const {catalog, schema} = this.#connection.session;
    if (catalog === undefined) return [];
    const key = JSON.stringify([catalog, schema]);
    if (this.#names?.key !== key || this.#names.until < Date.now()) {
      const tables = this.#fetchTables(catalog, schema);
      const names = {key, until: Date.now() + NAMES_FRESH_MS, tables};
      this.#names = names;
      // Tried again at the next completion.
      tables.catch(() => {
        if (this.#names === names) this.#names = null;
      });
    }
    return aborted(this.#names.tables, signal);
  }

  /** Ends all that runs. */
  close(): void {
    const message = `The connection to ${this.label} was taken away from the page or changed.`;
    this.#closed.abort(new MagicError('TrinoError', message));
  }

  /** Not ended with a completion, since the next one wants the same. */
  async #fetchTables(catalog: string, schema: string | undefined): Promise<readonly TableInfo[]> {
    const rows: (readonly unknown[])[] = [];
    const {signal} = this.#closed;
    const options = {connection: this.#connection, signal, isQuery: true};
    for await (const {results} of pages(columnsQuery(catalog), options)) {
      if (results.error) throw new MagicError(results.error.errorName, results.error.message);
      for (const row of results.data ?? []) rows.push(row);
    }
    return tablesOf(rows, schema);
  }
}

function baseOf(url: string): URL {
  const target = URL.canParse(url, document.baseURI) ? new URL(url, document.baseURI) : null;
  if (url.trim() === '' || !target || !/^https?:$/.test(target.protocol)) {
    throw new MagicError(
      'TrinoError',
      `"${url}" is no address of a Trino server: give its http or https URL, or the path of this site's proxy, such as url="/trino".`,
    );
  }
  target.search = '';
  target.hash = '';
  if (!target.pathname.endsWith('/')) target.pathname += '/';
  return target;
}

function sqlError(
  {errorName, errorType, errorLocation, message}: QueryError,
  id: string,
  statement: SentStatement,
): MagicError {
  const position = errorLocation ? statement.place(errorLocation) : null;
  // The place is said where it is in the cell, not in what was sent.
  const words = errorLocation ? message.replace(/^line \d+:\d+: /, '') : message;
  const hint = errorType === 'USER_ERROR' ? '' : ` (query ${id})`;
  return new MagicError(errorName, `${words}${hint}`, {position});
}

/** What a statement without rows has done, and what Trino or we have to remark. */
function noticeOf(
  {updateType, updateCount, warnings = []}: QueryResults,
  rows: RowCollector | null,
): string {
  const count =
    updateCount === undefined ? '' : `: ${Number(updateCount).toLocaleString('en')} rows`;
  const ambiguous = (rows?.ambiguous ?? []).map(
    (name) =>
      `${name} has times in an hour that clocks show twice, of which Trino does not say which: the earlier one is taken. Use ${name} AT TIME ZONE 'UTC'.`,
  );
  return [
    ...(updateType === undefined ? [] : [`${updateType}${count}`]),
    ...warnings.map(({message}) => `Warning: ${message}`),
    ...ambiguous.map((message) => `Warning: ${message}`),
  ].join('\n');
}

function aborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, {once: true});
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
