import {Table} from '../../../data/table.js';
import {packTable, unpackTable} from '../../../data/wire.js';
import type {Kernel} from '../../../kernel/kernel.js';
import {MagicError} from '../../errors.js';
import type {RunContext, SqlEngine, SqlResult, TableInfo} from '../engine.js';
import {keywords} from '../keywords.js';
import {tooManyBytes, tooManyRows} from '../limits.js';
import type {BoundStatement} from '../statement.js';
import {Database} from './database.js';
import {explainError, isCrash, missingTable, refuseExtension} from './explain-error.js';
import {parametersTable, prepare, type Prepared} from './parameters.js';
import type {LoadedTable, Progress} from './protocol.js';
import type {TableSource} from './table-source.js';
import {wasmUrl} from './wasm-url.js';

export interface DuckDbOptions {
  /** The folder that has `duckdb-eh.wasm`; by default that of the library. */
  readonly url?: string;
  /** The tables that the page names, as they are at the moment. */
  readonly sources?: () => readonly TableSource[];
}

interface Loaded extends LoadedTable {
  readonly source: TableSource;
  readonly version: unknown;
}

/** Where DataFrames of the kernel are during a run, behind views of their names. */
const framesSchema = 'serverless_frames';

/**
 * SQL in the page. DuckDB is fetched at the first query; a file when the first query names it; and a
 * DataFrame of the kernel each time that a query names it, as it is then.
 */
export class DuckDbEngine implements SqlEngine {
  readonly label = 'DuckDB';
  readonly dialect = 'duckdb';
  readonly #options: DuckDbOptions;
  #database: Database | null = null;
  #opened: Promise<void> | null = null;
  readonly #loaded = new Map<string, Loaded>();
  #last: Promise<unknown> = Promise.resolve();
  #runs = 0;

  constructor(options: DuckDbOptions = {}) {
    this.#options = options;
  }

  async run(statement: BoundStatement, context: RunContext): Promise<SqlResult> {
    const refusal = refuseExtension(statement.kind);
    if (refusal) throw refusal;
    const prepared = prepare(statement);
    const frames = new Map<string, FrameView>();
    const run = ++this.#runs;
    try {
      for (const tried = new Set<string>(); ;) {
        try {
          return await this.#alone(context.signal, () =>
            this.#attempt(statement.kind, prepared, [...frames.values()], context),
          );
        } catch (error) {
          const name = missingTable(error)?.toLowerCase();
          const isNew = name !== undefined && !tried.has(name);
          if (isNew) tried.add(name);
          if (isNew && (await this.#provide(missingTable(error)!, frames, run, context))) continue;
          throw await this.#explained(error, prepared, context);
        }
      }
    } finally {
      const drops = [...frames.values()].map(({table}) => `DROP TABLE IF EXISTS ${table}`);
      if (drops.length > 0) void this.#database?.call('execute', {sql: drops}).catch(() => {});
    }
  }

  async tables(kernel: Kernel): Promise<readonly TableInfo[]> {
    const sources = this.#sources().map((source) => {
      const columns = this.#loaded.get(source.name.toLowerCase())?.columns ?? [];
      return {name: quotedIfNeeded(source.name), detail: source.detail, columns};
    });
    const frames = (await kernel.frames()).map(({name, columns}) => ({
      name: quotedIfNeeded(name),
      detail: 'DataFrame',
      columns: columns.map((column) => ({...column, name: quotedIfNeeded(column.name)})),
    }));
    return [...sources, ...frames];
  }

  /** Frees what it holds; a later query starts anew. */
  close(): void {
    this.#database?.end();
    this.#forget();
  }

  #sources(): readonly TableSource[] {
    return this.#options.sources?.() ?? [];
  }

  /** Runs one after the other: what a run sets up must not be seen by another. */
  #alone<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(() => {
      signal.throwIfAborted();
      return work();
    });
    this.#last = turn.catch(() => {});
    return turn;
  }

  async #attempt(
    kind: string,
    {rendered, table: parameters, before, after, rename}: Prepared,
    frames: readonly FrameView[],
    {limits, signal, progress}: RunContext,
  ): Promise<SqlResult> {
    const database = await this.#open(signal, progress);
    await this.#dropOutdated(database);
    if (parameters) {
      const table = packTable(parameters);
      await database.call('insert', {
        ...parametersTable,
        table: {header: table.header, buffers: table.buffers},
      });
    }
    const views = frames.map(({view, table}) => `CREATE VIEW ${view} AS FROM ${table}`);
    const setUp = [...before, ...views];
    const cleanUp = [...after, ...frames.map(({view}) => `DROP VIEW IF EXISTS ${view}`)];
    if (setUp.length > 0) await database.call('execute', {sql: setUp});
    try {
      progress({text: 'Running in DuckDB'});
      const answer = await database.call(
        'query',
        {sql: rendered.text, canBeWrapped: canBeWrapped(kind), limits},
        {signal, onProgress: (each) => progress(describe(each))},
      );
      if (answer.exceeded === 'rows') throw tooManyRows(limits);
      if (answer.exceeded === 'bytes') throw tooManyBytes(limits);
      const {header, buffers} = answer.table;
      return resultOf(kind, unpackTable(header, buffers), rename);
    } finally {
      if (cleanUp.length > 0 && !database.hasEnded) {
        await database.call('execute', {sql: cleanUp}).catch(() => {});
      }
    }
  }

  /** Gets a table that a query names, if it is known; then the query is run again. */
  async #provide(
    name: string,
    frames: Map<string, FrameView>,
    run: number,
    context: RunContext,
  ): Promise<boolean> {
    const {kernel, signal, progress} = context;
    const source = this.#sources().find((each) => isSame(each.name, name));
    if (source) {
      await this.#alone(signal, () => this.#load(source, context));
      return true;
    }
    const names = (await kernel.frames()).map((frame) => frame.name);
    const frame = names.find((each) => each === name) ?? names.find((each) => isSame(each, name));
    if (frame === undefined) return false;
    progress({text: `Reading ${frame} from the kernel`});
    const table = await kernel.read(frame, {signal});
    signal.throwIfAborted();
    const {header, buffers} = packTable(table, {transfer: true});
    const hidden = `${run}_${frame}`;
    await this.#alone(signal, async () => {
      const database = await this.#open(signal, progress);
      const request = {schema: framesSchema, name: hidden, table: {header, buffers}};
      await database.call('insert', request, {transfer: buffers});
    });
    frames.set(name, {view: `main.${quoted(name)}`, table: `${framesSchema}.${quoted(hidden)}`});
    return true;
  }

  async #load(source: TableSource, {signal, progress}: RunContext): Promise<void> {
    const database = await this.#open(signal, progress);
    const {name, version} = source;
    const text = `Loading ${name}`;
    try {
      progress({text, detail: source.detail});
      const {file, format} = await source.read({
        signal,
        onProgress: (loaded, total) =>
          progress({
            text,
            detail: `${megabytes(loaded)}${total ? ` of ${megabytes(total)}` : ''}`,
            ...(total && {fraction: Math.min(loaded / total, 1)}),
          }),
      });
      progress({text: `Reading ${name}`, detail: source.detail});
      const transfer = file instanceof ArrayBuffer ? [file] : [];
      const loaded = await database.call(
        'load',
        {schema: 'main', name, file, format},
        {signal, transfer},
      );
      this.#loaded.set(name.toLowerCase(), {...loaded, source, version});
      source.loaded?.(loaded);
    } catch (error) {
      if (signal.aborted) {
        source.cancelled?.();
        throw error;
      }
      const {name: kind, message} = error instanceof Error ? error : new Error(String(error));
      const failure = new MagicError(
        error instanceof MagicError || kind === 'DataError' ? kind : 'TableError',
        `The table ${name} (${source.detail}) could not be loaded: ${message}`,
        {cause: error},
      );
      source.failed?.(failure);
      throw failure;
    }
  }

  /** Tables whose file is another now, or whose element is gone. */
  async #dropOutdated(database: Database): Promise<void> {
    const sources = this.#sources();
    for (const [key, {source, version}] of this.#loaded) {
      if (sources.includes(source) && source.version === version && isSame(source.name, key)) {
        continue;
      }
      this.#loaded.delete(key);
      await database.call('execute', {sql: [`DROP TABLE IF EXISTS main.${quoted(key)}`]});
    }
  }

  async #open(signal: AbortSignal, progress: RunContext['progress']): Promise<Database> {
    if (this.#database?.hasEnded) this.#forget();
    const database = (this.#database ??= new Database());
    this.#opened ??= (async () => {
      progress({text: 'Downloading DuckDB'});
      const onProgress = (each: Progress): void => progress(describe(each));
      try {
        await database.call('open', {wasmUrl: wasmUrl(this.#options.url)}, {onProgress});
      } catch (error) {
        throw error instanceof MagicError ? error : this.#unreachable(error);
      }
      const schemas = [parametersTable.schema, framesSchema];
      await database.call('execute', {sql: schemas.map((name) => `CREATE SCHEMA ${name}`)});
    })().catch((error: unknown) => {
      database.end();
      this.#forget();
      throw error;
    });
    await this.#opened;
    signal.throwIfAborted();
    return database;
  }

  #forget(): void {
    this.#database = null;
    this.#opened = null;
    this.#loaded.clear();
  }

  #unreachable(error: unknown): MagicError {
    const {message} = error instanceof Error ? error : new Error(String(error));
    return new MagicError(
      'DuckDBError',
      `DuckDB could not be loaded from ${wasmUrl(this.#options.url)} (${message}): is the file ` +
        `there? It is in the library's folder dist/assets, and elsewhere where <serverless-sql ` +
        `duckdb-url="…"> says so; from another origin it needs Access-Control-Allow-Origin.`,
      {cause: error},
    );
  }

  async #explained(error: unknown, {rendered}: Prepared, {kernel}: RunContext): Promise<unknown> {
    if (isCrash(error)) {
      this.#database?.end();
      this.#forget();
    }
    const tables = missingTable(error) === null ? [] : await this.tables(kernel).catch(() => []);
    return explainError(error, {statement: rendered, tables: tables.map(({name}) => name)});
  }
}

const canBeWrapped = (kind: string): boolean =>
  /^(SELECT|WITH|FROM|VALUES|PIVOT|UNPIVOT)$/.test(kind);

/** A DataFrame under the name that the query uses. */
interface FrameView {
  readonly view: string;
  readonly table: string;
}

/** What changes data gives a count of rows, and what defines something gives nothing. */
function resultOf(kind: string, table: Table, rename: (column: string) => string): SqlResult {
  if (/^(SET|RESET|USE|BEGIN|COMMIT|ROLLBACK|CHECKPOINT|VACUUM|PREPARE|DEALLOCATE)$/.test(kind)) {
    return {table: null, notice: kind};
  }
  const [only] = table.fields;
  const isCount = table.numCols === 1 && (only!.name === 'Count' || only!.name === 'Success');
  if (
    isCount &&
    /^(CREATE|DROP|ALTER|INSERT|UPDATE|DELETE|MERGE|TRUNCATE|ATTACH|COMMENT)$/.test(kind)
  ) {
    const count = table.getChildAt(0)!.get(0);
    const rows = typeof count === 'bigint' ? `: ${count.toString()} rows` : '';
    return {table: null, notice: `${kind}${rows}`};
  }
  const fields = table.fields.map((field) => ({...field, name: rename(field.name)}));
  return {table: new Table(fields, table.batches)};
}

function describe(progress: Progress): {text: string; detail?: string; fraction?: number} {
  if (progress.type === 'rows') {
    const rows = progress.rows.toLocaleString('en');
    return {text: 'Reading the result', detail: `${rows} rows, ${megabytes(progress.bytes)}`};
  }
  const {loadedBytes, totalBytes} = progress;
  return {
    text: 'Downloading DuckDB',
    detail: megabytes(loadedBytes),
    ...(totalBytes > 0 && {fraction: Math.min(loadedBytes / totalBytes, 1)}),
  };
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

const quotedIfNeeded = (name: string): string =>
  /^[a-z_][\w$]*$/i.test(name) && !keywords.includes(name.toUpperCase()) ? name : quoted(name);
