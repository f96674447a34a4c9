import {html, nothing, type TemplateResult} from 'lit';
import {isMeant} from '../click-meaning.js';
import {icons} from '../icons.js';
import type {NotebookElement} from '../notebook.js';
import {insert} from './commands.js';

/** The buttons above a notebook. */
export function renderToolbar(notebook: NotebookElement): TemplateResult {
  const {readonly, queue, kernel} = notebook;
  const restart = (): void => void notebook.restart({ask: true});
  return html`<div part="toolbar" class="toolbar">
    <serverless-toolbar label="Notebook">
      ${
        queue.idle
          ? button('Run all', icons.runAll, () => void notebook.runAll(), {text: true})
          : button('Interrupt', icons.stop, () => void notebook.interrupt(), {text: true})
      }
      ${button('Restart', icons.restart, restart, {disabled: kernel.status === 'unstarted'})}
      ${button('Clear outputs', icons.clear, () => notebook.clearOutputs())}
      ${readonly ? nothing : renderEdits(notebook)}
      ${button('Download', icons.download, () => notebook.download())}
      ${button('Keyboard shortcuts', icons.help, () => void notebook.showHelp())}
    </serverless-toolbar>
    <serverless-kernel-status .kernel=${kernel}></serverless-kernel-status>
  </div>`;
}

function renderEdits(notebook: NotebookElement): TemplateResult {
  const {cells, activeCell, model} = notebook;
  const at = activeCell ? cells.indexOf(activeCell) + 1 : cells.length;
  const add = (type: 'code' | 'markdown') => () => insert(notebook, at, {type, edit: true});
  return html`${button('Add code cell', icons.addCode, add('code'))}
  ${button('Add text cell', icons.addText, add('markdown'))}
  ${button('Undo', icons.undo, () => notebook.undo(), {
    title: model.undoLabel ? `Undo: ${model.undoLabel}` : 'Undo',
    disabled: !model.undoLabel,
  })}`;
}

function button(
  label: string,
  icon: () => TemplateResult,
  action: () => void,
  {text = false, title = label, disabled = false} = {},
): TemplateResult {
  return html`<button
    type="button"
    class="quiet ${text ? '' : 'icon-only'}"
    title=${title}
    aria-label=${label}
    aria-disabled=${disabled}
    @click=${(event: MouseEvent) => {
      if (isMeant(event, label) && !disabled) action();
    }}
  >
    ${icon()}${text ? html`<span>${label}</span>` : nothing}
  </button>`;
}
