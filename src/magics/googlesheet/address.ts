import {MagicError} from '../errors.js';

/** Which spreadsheet, and where in it, as far as a cell says. */
export interface SheetAddress {
  readonly spreadsheetId: string;
  /** The number of a sheet, as `#gid=` has it. */
  readonly gid: number | null;
  readonly range: string | null;
}

/** Reads the ID of a spreadsheet, or its address as the browser shows or shares it. */
export function parseAddress(text: string): SheetAddress {
  if (/^[\w-]{20,}$/.test(text)) return {spreadsheetId: text, gid: null, range: null};
  if (!URL.canParse(text)) throw usage(`"${text}" is neither the URL nor the ID of a spreadsheet.`);
  const {pathname, searchParams, hash} = new URL(text);
  if (/\/d\/e\//.test(pathname)) {
    throw usage(
      'This is the address of a page published to the web, which does not tell which spreadsheet it is of.',
    );
  }
  const spreadsheetId = /\/d\/([\w-]+)/.exec(pathname)?.[1] ?? searchParams.get('id');
  if (!spreadsheetId) throw usage(`${text} does not name a spreadsheet.`);
  const fragment = new URLSearchParams(hash.slice(1));
  const gid = fragment.get('gid') ?? searchParams.get('gid');
  const range = fragment.get('range') ?? searchParams.get('range');
  return {spreadsheetId, gid: gid && /^\d+$/.test(gid) ? Number(gid) : null, range: range || null};
}

function usage(problem: string): MagicError {
  return new MagicError(
    'UsageError',
    `${problem} Take it from the browser's address bar: https://docs.google.com/spreadsheets/d/ID/edit#gid=0`,
  );
}
