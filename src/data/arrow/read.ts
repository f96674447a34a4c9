import {ByteBuffer} from 'flatbuffers';
import {DictionaryBatch} from 'apache-arrow/fb/dictionary-batch';
import {Endianness} from 'apache-arrow/fb/endianness';
import {Footer} from 'apache-arrow/fb/footer';
import {MessageHeader} from 'apache-arrow/fb/message-header';
import {Message} from 'apache-arrow/fb/message';
import {RecordBatch} from 'apache-arrow/fb/record-batch';
import {Schema} from 'apache-arrow/fb/schema';
import {DataError} from '../errors.js';
import {describeBytes} from '../sniff.js';
import {concatArrays} from '../slice.js';
import type {Field} from '../schema.js';
import {Table, type ArrayData, type Batch} from '../table.js';
import {Cursor} from './cursor.js';
import {bounded, importerOf, type Importer, type IpcOptions} from './importers.js';

export type {IpcOptions};

/** What begins and ends a file; a stream has none. */
const MAGIC = 'ARROW1';
const CONTINUATION = 0xffff_ffff;

export function readTable(bytes: Uint8Array, options: IpcOptions): Table {
  try {
    return isFile(bytes) ? readFile(bytes, options) : readStream(bytes, options);
  } catch (cause) {
    if (cause instanceof DataError) throw cause;
    throw corrupt(bytes, cause);
  }
}

function corrupt(bytes: Uint8Array, cause?: unknown): DataError {
  return new DataError(
    `The Arrow data cannot be read: ${describeBytes(bytes)}. Give an Arrow IPC stream or file that is whole.`,
    {cause},
  );
}

function cutShort(what: string): DataError {
  return new DataError(
    `The Arrow data is cut short: it ends within ${what}. Load it again; if it stays short, write it again.`,
  );
}

function isFile(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(0, MAGIC.length)) === MAGIC;
}

interface Part {
  readonly message: Message;
  readonly body: Uint8Array;
  /** Where the next message begins. */
  readonly end: number;
}

/** The message at a place; null at the end of the stream. */
function readPart(bytes: Uint8Array, start: number): Part | null {
  if (start === bytes.length) return null;
  if (start + 4 > bytes.length) throw cutShort('the length of a message');
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = start;
  if (data.getUint32(at, true) === CONTINUATION) at += 4;
  if (at + 4 > bytes.length) throw cutShort('the length of a message');
  const size = data.getInt32(at, true);
  at += 4;
  if (size === 0) return null;
  if (size < 0) throw corrupt(bytes);
  if (at + size > bytes.length) {
    throw start === 0 && data.getUint32(0, true) !== CONTINUATION
      ? corrupt(bytes)
      : cutShort('a message');
  }
  const message = Message.getRootAsMessage(new ByteBuffer(bytes.subarray(at, at + size)));
  at += size;
  const end = at + Number(message.bodyLength());
  if (!(end >= at)) throw corrupt(bytes);
  if (end > bytes.length) throw cutShort('the values of a batch');
  return {message, body: bytes.subarray(at, end), end};
}

function* streamParts(bytes: Uint8Array): Generator<Part, void> {
  for (let part = readPart(bytes, 0); part; part = readPart(bytes, part.end)) yield part;
}

function readStream(bytes: Uint8Array, options: IpcOptions): Table {
  if (bytes.length === 0) throw corrupt(bytes);
  let reading: Reading | null = null;
  for (const {message, body} of streamParts(bytes)) {
    if (message.headerType() === MessageHeader.Schema) {
      if (reading) throw corrupt(bytes);
      reading = new Reading(message.header(new Schema()) as Schema, options);
    } else if (reading) reading.add(message, body);
    else throw corrupt(bytes);
  }
  if (!reading) throw corrupt(bytes);
  return reading.finish();
}

function readFile(bytes: Uint8Array, options: IpcOptions): Table {
  const footerEnd = bytes.length - MAGIC.length - 4;
  if (footerEnd < 8 || !isFile(bytes.subarray(-MAGIC.length)))
    throw cutShort('the file, before its footer');
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const footerSize = data.getInt32(footerEnd, true);
  if (footerSize <= 0 || footerSize > footerEnd) throw corrupt(bytes);
  const footer = Footer.getRootAsFooter(
    new ByteBuffer(bytes.subarray(footerEnd - footerSize, footerEnd)),
  );
  const reading = new Reading(footer.schema()!, options);
  const blocks = [
    ...Array.from({length: bounded(footer.dictionariesLength(), footer)}, (_, i) =>
      footer.dictionaries(i)!,
    ),
    ...Array.from({length: bounded(footer.recordBatchesLength(), footer)}, (_, i) =>
      footer.recordBatches(i)!,
    ),
  ];
  for (const block of blocks) {
    const part = readPart(bytes, Number(block.offset()));
    if (!part) throw corrupt(bytes);
    reading.add(part.message, part.body);
  }
  return reading.finish();
}

/** The fields of a schema message alone, as Parquet files carry one. */
export function readFields(message: Uint8Array): readonly Field[] {
  return readStream(message, {}).fields;
}

/** Takes the messages that follow a schema. */
class Reading {
  readonly #importers: readonly Importer[];
  readonly #dictionaries = new Map<bigint, ArrayData>();
  /** How each dictionary's values are read. */
  readonly #values = new Map<bigint, Importer>();
  readonly #batches: Batch[] = [];

  constructor(schema: Schema, options: IpcOptions) {
    if (schema.endianness() === Endianness.Big) {
      throw new DataError(
        'The Arrow data is big-endian, which is not read here: write it on a little-endian machine.',
      );
    }
    const context = {options, dictionaries: this.#dictionaries, values: this.#values};
    this.#importers = Array.from({length: bounded(schema.fieldsLength(), schema)}, (_, i) =>
      importerOf(schema.fields(i)!, context),
    );
  }

  add(message: Message, body: Uint8Array): void {
    if (message.headerType() === MessageHeader.RecordBatch) {
      const batch = message.header(new RecordBatch()) as RecordBatch;
      const cursor = new Cursor(batch, body);
      const columns = this.#importers.map((importer) => importer.read(cursor));
      const length = Number(batch.length());
      if (columns.some((column) => column.length !== length)) {
        throw new DataError(
          'The Arrow data is corrupt: the columns of a batch differ in length. Write it again.',
        );
      }
      this.#batches.push({length, columns});
    } else if (message.headerType() === MessageHeader.DictionaryBatch) {
      this.#addDictionary(message.header(new DictionaryBatch()) as DictionaryBatch, body);
    }
  }

  finish(): Table {
    return new Table(
      this.#importers.map(({field}) => field),
      this.#batches,
    );
  }

  #addDictionary(batch: DictionaryBatch, body: Uint8Array): void {
    const importer = this.#values.get(batch.id());
    if (!importer) return;
    const values = importer.read(new Cursor(batch.data()!, body));
    const before = batch.isDelta() ? this.#dictionaries.get(batch.id()) : undefined;
    this.#dictionaries.set(
      batch.id(),
      before ? concatArrays(importer.field, [before, values]) : values,
    );
  }
}
