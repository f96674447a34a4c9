/**
 * The boundary between the page and the kernel's worker: the only file of types that both import.
 *
 * Calls go through Comlink. Jupyter messages go both ways by plain `postMessage` on the same port,
 * because a Comlink callback lets a reply overtake its own output. What is posted is an object with
 * a `kind`, which Comlink ignores.
 */
import type {KernelInfo, Message} from '../../protocol/messages.js';

export type InterruptMethod = 'shared' | 'suspend' | 'poll';

export interface BootOptions {
  /** Absolute, ends with `/`; where `pyodide.mjs` and `pyodide-lock.json` are. */
  readonly pyodideUrl: string;
  /** Packages to load before the first execution. */
  readonly packages: readonly string[];
  /** The session of every message of this kernel. */
  readonly session: string;
  /** The page's origin is cross-origin isolated: signals and answers to `input()` travel in here. */
  readonly shared?: SharedArrayBuffer;
  /** Forces a method that the browser has, where it would choose a better one. */
  readonly interrupt?: InterruptMethod;
}

/** Typed failures travel as values: Comlink keeps only message, name and stack of an error. */
export interface Failure {
  readonly name: string;
  readonly message: string;
}

export type BootResult =
  | {readonly ok: true; readonly info: KernelInfo; readonly interrupt: InterruptMethod}
  | {readonly ok: false; readonly error: Failure};

export interface WorkerApi {
  boot(options: BootOptions): Promise<BootResult>;
}

export interface Progress {
  readonly phase: string;
  readonly loadedBytes: number;
  readonly totalBytes?: number;
}

/** What the page posts to the worker. */
export type ToWorker =
  /** One message of the shell channel; the next one is posted after `done`. */
  | {readonly kind: 'request'; readonly message: Message; readonly interrupts: number}
  /** How many interrupts there have been: those up to `interrupts` of a request are not meant for it. */
  | {readonly kind: 'interrupt'; readonly interrupts: number}
  /** The answer to the `input_request` of that number in this kernel. */
  | {readonly kind: 'answer'; readonly value: string; readonly question: number}
  /** How many batches of messages the page has taken. */
  | {readonly kind: 'taken'; readonly batches: number};

/** What the worker posts to the page. */
export type FromWorker =
  /** The worker holds the Web Lock named after the session for as long as it lives. */
  | {readonly kind: 'alive'}
  | {readonly kind: 'progress'; readonly progress: Progress | null}
  | {readonly kind: 'messages'; readonly messages: Message[]}
  /** The request has been answered; `failure` when the shell itself failed. */
  | {readonly kind: 'done'; readonly failure?: Failure}
  /** Python cannot go on. */
  | {readonly kind: 'fatal'; readonly failure: Failure}
  | ({readonly kind: 'flag'} & Flag);

/**
 * Blob URLs that a blocked worker watches by synchronous requests, since it gets no messages: the
 * page tells it something by revoking them.
 */
export type Flag =
  /** Revoked when the count of interrupts has reached `interrupts`. */
  | {readonly flag: 'interrupt'; readonly interrupts: number; readonly url: string}
  /** Revoked when the page has taken all messages that were posted before. */
  | {readonly flag: 'taken'; readonly url: string}
  /**
   * Revoked when the answer to `input()` is there: first those of `bits` that are set in the id of
   * the blob that holds it (see `blob-id.ts`), then `url`.
   */
  | {readonly flag: 'answer'; readonly bits: readonly string[]; readonly url: string};
