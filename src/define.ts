/**
 * Defines the tags: the module for a page's script tag.
 *
 * A tag that is already defined stays as it is, so that two script tags, or two versions of this
 * library on one page, do no harm. Kernels come first and cells last, so that each element finds
 * what it depends on when the page's markup is upgraded.
 */
import {CellElement} from './elements/cell.js';
import {InputElement} from './elements/cell/input-form.js';
import {DataframeElement} from './elements/dataframe.js';
import {EditorElement} from './elements/editor.js';
import {KernelElement} from './elements/kernel.js';
import {KernelStatusElement} from './elements/kernel-status.js';
import {NotebookElement} from './elements/notebook.js';
import {OutputElement} from './elements/output.js';
import {ToolbarElement} from './elements/toolbar.js';

export * from './index.js';

const elements: Record<string, CustomElementConstructor> = {
  'serverless-kernel': KernelElement,
  'serverless-output': OutputElement,
  'serverless-editor': EditorElement,
  'serverless-input': InputElement,
  'serverless-toolbar': ToolbarElement,
  'serverless-kernel-status': KernelStatusElement,
  'serverless-dataframe': DataframeElement,
  'serverless-notebook': NotebookElement,
  'serverless-cell': CellElement,
};

for (const [tag, element] of Object.entries(elements)) {
  if (!customElements.get(tag)) customElements.define(tag, element);
}
