import type {FileFormat} from './protocol.js';

/** A table that a page names, such as a `<serverless-table>`: its file is read when a query needs it. */
export interface TableSource {
  readonly name: string;
  /** What it is, such as "sales.parquet", for lists. */
  readonly detail: string;
  /** Another value when the file is another: what was read of it is then forgotten. */
  readonly version: unknown;
  /** Gets the file, for a query. */
  read(request: SourceRequest): Promise<SourceFile>;
  /** Told how the reading ends. */
  loaded?(table: {readonly numRows: number}): void;
  failed?(error: Error): void;
  cancelled?(): void;
}

export interface SourceRequest {
  readonly signal: AbortSignal;
  readonly onProgress: (loadedBytes: number, totalBytes: number | null) => void;
}

export interface SourceFile {
  readonly file: Blob | ArrayBuffer;
  readonly format: FileFormat;
}
