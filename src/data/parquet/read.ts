import {
  parquetMetadataAsync,
  parquetSchema,
  type ColumnChunk,
  type FileMetaData,
  type RowGroup,
} from 'hyparquet';
import {readFields} from '../arrow/read.js';
import {DataError} from '../errors.js';
import {Pacer} from '../pacer.js';
import type {ByteSource} from '../parquet.js';
import type {Field} from '../schema.js';
import {describeBytes} from '../sniff.js';
import {Table, type ArrayData, type Batch} from '../table.js';
import {assemble, leavesBelow, pathKey} from './assemble.js';
import {FIELDS_KEY} from './fields-key.js';
import {readChunk, type Chunk} from './read-chunk.js';
import {fileField, unreadable, type FileField, type Tree} from './read-schema.js';

export async function readParquet(
  source: ByteSource,
  columns: readonly string[] | undefined,
): Promise<Table> {
  const metadata = await readMetadata(source);
  const {root, files} = readSchema(metadata, columns);
  const pacer = new Pacer();
  const batches: Batch[] = [];
  for (const group of metadata.row_groups) {
    batches.push(await readGroup(source, root, files, group, pacer));
  }
  return new Table(
    files.map(({file}) => file.field),
    batches,
  );
}

/** A column that is read, and where it stands in the schema. */
interface Column {
  readonly file: FileField;
  readonly tree: Tree;
}

async function readMetadata(source: ByteSource): Promise<FileMetaData> {
  if (source.byteLength < 12) throw noParquet(await source.slice(0, source.byteLength), source);
  const [start, end] = [
    await source.slice(0, 4),
    await source.slice(source.byteLength - 8, source.byteLength),
  ];
  if (!isMagic(start, 0)) {
    throw noParquet(await source.slice(0, Math.min(256, source.byteLength)), source);
  }
  if (!isMagic(end, 4)) {
    throw new DataError(
      `The Parquet file is cut short: its ${source.byteLength} bytes lack the footer, which comes last. Load it again; if it stays short, write it again.`,
    );
  }
  try {
    return await parquetMetadataAsync(source, {geoparquet: false});
  } catch (cause) {
    throw damaged(cause);
  }
}

function damaged(cause: unknown): DataError {
  return new DataError(
    'The footer of the Parquet file cannot be read: the file is damaged. Load it again, or write it again.',
    {cause},
  );
}

function readSchema(metadata: FileMetaData, columns: readonly string[] | undefined) {
  try {
    const root: Tree = parquetSchema(metadata);
    return {root, files: wantedFields(root, metadata, columns)};
  } catch (cause) {
    throw cause instanceof DataError ? cause : damaged(cause);
  }
}

function isMagic(buffer: ArrayBuffer, at: number): boolean {
  return String.fromCharCode(...new Uint8Array(buffer, at, 4)) === 'PAR1';
}

function noParquet(start: ArrayBuffer, {byteLength}: ByteSource): DataError {
  const bytes = new Uint8Array(start);
  const encrypted = String.fromCharCode(...bytes.subarray(0, 4)) === 'PARE';
  const remedy = encrypted
    ? 'Write it without encryption.'
    : 'Check the address, and give a Parquet file.';
  return new DataError(`This is no Parquet file: ${describeBytes(bytes, byteLength)}. ${remedy}`);
}

function wantedFields(
  root: Tree,
  metadata: FileMetaData,
  columns: readonly string[] | undefined,
): Column[] {
  const written = new Map(writtenFields(metadata).map((each) => [each.name, each]));
  const top = {definition: 0, repetition: 0, slotDefinition: 0};
  const all = root.children.map((tree) => ({
    tree,
    file: fileField(tree, top, written.get(tree.element.name)),
  }));
  if (!columns) return all;
  const byName = new Map(all.map((column) => [column.file.field.name, column]));
  return columns.map((name) => {
    const found = byName.get(name);
    if (found) return found;
    throw new DataError(
      `The Parquet file has no column "${name}": it has ${[...byName.keys()].join(', ')}.`,
    );
  });
}

/** The fields as their writer knew them: this library, or one of Arrow. */
function writtenFields({key_value_metadata: entries}: FileMetaData): readonly Field[] {
  const value = (name: string) => entries?.find(({key}) => key === name)?.value;
  const [own, arrow] = [value(FIELDS_KEY), value('ARROW:schema')];
  try {
    if (own) return JSON.parse(own) as Field[];
    if (arrow) return readFields(Uint8Array.from(atob(arrow), (char) => char.charCodeAt(0)));
  } catch {
    // The types that the file itself names are enough to read it.
  }
  return [];
}

async function readGroup(
  source: ByteSource,
  root: Tree,
  files: readonly Column[],
  group: RowGroup,
  pacer: Pacer,
): Promise<Batch> {
  const length = Number(group.num_rows);
  const chunks = new Map<string, ColumnChunk>();
  for (const chunk of group.columns) {
    if (chunk.meta_data) chunks.set(pathKey(chunk.meta_data.path_in_schema), chunk);
  }
  const columns: ArrayData[] = [];
  for (const column of files) {
    columns.push(await readColumn(source, root, column, chunks, length, pacer));
  }
  return {length, columns};
}

async function readColumn(
  source: ByteSource,
  root: Tree,
  column: Column,
  stored: ReadonlyMap<string, ColumnChunk>,
  length: number,
  pacer: Pacer,
): Promise<ArrayData> {
  const {file} = column;
  try {
    const chunks = new Map<string, Chunk>();
    for (const leaf of leavesBelow(file)) {
      const key = pathKey(leaf.path);
      const chunk = stored.get(key);
      if (!chunk) throw new Error('the file has no values for it');
      chunks.set(
        key,
        await readChunk(source, chunk, leaf, schemaPath(root, column.tree, leaf.path), pacer),
      );
    }
    const data = assemble(file, chunks);
    if (data.length !== length) throw new Error('it has not as many rows as the others');
    return data;
  } catch (cause) {
    throw cause instanceof DataError ? cause : unreadable(file.field.name, cause);
  }
}

/** The elements from the root to that one. */
function schemaPath(root: Tree, top: Tree, [, ...names]: readonly string[]): Tree[] {
  const found = [root, top];
  for (const name of names) {
    found.push(found.at(-1)!.children.find(({element}) => element.name === name)!);
  }
  return found;
}
