import {PROTOCOL_VERSION, type Message} from '../../protocol/messages.js';
import {uuid} from '../../protocol/uuid.js';
import {post} from './port.js';

/** Output is posted at most this often while there is much of it. */
const PERIOD_MS = 30;
/**
 * After a pause, and at the start of a cell, this many batches are posted at once: Python may then
 * be deaf in a long call.
 */
const FIRST_BATCHES = 4;
const PAUSE_MS = 200;
/** A batch is posted at once when its text is longer. */
const BATCH_LENGTH = 1 << 18;
/** One message carries no more of a stream, so that neither side holds much more than this at once. */
const STREAM_LENGTH = 1 << 19;
/** Batches that the page may be behind before Python waits for it. */
const BATCHES_AHEAD = 16;

/**
 * Messages on their way to the page, posted in batches so that a loop that prints does not flood it.
 * Neighbouring pieces of one stream are joined.
 */
export class Outbox {
  /** Batches that the page has taken, as it says. */
  taken = 0;
  #session: string;
  #messages: Message[] = [];
  #length = 0;
  #posted = 0;
  #lastPost = -Infinity;
  /** Batches that were posted at once since the last pause. */
  #first = 0;
  #timer: number | undefined;

  constructor(session: string) {
    this.#session = session;
  }

  get posted(): number {
    return this.#posted;
  }

  /** The page is so far behind that Python should wait. */
  get isFull(): boolean {
    return this.#posted - this.taken > BATCHES_AHEAD;
  }

  push(message: Omit<Message, 'header'>, type: string): void {
    const last = this.#messages.at(-1);
    if (last && isSameStream(last, message, type)) {
      const content = last.content as {text: string};
      content.text += message.content['text'] as string;
    } else {
      this.#messages.push({...message, header: this.#header(type)});
    }
    this.#length += sizeOf(message);
    const quietMs = performance.now() - this.#lastPost;
    if (quietMs > PAUSE_MS || type === 'execute_input') this.#first = 0;
    const isFirst = this.#first++ < FIRST_BATCHES;
    if (isFirst || quietMs > PERIOD_MS || this.#length >= BATCH_LENGTH) this.flush();
    else this.#timer ??= self.setTimeout(() => this.flush(), PERIOD_MS);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#messages.length === 0) return;
    const messages = this.#messages;
    this.#messages = [];
    this.#length = 0;
    this.#posted++;
    this.#lastPost = performance.now();
    post(
      {kind: 'messages', messages},
      messages.flatMap((message) => message.buffers ?? []),
    );
  }

  #header(type: string): Message['header'] {
    return {
      msg_id: uuid(),
      session: this.#session,
      username: 'kernel',
      date: new Date().toISOString(),
      msg_type: type,
      version: PROTOCOL_VERSION,
    };
  }
}

function isSameStream(last: Message, next: Omit<Message, 'header'>, type: string): boolean {
  return (
    type === 'stream' &&
    last.header.msg_type === 'stream' &&
    last.content['name'] === next.content['name'] &&
    last.parent_header['msg_id'] === next.parent_header['msg_id'] &&
    (last.content['text'] as string).length < STREAM_LENGTH
  );
}

/** Roughly, and cheaply: only streams and buffers become big by being many. */
function sizeOf({content, buffers}: Omit<Message, 'header'>): number {
  const text = content['text'];
  const bytes = buffers?.reduce((sum, buffer) => sum + buffer.byteLength, 0) ?? 0;
  return bytes + (typeof text === 'string' ? text.length : 1000);
}
