import type {Table} from '../data/table.js';
import type {Kernel} from '../kernel/kernel.js';
import type {MimeBundle} from '../protocol/messages.js';
import type {Flags, FlagSpecs} from './flags.js';

/**
 * Answers cells that start with `%%name`, in JavaScript, so that they run alike on any kernel.
 *
 * ```ts
 * notebook.magics.add({
 *   name: 'tickets',
 *   flags: {open: {type: 'boolean', help: 'only those that are not closed'}},
 *   async run(call) {
 *     const response = await fetch(`/tickets?q=${encodeURIComponent(call.body)}`, {signal: call.signal});
 *     return {table: await response.json()};
 *   },
 * });
 * ```
 */
export interface MagicHandler {
  /** Of the magic, without `%%`. */
  readonly name: string;
  /** Tells several handlers of one magic apart; `''` is the one that a cell gets that names none. */
  readonly connection?: string;
  /** One line for lists and completions. */
  readonly help?: string;
  /** What may stand in the header line, besides what all magics have: `--out NAME`, `NAME <<`. */
  readonly flags?: FlagSpecs;
  /**
   * What the words of the header that are no flags mean: `connection` (by default) takes the first
   * as the connection and adds what follows to the body, `words` leaves them to the handler.
   */
  readonly header?: 'connection' | 'words';
  /** In which language the body is highlighted. */
  readonly language?: 'sql' | 'graphql' | 'yaml' | 'text';
  /**
   * Does the work. What it returns is injected into the kernel; what it throws becomes the error of
   * the cell: a `MagicError` where it can say more than a message.
   */
  run(call: MagicCall, kernel: Kernel): Promise<MagicResult | readonly MagicResult[] | undefined>;
  /** Proposes what can stand at a place of the body, such as tables and columns. */
  complete?(request: MagicCompletionRequest, kernel: Kernel): Promise<readonly MagicCompletion[]>;
}

/** One run of a cell with a magic. */
export interface MagicCall {
  readonly name: string;
  readonly connection: string;
  readonly flags: Flags;
  /** The words of the header that are no flags, where the handler says `header: 'words'`. */
  readonly words: readonly string[];
  readonly body: string;
  /** Where the result goes: `NAME <<` and `--out NAME`; null where the cell says nothing. */
  readonly target: Target | null;
  /** Aborted by Interrupt. */
  readonly signal: AbortSignal;
  /** Shows how far the work has come; disappears when the run is over. */
  progress(progress: MagicProgress): void;
  /** Adds an output that stays in the notebook. */
  display(data: MimeBundle, metadata?: Record<string, unknown>): MagicDisplay;
  /** Prints, as `print()` of the cell would. */
  print(text: string, name?: 'stdout' | 'stderr'): void;
}

export interface Target {
  readonly name: string;
  /** `NAME = <<` shows the result too; `NAME <<` does not. */
  readonly show: boolean;
}

export interface MagicProgress {
  /** In plain words, such as "Running on warehouse". */
  readonly text: string;
  /** 0 to 1, where it is known. */
  readonly fraction?: number;
  /** Such as "120 of 300 splits, 1.2 GB". */
  readonly detail?: string;
}

/** An output that can be changed, also after the run. */
export interface MagicDisplay {
  update(data: MimeBundle, metadata?: Record<string, unknown>): void;
}

export interface MagicResult {
  /** The data, as a table or as objects with a property for each column. */
  readonly table: Table | readonly object[];
  /** The variable that gets the frame; by default the cell's target, else only `_`. */
  readonly name?: string;
  /** Whether the frame is shown; by default as the cell's target says, else yes. */
  readonly show?: boolean;
}

export interface MagicCompletionRequest {
  readonly connection: string;
  readonly body: string;
  /** In UTF-16 units of the body. */
  readonly cursor: number;
}

export interface MagicCompletion {
  readonly text: string;
  /** What stands there already and is replaced: UTF-16 units of the body. */
  readonly start: number;
  readonly end: number;
  /** As Jupyter names it: `table`, `column`, `keyword`, `function`, `field` … */
  readonly type?: string;
  readonly detail?: string;
}
