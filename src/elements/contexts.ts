/**
 * What elements of a page share. The keys are global symbols, so that two copies of this library on
 * a page share one kernel.
 */
import {type Context, ContextEvent, createContext} from '@lit/context';
import type {Kernel} from '../kernel/kernel.js';
import type {MagicRegistry} from '../magics/registry.js';
import type {CellModel} from '../notebook/cell-model.js';
import type {RunQueue} from '../notebook/run-queue.js';
import type {CommandName} from './keys.js';
import type {PageKernels} from './page-kernels.js';

/** The kernel of whatever is nearest: a notebook, a `<serverless-kernel>`, or the page. */
export const kernelContext = createContext<Kernel>(Symbol.for('serverless-notebook.kernel'));

/** The kernels of the page by their name. */
export const kernelsContext = createContext<PageKernels>(Symbol.for('serverless-notebook.kernels'));

/** The magics of whatever is nearest: a notebook, or the page. */
export const magicsContext = createContext<MagicRegistry>(Symbol.for('serverless-notebook.magics'));

/** What a notebook is to its cells. */
export interface CellHost extends EventTarget {
  readonly queue: RunQueue;
  readonly readonly: boolean;
  /** Null for an element that is not among the notebook's cells. */
  placeOf(cell: CellModel): CellPlace | null;
  /** Does to a cell what a button of it says. */
  command(name: CommandName, cell: CellModel): void;
}

/** Where a cell stands in its notebook: "Code cell 3 of 10". */
export interface CellPlace {
  readonly index: number;
  readonly count: number;
  /** It is the one that keys and buttons apply to. */
  readonly active: boolean;
}

export const cellHostContext = createContext<CellHost>(Symbol.for('serverless-notebook.notebook'));

/** What the page as a whole provides for a context, if anything. */
export function pageValue<T>(context: Context<unknown, T>): T | undefined {
  let found: T | undefined;
  // A provider does not answer its own host, so the question comes in another one's name.
  const asker = document.createElement('span');
  const question = new ContextEvent(context, asker, (value) => (found = value));
  document.documentElement.dispatchEvent(question);
  return found;
}
