import {css, html, LitElement, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property, state} from 'lit/decorators.js';
import type {SourceFile, SourceRequest, TableSource} from '../magics/sql/duckdb/table-source.js';
import {controls} from './controls.js';
import {tokens} from './tokens.js';

/** What has become of the file. */
type State =
  | {readonly type: 'empty'}
  /** It is there, and is read when a query names the table. */
  | {readonly type: 'ready'}
  | {readonly type: 'loading'; readonly detail: string}
  | {readonly type: 'loaded'; readonly numRows: number}
  | {readonly type: 'error'; readonly message: string};

const oneGigabyte = 2 ** 30;

/**
 * A table for `%%sql` in DuckDB: a file of CSV, TSV, JSON, NDJSON, Parquet or Arrow, which is read
 * when the first query names the table. Without `src`, or with `drop`, the reader gives the file.
 *
 * ```html
 * <serverless-sql>
 *   <serverless-table name="sales" src="sales.parquet"></serverless-table>
 *   <serverless-table name="mine" label="Your own sales"></serverless-table>
 * </serverless-sql>
 * ```
 *
 * @summary A file that SQL can query.
 * @tag serverless-table
 * @fires change - the reader chose another file
 * @csspart drop - the field that takes files
 */
export class TableElement extends LitElement {
  static override styles = [
    tokens,
    controls,
    css`
      :host {
        display: block;
        font: var(--_font-size) / 1.5 var(--_font);
        color: var(--_text);
      }
      :host([hidden]),
      .none {
        display: none;
      }
      .drop {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5em 0.75em;
        padding: 0.75em;
        border: 1px dashed var(--_border);
        border-radius: var(--_radius);
      }
      .drop.over {
        border-color: var(--_accent);
        background: var(--_surface);
      }
      .name {
        font-weight: 600;
      }
      .status {
        color: var(--_muted);
      }
      .status.error {
        color: var(--_error);
      }
      input {
        font: inherit;
        color: inherit;
        max-width: 100%;
      }
    `,
  ];

  /** As SQL names it. */
  @property() name = '';
  /** The file, relative to the page. */
  @property() src = '';
  /** `csv`, `tsv`, `json`, `ndjson`, `parquet` or `arrow`; by default as the file's name ends. */
  @property() type = '';
  /** Takes a file of the reader instead of that of `src`. */
  @property({type: Boolean}) drop = false;
  /** What readers see instead of the name. */
  @property() label = '';
  /** A larger file is refused; 1 GiB by default. */
  @property({type: Number, attribute: 'max-bytes'}) maxBytes = oneGigabyte;

  @state() private file: File | null = null;
  @state() private status: State = {type: 'empty'};
  @state() private isOver = false;
  #version = {};

  /** What DuckDB asks. */
  readonly source: TableSource = this.#makeSource();

  /** The file is read again by the next query that names the table. */
  reload(): void {
    this.#version = {};
    this.status = this.file || this.src ? {type: 'ready'} : {type: 'empty'};
  }

  /** Takes a file, as when the reader drops it. */
  setFile(file: File | null): void {
    this.file = file;
    this.reload();
    this.dispatchEvent(new Event('change', {bubbles: true, composed: true}));
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('src') || changed.has('type')) this.reload();
  }

  protected override render(): TemplateResult | typeof nothing {
    if (this.src && !this.drop) return nothing;
    return html`<div
      class="drop ${this.isOver ? 'over' : ''}"
      part="drop"
      role=${this.closest('serverless-notebook') ? 'listitem' : nothing}
      @dragover=${this.#onDragOver}
      @dragleave=${() => (this.isOver = false)}
      @drop=${this.#onDrop}
    >
      <label for="file"
        ><span class="name">${this.label || this.name}</span>: drop a file here, or</label
      >
      <input
        id="file"
        type="file"
        accept=".csv,.tsv,.txt,.json,.ndjson,.jsonl,.parquet,.arrow,.feather"
        aria-describedby="status"
        @change=${this.#onChange}
      />
      <span id="status" role="status" class="status ${this.status.type}">${this.#describe()}</span>
    </div>`;
  }

  #describe(): string {
    const {status} = this;
    const name = this.file?.name ?? this.src;
    switch (status.type) {
      case 'empty':
        return 'CSV, TSV, JSON, Parquet or Arrow; it stays in this page.';
      case 'ready':
        return `${name}: read when a query names ${this.name}.`;
      case 'loading':
        return `${name}: loading${status.detail ? `, ${status.detail}` : ''}…`;
      case 'loaded':
        return `${name}: ${status.numRows.toLocaleString('en')} rows.`;
      case 'error':
        return status.message;
    }
  }

  #makeSource(): TableSource {
    const name = (): string => this.name;
    const detail = (): string => this.file?.name ?? (this.src || 'no file yet');
    const version = (): unknown => this.#version;
    return {
      get name() {
        return name();
      },
      get detail() {
        return detail();
      },
      get version() {
        return version();
      },
      read: (request) => this.#read(request),
      loaded: ({numRows}) => (this.status = {type: 'loaded', numRows}),
      cancelled: () => this.reload(),
      failed: ({message}) => (this.status = {type: 'error', message}),
    };
  }

  async #read({signal, onProgress}: SourceRequest): Promise<SourceFile> {
    const {file, src, type, maxBytes} = this;
    this.status = {type: 'loading', detail: ''};
    const {readSource} = await import('../magics/sql/duckdb/file-source.js');
    return readSource(
      {file, src, type, maxBytes},
      {
        signal,
        onProgress: (loaded, total) => {
          const part = total ? `${Math.floor((loaded / total) * 100)} %` : '';
          this.status = {type: 'loading', detail: part || `${(loaded / 1e6).toFixed(1)} MB`};
          onProgress(loaded, total);
        },
      },
    );
  }

  #onChange = (event: Event): void => {
    const [file] = (event.target as HTMLInputElement).files ?? [];
    if (file) this.setFile(file);
  };

  #onDragOver = (event: DragEvent): void => {
    event.preventDefault();
    this.isOver = true;
  };

  #onDrop = (event: DragEvent): void => {
    event.preventDefault();
    this.isOver = false;
    const [file] = event.dataTransfer?.files ?? [];
    if (file) this.setFile(file);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'serverless-table': TableElement;
  }
}
