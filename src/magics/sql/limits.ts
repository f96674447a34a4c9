import {MagicError} from '../errors.js';
import type {Limits} from './engine.js';

export const defaultLimits = {rows: 5_000_000, bytes: 512 * 2 ** 20};

/** The error of a result that has more rows than may be fetched. */
export function tooManyRows({rows}: Limits): MagicError {
  return new MagicError(
    'ResultTooLarge',
    `The result has more than ${count(rows)} rows, so it was not fetched to its end and nothing ` +
      `was assigned. Ask for less (WHERE, LIMIT, GROUP BY), take the first rows by %%sql --limit N, ` +
      `or raise the limit: <serverless-sql max-rows="${rows * 10}">.`,
  );
}

/** The error of a result that takes more memory than may be fetched. */
export function tooManyBytes({bytes}: Limits): MagicError {
  return new MagicError(
    'ResultTooLarge',
    `The result is larger than ${count(Math.round(bytes / 2 ** 20))} MB, so it was not fetched to ` +
      `its end and nothing was assigned. Ask for fewer rows or columns, take the first rows by ` +
      `%%sql --limit N, or raise the limit: <serverless-sql max-bytes="${bytes * 4}">.`,
  );
}

/** How many rows are wanted of those that came; throws when there are too many. */
export function checkLimits(limits: Limits, rows: number, bytes: number): {isEnough: boolean} {
  const isEnough = limits.take !== null && rows >= limits.take;
  const wanted = limits.take === null ? rows : Math.min(rows, limits.take);
  if (wanted > limits.rows) throw tooManyRows(limits);
  if (bytes > limits.bytes) throw tooManyBytes(limits);
  return {isEnough};
}

const count = (number: number): string => number.toLocaleString('en');
