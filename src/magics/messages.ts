import type {Execution} from '../kernel/execution.js';
import {type Kernel, KernelMessageEvent} from '../kernel/kernel.js';
import type {Channel, Contents, ExecuteReply, Message, MimeBundle} from '../protocol/messages.js';
import {createMessage} from '../protocol/messages.js';
import {uuid} from '../protocol/uuid.js';
import type {MagicDisplay, MagicProgress} from './magic.js';

/** What is over sooner needs no progress, which would only flicker. */
const progressAfterMs = 300;
const progressEveryMs = 100;

/** How the progress of a magic is displayed; see `outputs/progress.ts`. */
const progressType = 'application/vnd.serverless.progress+json';

/** Sends what a handler shows as messages of its cell's request, as if the kernel had. */
export class MagicMessages {
  readonly #kernel: Kernel;
  readonly #execution: Execution;
  readonly #session = uuid();
  /** What stays when the progress disappears, by the id of its display. */
  readonly #kept = new Map<string, Message>();
  #progress: MagicProgress | null = null;
  #progressId: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(kernel: Kernel, execution: Execution) {
    this.#kernel = kernel;
    this.#execution = execution;
  }

  send<T extends keyof Contents>(type: T, content: Contents[T], channel: Channel = 'iopub'): void {
    this.#emit(this.#message(type, content, channel));
  }

  /** Passes a message of another request on as one of this. */
  relay(message: Message): void {
    this.#emit({...message, parent_header: this.#execution.header});
  }

  isOwn({parent_header: parent}: Message): boolean {
    return parent['msg_id'] === this.#execution.header.msg_id;
  }

  print(text: string, name: 'stdout' | 'stderr'): void {
    const message = this.#message('stream', {name, text});
    this.#kept.set(uuid(), message);
    this.#emit(message);
  }

  display(data: MimeBundle, metadata: Record<string, unknown> = {}): MagicDisplay {
    const id = this.#display(data, metadata);
    return {
      update: (newData, newMetadata = {}) => this.#update(id, newData, newMetadata),
    };
  }

  /** Shows progress, once the work takes long enough for it, in one display that changes. */
  progress(progress: MagicProgress): void {
    this.#progress = progress;
    this.#timer ??= setTimeout(() => this.#showProgress(), progressAfterMs);
  }

  /**
   * Removes the progress.
   *
   * @param wait - whether other output is about to come, which then takes its place at once
   */
  clearProgress({wait}: {wait: boolean}): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#progress = null;
    if (!this.#progressId) return;
    this.#progressId = null;
    this.send('clear_output', {wait: wait || this.#kept.size > 0});
    for (const message of this.#kept.values()) this.#emit(message);
  }

  reply(content: ExecuteReply): void {
    this.send('execute_reply', content, 'shell');
  }

  #showProgress(): void {
    this.#timer = undefined;
    if (!this.#progress) return;
    const data = {[progressType]: this.#progress, 'text/plain': textOf(this.#progress)};
    this.#progress = null;
    if (this.#progressId) {
      this.send('update_display_data', displayContent(data, {}, this.#progressId));
    } else {
      this.#progressId = uuid();
      this.send('display_data', displayContent(data, {}, this.#progressId));
    }
    this.#timer = setTimeout(() => this.#showProgress(), progressEveryMs);
  }

  #display(data: MimeBundle, metadata: Record<string, unknown>): string {
    const id = uuid();
    const message = this.#message('display_data', displayContent(data, metadata, id));
    this.#kept.set(id, message);
    this.#emit(message);
    return id;
  }

  #update(id: string, data: MimeBundle, metadata: Record<string, unknown>): void {
    const content = displayContent(data, metadata, id);
    this.#kept.set(id, this.#message('display_data', content));
    this.send('update_display_data', content);
  }

  #message<T extends keyof Contents>(
    type: T,
    content: Contents[T],
    channel: Channel = 'iopub',
  ): Message {
    const {header} = this.#execution;
    return createMessage(type, content, {channel, session: this.#session, parent: header});
  }

  #emit(message: Message): void {
    this.#kernel.dispatchEvent(new KernelMessageEvent(message));
    this.#execution.handle(message);
  }
}

function displayContent(
  data: MimeBundle,
  metadata: Record<string, unknown>,
  id: string,
): Contents['display_data'] {
  return {data, metadata, transient: {display_id: id}};
}

function textOf({text, fraction, detail}: MagicProgress): string {
  const percent = fraction === undefined ? '' : `: ${Math.floor(fraction * 100)} %`;
  return `${text}${percent}${detail ? ` (${detail})` : ''}`;
}
