import type {MimeBundle} from '../protocol/messages.js';
import type {MagicCall, MagicProgress} from './magic.js';

/** What a handler did with its call. */
export interface RecordedCall extends MagicCall {
  readonly reports: MagicProgress[];
  readonly displays: {data: MimeBundle; metadata: Record<string, unknown>}[];
  readonly printed: {name: string; text: string}[];
  abort(): void;
}

/** A call that keeps what a handler shows, for tests of handlers alone. */
export function recordedCall(call: Partial<MagicCall> = {}): RecordedCall {
  const controller = new AbortController();
  const reports: MagicProgress[] = [];
  const displays: RecordedCall['displays'] = [];
  const printed: RecordedCall['printed'] = [];
  return {
    name: 'test',
    connection: '',
    flags: {},
    words: [],
    body: '',
    target: null,
    signal: controller.signal,
    ...call,
    reports,
    displays,
    printed,
    abort: () => controller.abort(),
    progress: (progress) => void reports.push(progress),
    display: (data, metadata = {}) => {
      const shown = {data, metadata};
      displays.push(shown);
      return {
        update: (changed, changedMetadata = {}) =>
          void Object.assign(shown, {data: changed, metadata: changedMetadata}),
      };
    },
    print: (text, name = 'stdout') => void printed.push({name, text}),
  };
}
