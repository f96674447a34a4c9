import {MagicError} from '../errors.js';
import {readJson, request, type RequestOptions} from '../http.js';
import {errorName} from '../http-status.js';
import type {GoogleAccess} from './google-access.js';
import type {BatchGetValuesResponse, Sheet, Spreadsheet, ValueRange} from './schema.js';
import {explainRefusal} from './refusals.js';

export const SERVICE = 'Google Sheets';

export interface SheetsApiOptions {
  readonly apiUrl: string;
  readonly access: GoogleAccess;
  readonly signal: AbortSignal;
  readonly onWait?: RequestOptions['onWait'];
}

const LIMIT_BYTES = 256 * 1024 * 1024;

/** The requests that are made of one spreadsheet. */
export class SheetsApi {
  readonly #spreadsheetId: string;
  readonly #options: SheetsApiOptions;

  constructor(spreadsheetId: string, options: SheetsApiOptions) {
    this.#spreadsheetId = spreadsheetId;
    this.#options = options;
  }

  /** Which sheets there are. */
  async sheets(): Promise<readonly Sheet[]> {
    const fields = 'sheets.properties(sheetId,title,index,sheetType)';
    const {sheets} = (await this.#get('', [['fields', fields]])) as Spreadsheet;
    return sheets ?? [];
  }

  /**
   * The values of all ranges, in one request.
   *
   * @param dates - `SERIAL_NUMBER` are numbers; `FORMATTED_STRING` are text, and so tell which are dates
   */
  async values(
    ranges: readonly string[],
    dates: 'SERIAL_NUMBER' | 'FORMATTED_STRING' = 'SERIAL_NUMBER',
  ): Promise<readonly ValueRange[]> {
    const answer = await this.#get('/values:batchGet', [
      ...ranges.map((range): [string, string] => ['ranges', range]),
      ['majorDimension', 'ROWS'],
      ['valueRenderOption', 'UNFORMATTED_VALUE'],
      ['dateTimeRenderOption', dates],
    ]);
    const {valueRanges} = (answer ?? {}) as BatchGetValuesResponse;
    if (valueRanges?.length !== ranges.length) {
      throw new MagicError(
        errorName(SERVICE),
        `Google Sheets gave ${valueRanges?.length ?? 0} ranges where ${ranges.length} were asked for: is the api-url that of the Sheets API?`,
      );
    }
    return valueRanges;
  }

  /**
   * How the cells of ranges are formatted, which of them hold errors, and which are merged; null
   * where this cannot be asked, as behind a proxy that passes only values.
   */
  async formats(ranges: readonly string[]): Promise<readonly Sheet[] | null> {
    const cell = 'effectiveValue.errorValue.type,effectiveFormat.numberFormat';
    const data = `data(startRow,startColumn,rowData.values(${cell}))`;
    const query: [string, string][] = [
      ...ranges.map((range): [string, string] => ['ranges', range]),
      ['fields', `sheets(properties.title,merges,${data})`],
    ];
    const isUnknown = ({status}: Response): boolean => [400, 404, 405, 501].includes(status);
    const answer = await this.#get('', query, isUnknown);
    return answer === null ? null : ((answer as Spreadsheet).sheets ?? []);
  }

  async #get(
    path: string,
    query: readonly (readonly [string, string])[],
    isUnknown?: (response: Response) => boolean,
  ): Promise<unknown> {
    const {apiUrl, access, signal, onWait} = this.#options;
    const base = new URL(apiUrl.replace(/\/*$/, '/'), document.baseURI);
    const url = new URL(`v4/spreadsheets/${this.#spreadsheetId}${path}`, base);
    for (const [name, value] of query) url.searchParams.append(name, value);
    // Who may not read it with the key may do so with an account.
    const mayBeSignIn = ({status}: Response): boolean => status === 403 && access.canSignIn;
    const options: RequestOptions = {
      ...{service: SERVICE, signal, onWait, credentials: access},
      accepts: (response) => mayBeSignIn(response) || isUnknown?.(response) === true,
      explain: (refusal) => explainRefusal(refusal, access),
    };
    let response = await request(url.href, options);
    if (mayBeSignIn(response)) {
      await access.signIn(signal);
      response = await request(url.href, options);
    }
    if (!response.ok) return null;
    return readJson(response, {
      ...{service: SERVICE, signal, limitBytes: LIMIT_BYTES},
      limitHint: 'Name a smaller range: --range A1:D1000.',
    });
  }
}
