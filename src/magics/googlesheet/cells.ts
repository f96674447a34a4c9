import {isDay, isMoment} from './serials.js';

/** A cell by what it is; `error` has no value. */
export type Cell =
  | {readonly kind: 'empty'}
  | {readonly kind: 'error'; readonly value: string}
  | {readonly kind: 'boolean'; readonly value: boolean}
  | {readonly kind: 'text'; readonly value: string}
  | {readonly kind: 'number' | MomentKind; readonly value: number};

/** What numbers mean by their format. */
export type MomentKind = 'date' | 'timestamp' | 'time' | 'duration';

export interface NumberFormat {
  readonly type?: string;
  readonly pattern?: string;
}

/** What the format of a cell adds to its value. */
export interface CellFormat {
  readonly format: NumberFormat | undefined;
  /** The cell holds an error, not a text that looks like one. */
  readonly isError: boolean;
}

export const EMPTY: Cell = {kind: 'empty'};

/** Reads a value of UNFORMATTED_VALUE. */
export function cellOf(value: unknown, {format, isError}: CellFormat): Cell {
  switch (typeof value) {
    case 'boolean':
      return {kind: 'boolean', value};
    case 'number':
      return {kind: momentKind(value, format) ?? 'number', value};
    case 'string':
      if (value === '') return EMPTY;
      return {kind: isError ? 'error' : 'text', value};
    default:
      return EMPTY;
  }
}

/** What an error looks like among values; only the format tells whether it is one. */
export const looksLikeError = (value: unknown): boolean =>
  typeof value === 'string' && /^#(N\/A|[A-Z/0]+[!?])$|^Loading\.\.\.$/.test(value);

function momentKind(serial: number, format: NumberFormat | undefined): MomentKind | null {
  const {type, pattern = ''} = format ?? {};
  if (type !== 'DATE' && type !== 'TIME' && type !== 'DATE_TIME') return null;
  // Hours beyond 24 are counted in brackets, whatever the type is called.
  if (/\[(h+|m+|s+)\]/i.test(withoutText(pattern))) return 'duration';
  if (!isMoment(serial)) return null;
  if (type === 'TIME') return serial >= 0 && serial < 1 ? 'time' : 'timestamp';
  return type === 'DATE' && isDay(serial) ? 'date' : 'timestamp';
}

const withoutText = (pattern: string): string => pattern.replace(/"[^"]*"|\\./g, '');
