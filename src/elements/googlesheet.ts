import type {PropertyValues} from 'lit';
import {property} from 'lit/decorators.js';
import type {FlagSpecs} from '../magics/flags.js';
import type {GooglesheetOptions} from '../magics/googlesheet/googlesheet-magic.js';
import type {MagicCall, MagicResult} from '../magics/magic.js';
import {ConnectorElement} from './connector.js';

/**
 * Answers `%%googlesheet NAME URL-or-ID`: a range of a spreadsheet becomes a DataFrame, with types.
 *
 * ```html
 * <serverless-googlesheet api-key="AIza…" client-id="123.apps.googleusercontent.com">
 * </serverless-googlesheet>
 * ```
 *
 * The API key reads public spreadsheets; with the client ID, readers sign in with their account.
 *
 * @summary Reads Google spreadsheets as DataFrames.
 * @tag serverless-googlesheet
 * @attr {string} api-key - an API key of Google's, which is taken out of the page when it is read
 */
export class GooglesheetElement extends ConnectorElement {
  static override readonly secretAttributes = {'api-key': 'key', token: 'token'} as const;

  override readonly magic = 'googlesheet';
  override readonly help = 'Reads a Google spreadsheet: %%googlesheet NAME URL';
  override readonly header = 'words';
  override readonly flags: FlagSpecs = {
    range: {
      type: 'string',
      value: 'A1:D9',
      multiple: true,
      help: 'which cells, or which sheet; several become NAME_1, NAME_2 …',
    },
    header: {type: 'integer', help: 'how many lines name the columns; 1 by default'},
    connection: {type: 'string', value: 'NAME', help: 'the <serverless-googlesheet> of that name'},
  };

  /** With which readers sign in: an OAuth client ID for web applications. */
  @property({attribute: 'client-id'}) clientId = '';
  /** Where the Sheets API is, such as behind a proxy. */
  @property({attribute: 'api-url'}) apiUrl = 'https://sheets.googleapis.com/';
  /** Where the script of Google Identity Services is. */
  @property({attribute: 'gis-url'}) gisUrl = 'https://accounts.google.com/gsi/client';

  #options: Promise<GooglesheetOptions> | null = null;

  override async run(call: MagicCall): Promise<readonly MagicResult[]> {
    await this.updateComplete;
    const {runGooglesheet} = await import('../magics/googlesheet/googlesheet-magic.js');
    return runGooglesheet(call, await (this.#options ??= this.#connect()));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.#options = null;
  }

  protected override credentialsChanged(): void {
    this.#options = null;
  }

  async #connect(): Promise<GooglesheetOptions> {
    const keeper = await this.keeper('Google Sheets', {keyHeader: 'X-Goog-Api-Key'});
    const {GoogleAccess} = await import('../magics/googlesheet/google-access.js');
    const {clientId, gisUrl, apiUrl} = this;
    const hasCallback = this.credentials !== null;
    return {apiUrl, access: new GoogleAccess({keeper, hasCallback, clientId, gisUrl})};
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'serverless-googlesheet': GooglesheetElement;
  }
}
