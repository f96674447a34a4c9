import {Builder} from 'flatbuffers';
import {Block} from 'apache-arrow/fb/block';
import {Buffer} from 'apache-arrow/fb/buffer';
import {FieldNode} from 'apache-arrow/fb/field-node';
import {Footer} from 'apache-arrow/fb/footer';
import {MessageHeader} from 'apache-arrow/fb/message-header';
import {Message} from 'apache-arrow/fb/message';
import {MetadataVersion} from 'apache-arrow/fb/metadata-version';
import {RecordBatch} from 'apache-arrow/fb/record-batch';
import type {Field} from '../schema.js';
import type {ArrayData, Batch, Table} from '../table.js';
import {writeSchema} from './write-schema.js';

const MAGIC = Uint8Array.of(65, 82, 82, 79, 87, 49, 0, 0);
const END = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0);

export function writeTable(table: Table, format: 'stream' | 'file'): Uint8Array {
  const parts = new Parts();
  if (format === 'file') parts.push(MAGIC);
  parts.push(schemaMessage(table.fields));
  const blocks = table.batches.map((batch) => {
    const {message, body, bodyLength} = batchMessage(batch);
    const block = {offset: parts.length, metaDataLength: message.length, bodyLength};
    parts.push(message, ...body);
    return block;
  });
  parts.push(END);
  if (format === 'file') {
    const footer = footerBytes(table, blocks);
    parts.push(footer, bytesOfInt(footer.length), MAGIC.subarray(0, 6));
  }
  return parts.join();
}

class Parts {
  readonly #parts: Uint8Array[] = [];
  length = 0;

  push(...parts: Uint8Array[]): void {
    for (const part of parts) {
      this.#parts.push(part);
      this.length += part.length;
    }
  }

  join(): Uint8Array {
    const joined = new Uint8Array(this.length);
    let at = 0;
    for (const part of this.#parts) {
      joined.set(part, at);
      at += part.length;
    }
    return joined;
  }
}

function bytesOfInt(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setInt32(0, value, true);
  return bytes;
}

/** How many bytes make `length` a multiple of 8. */
function padding(length: number): Uint8Array {
  return new Uint8Array((8 - (length % 8)) % 8);
}

export function schemaMessage(fields: readonly Field[]): Uint8Array {
  const builder = new Builder(1024);
  return framed(builder, MessageHeader.Schema, writeSchema(builder, fields), 0);
}

/** A message with its length before it, padded so that what follows is aligned. */
function framed(
  builder: Builder,
  type: MessageHeader,
  header: number,
  bodyLength: number,
): Uint8Array {
  const message = Message.createMessage(
    builder,
    MetadataVersion.V5,
    type,
    header,
    BigInt(bodyLength),
    0,
  );
  builder.finish(message);
  const bytes = builder.asUint8Array();
  const size = bytes.length + padding(bytes.length).length;
  const whole = new Uint8Array(8 + size);
  whole.set(END.subarray(0, 4));
  whole.set(bytesOfInt(size), 4);
  whole.set(bytes, 8);
  return whole;
}

function batchMessage(batch: Batch): {message: Uint8Array; body: Uint8Array[]; bodyLength: number} {
  const nodes: ArrayData[] = [];
  const buffers: {offset: number; length: number}[] = [];
  const body: Uint8Array[] = [];
  let bodyLength = 0;
  const visit = (data: ArrayData) => {
    nodes.push(data);
    for (const bytes of data.buffers) {
      const length = bytes?.length ?? 0;
      buffers.push({offset: bodyLength, length});
      if (!bytes) continue;
      const pad = padding(length);
      body.push(bytes, pad);
      bodyLength += length + pad.length;
    }
    data.children.forEach(visit);
  };
  batch.columns.forEach(visit);

  const builder = new Builder(1024);
  // Vectors of structs are written from their end.
  RecordBatch.startNodesVector(builder, nodes.length);
  for (const {length, nullCount} of nodes.reverse()) {
    FieldNode.createFieldNode(builder, BigInt(length), BigInt(nullCount));
  }
  const nodesOffset = builder.endVector();
  RecordBatch.startBuffersVector(builder, buffers.length);
  for (const {offset, length} of buffers.reverse()) {
    Buffer.createBuffer(builder, BigInt(offset), BigInt(length));
  }
  const buffersOffset = builder.endVector();
  RecordBatch.startRecordBatch(builder);
  RecordBatch.addLength(builder, BigInt(batch.length));
  RecordBatch.addNodes(builder, nodesOffset);
  RecordBatch.addBuffers(builder, buffersOffset);
  const header = RecordBatch.endRecordBatch(builder);
  return {
    message: framed(builder, MessageHeader.RecordBatch, header, bodyLength),
    body,
    bodyLength,
  };
}

interface FileBlock {
  readonly offset: number;
  readonly metaDataLength: number;
  readonly bodyLength: number;
}

function footerBytes(table: Table, blocks: readonly FileBlock[]): Uint8Array {
  const builder = new Builder(1024);
  const schema = writeSchema(builder, table.fields);
  Footer.startRecordBatchesVector(builder, blocks.length);
  for (const {offset, metaDataLength, bodyLength} of blocks.toReversed()) {
    Block.createBlock(builder, BigInt(offset), metaDataLength, BigInt(bodyLength));
  }
  const recordBatches = builder.endVector();
  Footer.startFooter(builder);
  Footer.addVersion(builder, MetadataVersion.V5);
  Footer.addSchema(builder, schema);
  Footer.addRecordBatches(builder, recordBatches);
  builder.finish(Footer.endFooter(builder));
  return builder.asUint8Array();
}
