/** What every page needs of the public classes and types; `index.ts` has the others too. */
export {CellElement} from './elements/cell.js';
export {EditorElement} from './elements/editor.js';
export {ChangeEvent, LeaveEvent} from './elements/editor/events.js';
export {DoneEvent, LoadEvent, RunEvent} from './elements/events.js';
export {KernelElement} from './elements/kernel.js';
export {MagicElement} from './elements/magic.js';
export {NotebookElement} from './elements/notebook.js';
export {OutputElement} from './elements/output.js';
export {BrowserKernel} from './kernel/browser-kernel.js';
export {Execution} from './kernel/execution.js';
export type {
  BootProgress,
  Capabilities,
  ExecuteOptions,
  FrameInfo,
  Kernel,
  KernelEventMap,
  KernelStatus,
  ReadOptions,
  WriteOptions,
} from './kernel/kernel.js';
export {KernelMessageEvent, KernelStatusEvent} from './kernel/kernel.js';
export {MagicError, type Position} from './magics/errors.js';
export type {Flags, FlagSpec, FlagSpecs} from './magics/flags.js';
export type {
  MagicCall,
  MagicCompletion,
  MagicCompletionRequest,
  MagicDisplay,
  MagicHandler,
  MagicProgress,
  MagicResult,
  Target,
} from './magics/magic.js';
export {MagicRegistry} from './magics/registry.js';
export type {RunState} from './notebook/cell-model.js';
export {OutputList} from './notebook/output-list.js';
export type {OutputRenderer, RenderContext} from './outputs/registry.js';
export {renderers} from './outputs/renderers.js';
export type {Message, MimeBundle} from './protocol/messages.js';
export type {Cell, CellType, NotebookFile, Output} from './protocol/nbformat.js';
export {NotebookFormatError} from './protocol/nbformat-reader.js';
