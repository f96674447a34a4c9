import {
  PROTOCOL_VERSION,
  type Channel,
  type ExecutionState,
  type Header,
  type Message,
} from '../protocol/messages.js';
import {uuid} from '../protocol/uuid.js';

/** Makes the messages that the page answers for a kernel whose worker is busy, or gone. */
export class Replies {
  readonly #session: string;

  constructor(session: string) {
    this.#session = session;
  }

  status(state: ExecutionState, parent?: Header): Message {
    return this.#message('iopub', 'status', {execution_state: state}, parent);
  }

  reply(request: Message, content: Record<string, unknown>): Message {
    const type = request.header.msg_type.replace(/_request$/, '_reply');
    return this.#message(request.channel, type, content, request.header);
  }

  #message(
    channel: Channel,
    type: string,
    content: Record<string, unknown>,
    parent?: Header,
  ): Message {
    return {
      channel,
      header: {
        msg_id: uuid(),
        session: this.#session,
        username: 'kernel',
        date: new Date().toISOString(),
        msg_type: type,
        version: PROTOCOL_VERSION,
      },
      parent_header: parent ?? {},
      metadata: {},
      content,
    };
  }
}
