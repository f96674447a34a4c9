const file = 'duckdb-eh.wasm';

/** Where DuckDB's program is: among the files of the library, or in a folder that the page names. */
export function wasmUrl(folder?: string): string {
  if (folder)
    return new URL(file, new URL(`${folder.replace(/\/*$/, '')}/`, document.baseURI)).href;
  return new URL(
    '../../../../node_modules/@duckdb/duckdb-wasm/dist/duckdb-eh.wasm',
    import.meta.url,
  ).href;
}
