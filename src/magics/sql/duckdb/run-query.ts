import {ByteBuffer} from 'flatbuffers';
import {Message} from 'apache-arrow/fb/message';
import {MessageHeader} from 'apache-arrow/fb/message-header';
import {RecordBatch} from 'apache-arrow/fb/record-batch';
import {Schema} from 'apache-arrow/fb/schema';
import {castsFor, needsCast} from './casts.js';
import {call} from './core.js';
import type {QueryLimits} from './protocol.js';

interface Watch {
  readonly signal: AbortSignal;
  readonly onRows: (rows: number, bytes: number) => void;
}

/** For how long the thread is held before it looks for messages, such as that of a cancel. */
const SLICE_MS = 10;
const REPORT_MS = 200;

/**
 * Runs a query bit by bit, so that it can be cancelled, and gives its result as one Arrow stream, or
 * as much of it as the limits allow.
 */
export async function runQuery(
  connection: number,
  sql: string,
  canBeWrapped: boolean,
  limits: QueryLimits,
  {signal, onRows}: Watch,
): Promise<{bytes: Uint8Array; exceeded: 'rows' | 'bytes' | null}> {
  let sliceEnd = performance.now() + SLICE_MS;
  let nextReport = sliceEnd + REPORT_MS;
  let [rows, bytes] = [0, 0];
  const pause = async (): Promise<void> => {
    const now = performance.now();
    if (now < sliceEnd) return;
    if (now >= nextReport && rows > 0) {
      onRows(rows, bytes);
      nextReport = now + REPORT_MS;
    }
    await nextTask();
    sliceEnd = performance.now() + SLICE_MS;
    signal.throwIfAborted();
  };
  let hasEnded = false;
  try {
    const start = async (text: string): Promise<Uint8Array> => {
      let header = await call('START_PENDING_QUERY', connection, text, true);
      while (!header) {
        await pause();
        header = await call('POLL_PENDING_QUERY', connection);
      }
      return header;
    };
    let header = await start(sql);
    if (canBeWrapped && needsCast(schemaOf(header))) {
      await call('CANCEL_PENDING_QUERY', connection);
      header = await start(await castsFor(connection, sql));
    }
    const chunks = [header];
    bytes = header.length;
    let exceeded: 'rows' | 'bytes' | null = null;
    while (!exceeded && (limits.take === null || rows < limits.take)) {
      await pause();
      const chunk = await call('FETCH_QUERY_RESULTS', connection);
      if (!chunk) continue;
      if (chunk.length === 0) {
        hasEnded = true;
        break;
      }
      chunks.push(chunk);
      rows += rowsOf(chunk);
      bytes += chunk.length;
      const wanted = limits.take === null ? rows : Math.min(rows, limits.take);
      if (wanted > limits.rows) exceeded = 'rows';
      else if (bytes > limits.bytes) exceeded = 'bytes';
    }
    return {bytes: joined(exceeded ? [header] : chunks), exceeded};
  } finally {
    if (!hasEnded) await call('CANCEL_PENDING_QUERY', connection).catch(() => {});
  }
}

function schemaOf(header: Uint8Array): Schema {
  return messageOf(header).header(new Schema()) as Schema;
}

/** The rows of an Arrow message that is a batch. */
function rowsOf(chunk: Uint8Array): number {
  const message = messageOf(chunk);
  if (message.headerType() !== MessageHeader.RecordBatch) return 0;
  return Number((message.header(new RecordBatch()) as RecordBatch).length());
}

function messageOf(chunk: Uint8Array): Message {
  const data = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  const start = data.getUint32(0, true) === 0xffff_ffff ? 8 : 4;
  return Message.getRootAsMessage(new ByteBuffer(chunk.subarray(start)));
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(chunks.reduce((sum, {length}) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** Lets messages in; a timer would wait for 4 ms. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const {port1, port2} = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
