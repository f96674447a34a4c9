import {schemaMessage} from '../arrow/write.js';
import {DataError} from '../errors.js';
import {Pacer} from '../pacer.js';
import type {Field} from '../schema.js';
import type {Table} from '../table.js';
import {type ArrayData, type Batch} from '../table.js';
import {encodeValues} from './encode.js';
import {FIELDS_KEY} from './fields-key.js';
import {storable} from './storable.js';
import {encodeStruct, text, type Value} from './thrift.js';
import {encodeLevels, leavesOf, levelsOf, type Leaf} from './write-levels.js';
import {schemaElements, storageOf} from './write-types.js';

const MAGIC = new TextEncoder().encode('PAR1');
/** Rows of a row group, as DuckDB has them, and of a page: what is encoded without a rest. */
const GROUP_ROWS = 122_880;
const PAGE_ROWS = 8_192;
/** Columns below this are not worth the time to compress them. */
const COMPRESSED_BYTES = 4_096;

const PLAIN = 0;
const RLE = 3;
const UNCOMPRESSED = 0;
const GZIP = 2;

export async function writeParquet(table: Table): Promise<Uint8Array> {
  const fit = storable(table);
  fit.fields.forEach(checkStorable);
  const file = new FileParts();
  file.push(MAGIC);
  const pacer = new Pacer();
  const groups: Value[] = [];
  for (const batch of fit.batches) {
    for (let begin = 0; begin < batch.length; begin += GROUP_ROWS) {
      const end = Math.min(begin + GROUP_ROWS, batch.length);
      groups.push(await writeGroup(file, fit.fields, batch, begin, end, pacer));
    }
  }
  const footer = encodeStruct({
    1: {i32: 2},
    2: {list: schemaElements(fit.fields)},
    3: {i64: fit.numRows},
    4: {list: groups},
    5: {
      list: [
        keyValue(FIELDS_KEY, JSON.stringify(table.fields)),
        keyValue('ARROW:schema', base64(schemaMessage(fit.fields))),
      ],
    },
    6: text('serverless-notebook'),
  });
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, footer.length, true);
  file.push(footer, length, MAGIC);
  return file.join(pacer);
}

function checkStorable(field: Field): void {
  if (field.type.name === 'struct' && field.children.length === 0) {
    throw new DataError(
      `Column "${field.name}" is a struct without fields, which Parquet cannot store: drop the column, or give it a field.`,
    );
  }
  field.children.forEach(checkStorable);
}

function keyValue(key: string, value: string): Value {
  return {struct: {1: text(key), 2: text(value)}};
}

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

class FileParts {
  readonly #parts: Uint8Array[] = [];
  length = 0;

  push(...parts: Uint8Array[]): void {
    for (const part of parts) {
      this.#parts.push(part);
      this.length += part.length;
    }
  }

  async join(pacer: Pacer): Promise<Uint8Array> {
    const joined = new Uint8Array(this.length);
    let at = 0;
    for (const part of this.#parts) {
      joined.set(part, at);
      at += part.length;
      await pacer.rest();
    }
    return joined;
  }
}

async function writeGroup(
  file: FileParts,
  fields: readonly Field[],
  batch: Batch,
  begin: number,
  end: number,
  pacer: Pacer,
): Promise<Value> {
  const chunks: Value[] = [];
  let bytes = 0;
  for (const [i, field] of fields.entries()) {
    for (const leaf of leavesOf(field)) {
      const pages = await encodePages(field, batch.columns[i]!, leaf, begin, end, pacer);
      const {chunk, size} = await writeChunk(file, leaf, pages);
      chunks.push(chunk);
      bytes += size;
    }
  }
  return {struct: {1: {list: chunks}, 2: {i64: bytes}, 3: {i64: end - begin}}};
}

interface Page {
  readonly valueCount: number;
  readonly bytes: Uint8Array;
}

async function encodePages(
  field: Field,
  data: ArrayData,
  leaf: Leaf,
  begin: number,
  end: number,
  pacer: Pacer,
): Promise<Page[]> {
  const pages: Page[] = [];
  for (let at = begin; at < end; at += PAGE_ROWS) {
    const levels = levelsOf(field, data, leaf, at, Math.min(at + PAGE_ROWS, end));
    const parts = [
      encodeLevels(levels.repetitions, leaf.maxRepetition),
      encodeLevels(levels.definitions, leaf.maxDefinition),
      encodeValues(leaf.field, levels.leafData, levels.present),
    ];
    pages.push({valueCount: levels.definitions.length, bytes: joined(parts)});
    await pacer.rest();
  }
  return pages;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

async function writeChunk(
  file: FileParts,
  leaf: Leaf,
  pages: readonly Page[],
): Promise<{chunk: Value; size: number}> {
  const start = file.length;
  const isLarge = pages.reduce((sum, {bytes}) => sum + bytes.length, 0) >= COMPRESSED_BYTES;
  let [size, valueCount] = [0, 0];
  for (const page of pages) {
    const stored = isLarge ? await gzip(page.bytes) : page.bytes;
    const header = encodeStruct({
      1: {i32: 0},
      2: {i32: page.bytes.length},
      3: {i32: stored.length},
      5: {struct: {1: {i32: page.valueCount}, 2: {i32: PLAIN}, 3: {i32: RLE}, 4: {i32: RLE}}},
    });
    file.push(header, stored);
    size += header.length + page.bytes.length;
    valueCount += page.valueCount;
  }
  const metadata: Value = {
    struct: {
      1: {i32: storageOf(leaf.field).physical},
      2: {list: [{i32: PLAIN}, {i32: RLE}]},
      3: {list: leaf.path.map(text)},
      4: {i32: isLarge ? GZIP : UNCOMPRESSED},
      5: {i64: valueCount},
      6: {i64: size},
      7: {i64: file.length - start},
      9: {i64: start},
    },
  };
  return {chunk: {struct: {2: {i64: start}, 3: metadata}}, size};
}

/** By the browser itself, which compresses beside the page. */
async function gzip(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
