/**
 * The boundary between the page and the kernel's worker: the only file of types that both import.
 *
 * Calls go through Comlink. Jupyter messages go both ways as plain `postMessage` of a `Message` on
 * the same port, because a Comlink callback lets a reply overtake its own output.
 */
import type {KernelInfo} from '../../protocol/messages.js';

export type InterruptMethod = 'shared' | 'suspend' | 'poll';

export interface BootOptions {
  /** Absolute, ends with `/`; where `pyodide.mjs` and `pyodide-lock.json` are. */
  readonly pyodideUrl: string;
  /** Packages to load before the first execution. */
  readonly packages: readonly string[];
  /** The page's origin is cross-origin isolated: signals and answers to `input()` travel in here. */
  readonly shared?: SharedArrayBuffer;
  /** Forces a method that the browser has, where it would choose a better one. */
  readonly interrupt?: InterruptMethod;
}

/** Typed failures travel as values: Comlink keeps only message, name and stack of an error. */
export type BootResult =
  | {readonly ok: true; readonly info: KernelInfo; readonly interrupt: InterruptMethod}
  | {readonly ok: false; readonly error: {readonly name: string; readonly message: string}};

export interface WorkerApi {
  boot(options: BootOptions): Promise<BootResult>;
}
