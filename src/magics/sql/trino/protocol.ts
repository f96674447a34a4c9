/**
 * What Trino answers: one page of a result, and where the next one is.
 *
 * Source: https://trino.io/docs/current/develop/client-protocol.html
 */
export interface QueryResults {
  readonly id: string;
  /** Absent on the last page. */
  readonly nextUri?: string;
  readonly columns?: readonly TrinoColumn[];
  readonly data?: readonly (readonly unknown[])[];
  readonly stats: QueryStats;
  readonly error?: QueryError;
  readonly warnings?: readonly {readonly message: string}[];
  /** Such as `CREATE TABLE`, for statements that give no rows. */
  readonly updateType?: string;
  readonly updateCount?: number | string;
}

export interface TrinoColumn {
  readonly name: string;
  /** As SQL writes it. */
  readonly type: string;
  readonly typeSignature: TypeSignature;
}

export interface TypeSignature {
  /** Such as `decimal` or `timestamp with time zone`. */
  readonly rawType: string;
  readonly arguments: readonly TypeArgument[];
}

export type TypeArgument =
  | {readonly kind: 'TYPE'; readonly value: TypeSignature}
  | {
      readonly kind: 'NAMED_TYPE';
      readonly value: {
        readonly fieldName?: {readonly name: string};
        readonly typeSignature: TypeSignature;
      };
    }
  | {readonly kind: 'LONG'; readonly value: number}
  | {readonly kind: 'VARIABLE'; readonly value: string};

export interface QueryStats {
  readonly state: string;
  readonly progressPercentage?: number;
  readonly totalSplits?: number;
  readonly completedSplits?: number;
  readonly processedRows?: number | string;
  readonly processedBytes?: number | string;
}

export interface QueryError {
  readonly message: string;
  /** Such as `COLUMN_NOT_FOUND`. */
  readonly errorName: string;
  readonly errorType: string;
  /** Line and column, from 1; the column counts code points. */
  readonly errorLocation?: {readonly lineNumber: number; readonly columnNumber: number};
}

/**
 * Whole numbers of 16 digits and more, which a JavaScript number may not hold, between what JSON has
 * around numbers; strings are matched first, so that nothing inside of them is.
 */
const LONG_NUMBERS = /"[^"\\]*(?:\\.[^"\\]*)*"|(?<=[[,:\s])-?\d{16,}(?=[\],}\s])/g;

/** Reads JSON with long whole numbers as strings of their digits. */
export function parseExact(text: string): unknown {
  return JSON.parse(
    text.replace(LONG_NUMBERS, (part) => (part.startsWith('"') ? part : `"${part}"`)),
  );
}

/** Whether an answer is what Trino answers, and not what something else at this address does. */
export function isQueryResults(value: unknown): value is QueryResults {
  if (typeof value !== 'object' || value === null) return false;
  const {id, stats, columns = [], data = []} = value as Partial<QueryResults>;
  return (
    typeof id === 'string' &&
    typeof stats?.state === 'string' &&
    isListOf(columns, (column) => typeof column.typeSignature?.rawType === 'string') &&
    isListOf(data, (row) => Array.isArray(row))
  );
}

function isListOf<Item>(value: readonly Item[], holds: (item: Item) => boolean): boolean {
  return Array.isArray(value) && value.every((item: Item) => item && holds(item));
}
