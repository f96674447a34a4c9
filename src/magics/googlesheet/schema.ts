/** What is asked of the Sheets API v4. Source: https://sheets.googleapis.com/$discovery/rest?version=v4 */

export interface BatchGetValuesResponse {
  readonly valueRanges?: readonly ValueRange[];
}

export interface ValueRange {
  readonly range?: string;
  readonly values?: readonly (readonly unknown[])[];
}

export interface Spreadsheet {
  readonly sheets?: readonly Sheet[];
}

export interface Sheet {
  readonly properties?: SheetProperties;
  readonly merges?: readonly GridRange[];
  readonly data?: readonly GridData[];
}

export interface SheetProperties {
  readonly sheetId?: number;
  readonly title?: string;
  readonly index?: number;
  /** `GRID` has cells; others show a chart or an external source. */
  readonly sheetType?: string;
}

/** Ends are not within; what is absent has no bound. */
export interface GridRange {
  readonly startRowIndex?: number;
  readonly endRowIndex?: number;
  readonly startColumnIndex?: number;
  readonly endColumnIndex?: number;
}

export interface GridData {
  readonly startRow?: number;
  readonly startColumn?: number;
  readonly rowData?: readonly {readonly values?: readonly CellData[]}[];
}

export interface CellData {
  readonly effectiveValue?: {readonly errorValue?: {readonly type?: string}};
  readonly effectiveFormat?: {
    readonly numberFormat?: {readonly type?: string; readonly pattern?: string};
  };
}
