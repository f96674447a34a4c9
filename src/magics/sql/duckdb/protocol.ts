import type {TableHeader} from '../../../data/wire.js';

/** A table that crosses between page and worker; its buffers are transferred. */
export interface SentTable {
  readonly header: TableHeader;
  readonly buffers: readonly ArrayBuffer[];
}

export type FileFormat = 'csv' | 'tsv' | 'json' | 'parquet' | 'arrow';

/** How far a query is allowed to go. */
export interface QueryLimits {
  readonly rows: number;
  readonly bytes: number;
  /** Ends the query, without an error, when it has given so many rows. */
  readonly take: number | null;
}

export interface QueryAnswer {
  readonly table: SentTable;
  /** Which limit has ended the query; null at its own end, and at `take`. */
  readonly exceeded: 'rows' | 'bytes' | null;
}

export interface LoadedTable {
  readonly numRows: number;
  readonly columns: readonly {readonly name: string; readonly type: string}[];
}

/** What the page asks of the worker, and what it gets. */
export interface Calls {
  /** Fetches DuckDB and opens an empty database that reaches nothing outside of it. */
  open(request: {wasmUrl: string}): null;
  /** Runs statements whose result is of no interest. */
  execute(request: {sql: readonly string[]}): null;
  /** `canBeWrapped`: it is a query, so that it can stand in the FROM of another. */
  query(request: {sql: string; canBeWrapped: boolean; limits: QueryLimits}): QueryAnswer;
  /** Makes a table of a schema, in place of one that has the name. */
  insert(request: {schema: string; name: string; table: SentTable}): LoadedTable;
  /** The same, of a file. */
  load(request: {
    schema: string;
    name: string;
    file: Blob | ArrayBuffer;
    format: FileFormat;
  }): LoadedTable;
}

export type CallName = keyof Calls;

export type ToWorker =
  | {
      [T in CallName]: {
        readonly id: number;
        readonly type: T;
        readonly request: Parameters<Calls[T]>[0];
      };
    }[CallName]
  /** Ends the query that runs. */
  | {readonly id: number; readonly type: 'cancel'};

export type FromWorker =
  | {readonly id: number; readonly type: 'done'; readonly answer: unknown}
  | {readonly id: number; readonly type: 'failed'; readonly name: string; readonly message: string}
  | {readonly id: number; readonly type: 'progress'; readonly progress: Progress};

export type Progress =
  | {readonly type: 'download'; readonly loadedBytes: number; readonly totalBytes: number}
  | {readonly type: 'rows'; readonly rows: number; readonly bytes: number};
