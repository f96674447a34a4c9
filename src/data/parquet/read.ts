import {parquetMetadataAsync, parquetSchema, type FileMetaData, type RowGroup} from 'hyparquet';
import {readFields} from '../arrow/read.js';
import {DataError} from '../errors.js';
import {Pacer} from '../pacer.js';
import type {ByteSource} from '../parquet.js';
import type {Field} from '../schema.js';
import {describeBytes} from '../sniff.js';
import {Table, type ArrayData, type Batch} from '../table.js';
import {assemble, leavesBelow, pathKey} from './assemble.js';
import {readChunk, type Chunk} from './read-chunk.js';
import {fileField, unreadable, type FileField, type Tree} from './read-schema.js';
import {FIELDS_KEY} from './write.js';

export async function readParquet(
  source: ByteSource,
  columns: readonly string[] | undefined,
): Promise<Table> {
  const metadata = await readMetadata(source);
  const root: Tree = parquetSchema(metadata);
  const files = wantedFields(root, metadata, columns);
  const pacer = new Pacer();
  const batches: Batch[] = [];
  for (const group of metadata.row_groups) {
    batches.push(await readGroup(source, root, files, group, pacer));
  }
  return new Table(
    files.map(({field}) => field),
    batches,
  );
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
    throw new DataError(
      'The footer of the Parquet file cannot be read: the file is damaged. Load it again, or write it again.',
      {cause},
    );
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
): FileField[] {
  const written = writtenFields(metadata);
  const top = {definition: 0, repetition: 0, slotDefinition: 0};
  const all = root.children.map((tree) =>
    fileField(
      tree,
      top,
      written.find(({name}) => name === tree.element.name),
    ),
  );
  if (!columns) return all;
  return columns.map((name) => {
    const found = all.find(({field}) => field.name === name);
    if (found) return found;
    const names = all.map(({field}) => field.name).join(', ');
    throw new DataError(`The Parquet file has no column "${name}": it has ${names}.`);
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
  files: readonly FileField[],
  group: RowGroup,
  pacer: Pacer,
): Promise<Batch> {
  const length = Number(group.num_rows);
  const columns: ArrayData[] = [];
  for (const file of files)
    columns.push(await readColumn(source, root, file, group, length, pacer));
  return {length, columns};
}

async function readColumn(
  source: ByteSource,
  root: Tree,
  file: FileField,
  group: RowGroup,
  length: number,
  pacer: Pacer,
): Promise<ArrayData> {
  try {
    const chunks = new Map<string, Chunk>();
    for (const leaf of leavesBelow(file)) {
      const key = pathKey(leaf.path);
      const chunk = group.columns.find(
        ({meta_data: metadata}) => metadata && pathKey(metadata.path_in_schema) === key,
      );
      if (!chunk) throw new Error('the file has no values for it');
      chunks.set(key, await readChunk(source, chunk, leaf, schemaPath(root, leaf.path), pacer));
    }
    const data = assemble(file, chunks);
    if (data.length !== length) throw new Error('it has not as many rows as the others');
    return data;
  } catch (cause) {
    throw cause instanceof DataError ? cause : unreadable(file.field.name, cause);
  }
}

function schemaPath(root: Tree, path: readonly string[]): Tree[] {
  const found = [root];
  for (const name of path) {
    found.push(found.at(-1)!.children.find(({element}) => element.name === name)!);
  }
  return found;
}
