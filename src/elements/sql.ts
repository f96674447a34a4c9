import {css, html, type PropertyValues, type TemplateResult} from 'lit';
import {property} from 'lit/decorators.js';
import type {Kernel} from '../kernel/kernel.js';
import type {FlagSpecs} from '../magics/flags.js';
import type {
  MagicCall,
  MagicCompletion,
  MagicCompletionRequest,
  MagicHandler,
} from '../magics/magic.js';
import type {SqlConnection} from '../magics/sql/connect.js';
import {sqlFlags} from '../magics/sql/flags.js';
import {ConnectorElement} from './connector.js';
import type {TableElement} from './table.js';

/**
 * Answers `%%sql`: in the page itself by DuckDB, on a Trino server, or by any service that speaks
 * HTTP.
 *
 * ```html
 * <serverless-sql>
 *   <serverless-table name="sales" src="sales.parquet"></serverless-table>
 * </serverless-sql>
 * <serverless-sql name="warehouse" engine="trino" url="/trino" catalog="hive" schema="growth">
 * </serverless-sql>
 * ```
 *
 * @summary Runs SQL and gives the result as a DataFrame.
 * @tag serverless-sql
 * @slot - `<serverless-table>`s, for DuckDB
 * @attr {string} token - a bearer token, which is taken out of the page when it is read
 * @attr {string} password - the same for a password
 */
export class SqlElement extends ConnectorElement {
  static override readonly secretAttributes = {token: 'token', password: 'password'} as const;

  static override styles = css`
    :host {
      display: contents;
    }
  `;

  override readonly magic = 'sql';
  override readonly help = 'Runs SQL and gives the result as a DataFrame';
  override readonly flags: FlagSpecs = sqlFlags;
  override readonly bodyLanguage = 'sql';

  @property() engine: 'duckdb' | 'trino' | 'http' = 'duckdb';
  /** Of the server. */
  @property() url = '';
  /** Of Trino, where statements do not name one. */
  @property() catalog = '';
  @property() schema = '';
  /** Who asks, as Trino sees it, and the name that goes with the password. */
  @property() user = '';
  /** What asks, as Trino's list of queries shows it. */
  @property() source = '';
  /** The time zone of Trino's session, such as `Europe/Berlin`; without it the server's. */
  @property({attribute: 'time-zone'}) timeZone = '';
  /** Session properties of Trino, such as `query_max_run_time=10m, join_distribution_type=AUTO`. */
  @property() session = '';
  /** A result with more rows is an error. */
  @property({type: Number, attribute: 'max-rows'}) maxRows: number | null = null;
  /** The same for its size. */
  @property({type: Number, attribute: 'max-bytes'}) maxBytes: number | null = null;
  /** The folder with `duckdb-eh.wasm`, where it is not that of this library. */
  @property({attribute: 'duckdb-url'}) duckdbUrl = '';

  #connection: Promise<SqlConnection> | null = null;

  override async run(call: MagicCall, kernel: Kernel): ReturnType<MagicHandler['run']> {
    await this.updateComplete;
    const {magic} = await this.#connect();
    return magic.run(call, kernel);
  }

  override async complete(
    request: MagicCompletionRequest,
    kernel: Kernel,
  ): Promise<readonly MagicCompletion[]> {
    const {magic} = await this.#connect();
    return magic.complete!(request, kernel);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // One that is only moved is back by then, with all that DuckDB holds.
    queueMicrotask(() => {
      if (!this.isConnected) this.#forget();
    });
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    if (this.hasUpdated) this.#forget();
  }

  protected override credentialsChanged(): void {
    this.#forget();
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }

  #connect(): Promise<SqlConnection> {
    const made = (this.#connection ??= this.#make());
    // What failed is tried again by the next cell.
    made.catch(() => {
      if (this.#connection === made) this.#connection = null;
    });
    return made;
  }

  async #make(): Promise<SqlConnection> {
    const {connect} = await import('../magics/sql/connect.js');
    const {name, help, engine, url, maxRows, maxBytes, duckdbUrl} = this;
    const {catalog, schema, user, source, timeZone, session} = this;
    return connect({
      ...{name, help, engine, url, maxRows, maxBytes, duckdbUrl},
      ...{catalog, schema, user, source, timeZone, session},
      credentials:
        engine === 'duckdb'
          ? null
          : await this.keeper(engine === 'trino' ? 'Trino' : 'SQL', {username: user}),
      sources: () => this.#tables().map(({source}) => source),
    });
  }

  #tables(): TableElement[] {
    const tables = [...this.querySelectorAll<TableElement>('serverless-table')];
    return tables.filter(({source, name}) => source && name);
  }

  #forget(): void {
    this.#connection?.then(({close}) => close()).catch(() => {});
    this.#connection = null;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'serverless-sql': SqlElement;
  }
}
