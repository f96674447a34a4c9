/**
 * Jupyter messages, as the messaging protocol 5.3 defines them.
 *
 * Source: https://jupyter-client.readthedocs.io/en/stable/messaging.html
 */
import {uuid} from './uuid.js';

/** The version of the messaging protocol that this library speaks. */
export const PROTOCOL_VERSION = '5.3';

export type Channel = 'shell' | 'control' | 'iopub' | 'stdin';

/** JSON by MIME type: what `display_data`, `execute_result` and `inspect_reply` carry. */
export type MimeBundle = Record<string, unknown>;

export interface Header {
  readonly msg_id: string;
  readonly session: string;
  readonly username: string;
  /** ISO 8601 with a zone. */
  readonly date: string;
  readonly msg_type: string;
  readonly version: string;
}

/**
 * One Jupyter message. Everything but `buffers` is plain JSON.
 *
 * @typeParam T the message type, which also decides the shape of `content`
 */
export interface Message<T extends string = string> {
  readonly channel: Channel;
  readonly header: Header & {readonly msg_type: T};
  /** The whole header of the request that caused this message, or `{}`. */
  readonly parent_header: Header | Record<string, never>;
  readonly metadata: Record<string, unknown>;
  readonly content: T extends keyof Contents ? Contents[T] : Record<string, unknown>;
  readonly buffers?: ArrayBuffer[];
}

export type ExecutionState = 'starting' | 'idle' | 'busy';

export interface ErrorContent {
  /** The bare name of the exception class, such as `ValueError`. */
  ename: string;
  evalue: string;
  /** Lines of text that may carry ANSI colours. */
  traceback: string[];
}

export interface ExecuteRequest {
  code: string;
  silent?: boolean;
  store_history?: boolean;
  user_expressions?: Record<string, string>;
  allow_stdin?: boolean;
  stop_on_error?: boolean;
}

export type ExecuteReply =
  | {
      status: 'ok';
      execution_count: number;
      user_expressions: Record<string, unknown>;
      payload?: Record<string, unknown>[];
    }
  | ({status: 'error'; execution_count: number} & ErrorContent)
  | {status: 'aborted'; execution_count?: number};

export interface DisplayContent {
  data: MimeBundle;
  metadata: Record<string, unknown>;
  /** Never saved. `caption` is this library's own: what is worth knowing of this run. */
  transient?: {display_id?: string; caption?: string};
}

export interface KernelInfo {
  status: 'ok';
  protocol_version: string;
  implementation: string;
  implementation_version: string;
  language_info: {
    name: string;
    version: string;
    mimetype: string;
    file_extension: string;
    pygments_lexer?: string;
    codemirror_mode?: string | Record<string, unknown>;
    nbconvert_exporter?: string;
  };
  banner: string;
  help_links?: {text: string; url: string}[];
}

export interface CompleteReply {
  status: 'ok';
  matches: string[];
  /** Unicode code points, not UTF-16 units. */
  cursor_start: number;
  cursor_end: number;
  metadata: {
    _jupyter_types_experimental?: {
      start: number;
      end: number;
      text: string;
      type: string;
      signature?: string;
    }[];
  };
}

export interface InspectReply {
  status: 'ok';
  found: boolean;
  data: MimeBundle;
  metadata: Record<string, unknown>;
}

/** The content of each message type that this library reads or writes. */
export interface Contents {
  execute_request: ExecuteRequest;
  execute_reply: ExecuteReply;
  execute_input: {code: string; execution_count: number};
  stream: {name: 'stdout' | 'stderr'; text: string};
  display_data: DisplayContent;
  update_display_data: DisplayContent;
  execute_result: DisplayContent & {execution_count: number};
  clear_output: {wait: boolean};
  error: ErrorContent;
  status: {execution_state: ExecutionState};
  input_request: {prompt: string; password: boolean};
  input_reply: {value: string; status?: 'ok'};
  complete_request: {code: string; cursor_pos: number};
  complete_reply: CompleteReply;
  inspect_request: {code: string; cursor_pos: number; detail_level?: 0 | 1};
  inspect_reply: InspectReply;
  is_complete_request: {code: string};
  is_complete_reply: {status: 'complete' | 'incomplete' | 'invalid' | 'unknown'; indent?: string};
  kernel_info_request: Record<string, never>;
  kernel_info_reply: KernelInfo;
  interrupt_request: Record<string, never>;
  interrupt_reply: {status: 'ok'};
  shutdown_request: {restart: boolean};
  shutdown_reply: {status: 'ok'; restart: boolean};
  comm_open: {comm_id: string; target_name: string; data: Record<string, unknown>};
  comm_msg: {comm_id: string; data: Record<string, unknown>};
  comm_close: {comm_id: string; data: Record<string, unknown>};
}

/** Makes a request with a fresh header, ready to be sent to a kernel. */
export function createMessage<T extends keyof Contents>(
  type: T,
  content: Contents[T],
  {
    channel = 'shell',
    session,
    parent = {},
    metadata = {},
    buffers,
  }: {
    channel?: Channel;
    session: string;
    parent?: Header | Record<string, never>;
    metadata?: Record<string, unknown>;
    buffers?: ArrayBuffer[];
  },
): Message<T> & Message {
  return {
    channel,
    header: {
      msg_id: uuid(),
      session,
      username: '',
      date: new Date().toISOString(),
      msg_type: type,
      version: PROTOCOL_VERSION,
    },
    parent_header: parent,
    metadata,
    content,
    buffers,
  } as Message<T> & Message;
}

/** Narrows a message to one type. */
export function isMessage<T extends keyof Contents>(
  message: Message,
  type: T,
): message is Message<T> & Message {
  return message.header.msg_type === type;
}
