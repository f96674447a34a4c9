import {waitUntil} from '@open-wc/testing';

/** Settles once the condition holds: Python may have to start first, on a machine that is busy. */
export const until = (condition: () => unknown): Promise<void> =>
  waitUntil(condition, 'it did not happen', {timeout: 30_000});
