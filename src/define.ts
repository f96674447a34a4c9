/**
 * Defines the tags: the module for a page's script tag.
 *
 * A tag that is already defined stays as it is, so that two script tags, or two versions of this
 * library on one page, do no harm. Kernels come first and cells last, so that each element finds
 * what it depends on when the page's markup is upgraded. Connectors are defined by a module of their
 * own, which is fetched when the page has one.
 */
import {defineConnectorsWhenFound} from './elements/connectors.js';
import {define} from './elements/define-tags.js';
import {CellElement} from './elements/cell.js';
import {InputElement} from './elements/cell/input-form.js';
import {EditorElement} from './elements/editor.js';
import {KernelElement} from './elements/kernel.js';
import {KernelStatusElement} from './elements/kernel-status.js';
import {NotebookElement} from './elements/notebook.js';
import {OutputElement} from './elements/output.js';
import {ToolbarElement} from './elements/toolbar.js';

export * from './core.js';

const elements: Record<string, CustomElementConstructor> = {
  'serverless-kernel': KernelElement,
  'serverless-output': OutputElement,
  'serverless-editor': EditorElement,
  'serverless-input': InputElement,
  'serverless-toolbar': ToolbarElement,
  'serverless-kernel-status': KernelStatusElement,
  'serverless-notebook': NotebookElement,
  'serverless-cell': CellElement,
};

define(elements);
defineConnectorsWhenFound();
