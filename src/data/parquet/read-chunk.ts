import type {ColumnChunk, PageHeader} from 'hyparquet';
import {parquetHeader} from 'hyparquet/src/column.js';
import {decompressPage, readDataPage, readDataPageV2} from 'hyparquet/src/datapage.js';
import {readPlain} from 'hyparquet/src/plain.js';
import {decompressors} from './decompressors.js';
import type {ByteSource} from '../parquet.js';
import type {Pacer} from '../pacer.js';
import type {ArrayData} from '../table.js';
import type {FileField, Tree} from './read-schema.js';
import {sinkFor} from './sinks.js';

type Decoder = Parameters<typeof readDataPage>[2];

/** What one column of values of a row group holds. */
export interface Chunk {
  /** By row of the innermost list around it, with the nulls of what is around it. */
  readonly data: ArrayData;
  /** Empty where nothing is nested. */
  readonly definitions: number[];
  readonly repetitions: number[];
}

export async function readChunk(
  source: ByteSource,
  chunk: ColumnChunk,
  leaf: FileField,
  schemaPath: readonly Tree[],
  pacer: Pacer,
): Promise<Chunk> {
  const metadata = chunk.meta_data!;
  const start = Number(metadata.dictionary_page_offset || metadata.data_page_offset);
  const first = Math.min(start, Number(metadata.data_page_offset));
  const end = first + Number(metadata.total_compressed_size);
  if (!(first >= 0 && end <= source.byteLength)) throw new Error('it lies outside of the file');
  const buffer = await source.slice(first, end);
  if (buffer.byteLength < end - first) throw new Error('the file ends within it');
  const decoder = {
    ...metadata,
    element: leaf.element,
    schemaPath,
    compressors: await decompressors(metadata.codec),
  } as unknown as Decoder;
  const reader = {view: new DataView(buffer, 0, end - first), offset: 0};
  const collector = new Collector(leaf);
  const valueCount = Number(metadata.num_values);
  let dictionary: ArrayLike<unknown> | null = null;
  for (let read = 0; read < valueCount;) {
    if (reader.offset >= reader.view.byteLength)
      throw new Error('it has fewer values than it says');
    const header = parquetHeader(reader);
    const size = header.compressed_page_size;
    if (!(size >= 0 && reader.offset + size <= reader.view.byteLength)) {
      throw new Error('a page is longer than the column');
    }
    const bytes = new Uint8Array(buffer, reader.offset, size);
    reader.offset += size;
    if (header.type === 'DICTIONARY_PAGE') {
      dictionary = readDictionary(bytes, header, decoder);
    } else if (header.type === 'DATA_PAGE' || header.type === 'DATA_PAGE_V2') {
      read += collector.add(bytes, header, decoder, dictionary);
    }
    await pacer.rest();
  }
  return collector.finish();
}

function readDictionary(
  bytes: Uint8Array,
  header: PageHeader,
  {codec, compressors, type, element}: Decoder,
): ArrayLike<unknown> {
  const page = decompressPage(bytes, header.uncompressed_page_size, codec, compressors);
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  const count = header.dictionary_page_header?.num_values ?? 0;
  return readPlain({view, offset: 0}, type, count, element.type_length);
}

class Collector {
  readonly #leaf: FileField;
  readonly #sink: ReturnType<typeof sinkFor>;
  readonly #isNested: boolean;
  readonly #definitions: number[] = [];
  readonly #repetitions: number[] = [];

  constructor(leaf: FileField) {
    this.#leaf = leaf;
    this.#sink = sinkFor(leaf);
    this.#isNested = leaf.path.length > 1 || leaf.repetition > 0;
  }

  /** How many values the page has, with those that are missing. */
  add(
    bytes: Uint8Array,
    header: PageHeader,
    decoder: Decoder,
    dictionary: ArrayLike<unknown> | null,
  ): number {
    const {page, count, encoding} = decoded(bytes, header, decoder);
    const values: ArrayLike<unknown> = page.dataPage as ArrayLike<unknown>;
    const isIndex = encoding.endsWith('_DICTIONARY');
    if (isIndex && !dictionary) throw new Error('its dictionary is missing');
    const {definition, slotDefinition} = this.#leaf;
    const definitions = page.definitionLevels?.length ? page.definitionLevels : null;
    const {repetitionLevels: repetitions} = page;
    let next = 0;
    for (let i = 0; i < count; i++) {
      const level = definitions ? definitions[i]! : definition;
      if (this.#isNested) {
        this.#definitions.push(level);
        this.#repetitions.push(repetitions[i] ?? 0);
      }
      if (level < slotDefinition) continue;
      if (level < definition) this.#sink.putNull();
      else {
        const value = values[next++];
        const whole = isIndex ? dictionary![value as number] : value;
        if (whole === undefined) throw new Error('a value is missing');
        this.#sink.put(whole);
      }
    }
    return count;
  }

  finish(): Chunk {
    const data = this.#sink.finish();
    return {data, definitions: this.#definitions, repetitions: this.#repetitions};
  }
}

function decoded(bytes: Uint8Array, header: PageHeader, decoder: Decoder) {
  if (header.type === 'DATA_PAGE_V2') {
    const {num_values: count, encoding} = header.data_page_header_v2!;
    return {page: readDataPageV2(bytes, header, decoder), count, encoding};
  }
  const {num_values: count, encoding} = header.data_page_header!;
  const {codec, compressors} = decoder;
  const whole = decompressPage(bytes, header.uncompressed_page_size, codec, compressors);
  return {page: readDataPage(whole, header.data_page_header!, decoder), count, encoding};
}
