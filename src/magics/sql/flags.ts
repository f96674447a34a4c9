import type {FlagSpecs} from '../flags.js';

/** What the header line of `%%sql` may hold, for every engine. */
export const sqlFlags: FlagSpecs = {
  limit: {type: 'integer', help: 'fetch only the first N rows'},
  save: {type: 'string', value: 'NAME', help: 'save the query, for other cells to use'},
  with: {
    type: 'string',
    value: 'NAME',
    multiple: true,
    help: 'use a saved query as if it were a table',
  },
  'no-execute': {type: 'boolean', help: 'with --save: only save the query'},
};
