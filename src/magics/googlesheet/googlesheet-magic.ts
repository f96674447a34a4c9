import {rowCount} from '../../protocol/row-count.js';
import {MagicError} from '../errors.js';
import type {MagicCall, MagicResult} from '../magic.js';
import {isVariableName} from '../parse.js';
import {parseAddress} from './address.js';
import type {GoogleAccess} from './google-access.js';
import {formatArea} from './ranges.js';
import {readSheet} from './read-sheet.js';
import {sheetTable} from './sheet-table.js';
import {SheetsApi} from './sheets-api.js';

export interface GooglesheetOptions {
  readonly apiUrl: string;
  readonly access: GoogleAccess;
}

/** Answers `%%googlesheet NAME SPREADSHEET`. */
export async function runGooglesheet(
  call: MagicCall,
  {apiUrl, access}: GooglesheetOptions,
): Promise<readonly MagicResult[]> {
  const {name, spreadsheet, ranges, header} = asked(call);
  call.progress({text: 'Reading from Google Sheets'});
  const address = parseAddress(spreadsheet);
  const api = new SheetsApi(address.spreadsheetId, {
    ...{apiUrl, access, signal: call.signal},
    onWait: ({seconds}) =>
      call.progress({
        text: 'Reading from Google Sheets',
        detail: `its quota is used up, going on in ${Math.ceil(seconds)} s`,
      }),
  });
  const grids = await readSheet(api, {address, ranges, header});
  return grids.map((grid, index) => {
    const own = grids.length > 1 ? `${name!}_${index + 1}` : name;
    const {table, notices} = sheetTable(grid, header);
    const prefix = grids.length > 1 ? `${own!}: ` : '';
    for (const notice of notices) call.print(`${prefix}${notice}\n`, 'stderr');
    if (grids.length > 1) {
      call.print(`${own!}: ${rowCount(table.numRows)} of ${formatArea(grid.area)}\n`);
    }
    return {table, ...(own !== null && {name: own})};
  });
}

/** What the header line says. */
interface Asked {
  /** Null where the result is only `_`. */
  readonly name: string | null;
  readonly spreadsheet: string;
  readonly ranges: readonly string[];
  readonly header: number;
}

function asked({words, flags, target, body}: MagicCall): Asked {
  const [first, second, ...more] = words;
  if (first === undefined) throw usage('Which spreadsheet is not said.');
  if (more.length > 0 || (target && second !== undefined)) {
    throw usage(`"${(more[0] ?? second)!}" is too much: write names with spaces in quotes.`);
  }
  if (body.trim() !== '') {
    throw usage('The lines after the first one mean nothing to %%googlesheet: leave them out.');
  }
  const name = target ? target.name : second === undefined ? null : first;
  if (name !== null && !isVariableName(name)) {
    throw usage(`"${name}" cannot be the name of a Python variable.`);
  }
  const ranges = ((flags['range'] as readonly string[] | undefined) ?? []).map((range) =>
    range.trim(),
  );
  if (ranges.includes('')) throw usage('--range is empty.');
  if (ranges.length > 1 && name === null) {
    throw usage('Several ranges become several frames, NAME_1, NAME_2 …: give them a name.');
  }
  const header = (flags['header'] as number | undefined) ?? 1;
  return {name, spreadsheet: second ?? first, ranges, header};
}

function usage(problem: string): MagicError {
  return new MagicError(
    'UsageError',
    `${problem}\nUsage: %%googlesheet NAME URL-or-ID [--range A1:D9] [--header N]`,
  );
}
