import type {CredentialsSource} from '../credentials.js';
import {MagicError} from '../errors.js';
import type {MagicHandler} from '../magic.js';
import type {TableSource} from './duckdb/table-source.js';
import type {SqlEngine} from './engine.js';
import {defaultLimits} from './limits.js';
import {sqlMagic} from './sql-magic.js';

/** What a `<serverless-sql>` says. */
export interface SqlOptions {
  readonly name: string;
  readonly help: string;
  readonly engine: string;
  readonly url: string;
  readonly catalog: string;
  readonly schema: string;
  readonly user: string;
  readonly source: string;
  readonly timeZone: string;
  /** `name=value, …` */
  readonly session: string;
  readonly maxRows: number | null;
  readonly maxBytes: number | null;
  readonly duckdbUrl: string;
  readonly credentials: CredentialsSource | null;
  readonly sources: () => readonly TableSource[];
}

export interface SqlConnection {
  readonly magic: MagicHandler;
  /** Ends what the engine has under way, and frees what it holds. */
  readonly close: () => void;
}

/** Makes the handler; of the engines, only the one that is asked for is loaded. */
export async function connect(options: SqlOptions): Promise<SqlConnection> {
  const {name, help, maxRows, maxBytes} = options;
  const engine = await engineOf(options);
  const limits = {
    rows: limit('max-rows', maxRows, defaultLimits.rows),
    bytes: limit('max-bytes', maxBytes, defaultLimits.bytes),
  };
  return {
    magic: sqlMagic({connection: name, help, engine, limits}),
    close: () => engine.close?.(),
  };
}

async function engineOf(options: SqlOptions): Promise<SqlEngine> {
  const {engine, url, credentials} = options;
  switch (engine) {
    case 'duckdb': {
      const {DuckDbEngine} = await import('./duckdb/duckdb-engine.js');
      return new DuckDbEngine({url: options.duckdbUrl, sources: options.sources});
    }
    case 'trino': {
      const {TrinoEngine} = await import('./trino/engine.js');
      const {catalog, schema, user, source, timeZone} = options;
      return new TrinoEngine({
        url: needed('trino', url),
        credentials,
        ...given({catalog, schema, user, source, timeZone}),
        properties: propertiesOf(options.session),
      });
    }
    case 'http': {
      const {HttpEngine} = await import('./http.js');
      return new HttpEngine({url: needed('http', url), credentials});
    }
    default:
      throw usage(`<serverless-sql engine="${engine}">: the engines are duckdb, trino and http.`);
  }
}

/** Attributes that are not there are empty. */
function given(texts: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text));
}

function propertiesOf(session: string): Record<string, string> {
  const pairs = session.split(',').filter((pair) => pair.trim());
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name, value] = /^\s*([\w.]+)\s*=\s*(.*?)\s*$/s.exec(pair) ?? [];
      if (name) return [name, value ?? ''];
      throw usage(
        `<serverless-sql session="…">: "${pair.trim()}" is no property: write name=value, with commas between.`,
      );
    }),
  );
}

function needed(engine: string, url: string): string {
  if (url) return url;
  throw usage(`<serverless-sql engine="${engine}"> needs a url: the address of the server.`);
}

function limit(attribute: string, value: number | null, byDefault: number): number {
  if (value === null) return byDefault;
  if (value > 0) return value;
  throw usage(`<serverless-sql ${attribute}="…"> must be a number above 0.`);
}

function usage(message: string): MagicError {
  return new MagicError('UsageError', message);
}
