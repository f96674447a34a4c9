import type {Table} from '../../data/table.js';
import type {Kernel} from '../../kernel/kernel.js';
import type {MagicProgress} from '../magic.js';
import type {BoundStatement} from './statement.js';
import type {Dialect} from './tokens.js';

/** Something that runs SQL: DuckDB in the page, Trino, any service behind HTTP. */
export interface SqlEngine {
  /** As messages name it, such as "DuckDB" or "Trino at /trino". */
  readonly label: string;
  readonly dialect: Dialect;
  /**
   * Runs one statement. SQL errors are thrown as a `MagicError` with the position in the body,
   * which `RenderedStatement.place` finds.
   */
  run(statement: BoundStatement, context: RunContext): Promise<SqlResult>;
  /** The tables that can be queried, for completion; the kernel is not started for it. */
  tables?(kernel: Kernel, signal: AbortSignal): Promise<readonly TableInfo[]>;
  /** Ends what is under way, and frees what it holds. */
  close?(): void;
  /** Words that the engine has besides those of the standard, in capitals. */
  readonly keywords?: readonly string[];
}

export interface RunContext {
  readonly limits: Limits;
  /** Aborted by Interrupt: the engine then really stops the query, not only waiting for it. */
  readonly signal: AbortSignal;
  readonly kernel: Kernel;
  readonly progress: (progress: MagicProgress) => void;
}

/** How much of a result is fetched. */
export interface Limits {
  /** More than these are an error: see `tooManyRows` and `tooManyBytes` in `limits.ts`. */
  readonly rows: number;
  readonly bytes: number;
  /** Where the cell says `--limit N`: only these are fetched, and the query is then ended. */
  readonly take: number | null;
}

export interface SqlResult {
  /** Null for a statement that gives no rows, such as `CREATE TABLE`. */
  readonly table: Table | null;
  /** One line that is printed under the cell, such as "CREATE TABLE: 10 rows". */
  readonly notice?: string;
}

export interface TableInfo {
  /** As it is to be written in SQL, with its quotes where it needs them. */
  readonly name: string;
  /** What it is, such as "Parquet file" or "DataFrame". */
  readonly detail?: string;
  readonly columns: readonly {readonly name: string; readonly type: string}[];
}
