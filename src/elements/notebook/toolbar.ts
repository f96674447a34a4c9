import {html, nothing, type TemplateResult} from 'lit';
import {icons} from '../icons.js';
import type {NotebookElement} from '../notebook.js';
import {insert} from './commands.js';

/** The buttons above a notebook. */
export function renderToolbar(notebook: NotebookElement): TemplateResult {
  const {model, readonly, queue, kernel} = notebook;
  const running = !queue.idle;
  return html`<div part="toolbar" class="toolbar">
    <serverless-toolbar label="Notebook">
      ${
        running
          ? button('Interrupt', icons.stop, () => void notebook.interrupt(), {text: true})
          : button('Run all', icons.runAll, () => void notebook.runAll(), {text: true})
      }
      ${button('Restart Python', icons.restart, () => void notebook.restart({ask: true}), {
        disabled: kernel.status === 'unstarted',
      })}
      ${button('Restart Python and run all', icons.restartRun, () => {
        void notebook.restart({ask: true, runAll: true});
      })}
      ${button('Clear all outputs', icons.clear, () => notebook.clearOutputs())}
      ${readonly ? nothing : renderEdits(notebook)}
      ${button('Download as .ipynb', icons.download, () => notebook.download())}
      ${button('Keyboard shortcuts', icons.help, () => void notebook.showHelp())}
    </serverless-toolbar>
    <serverless-kernel-status .kernel=${kernel}></serverless-kernel-status>
  </div>`;

  function renderEdits({cells}: NotebookElement): TemplateResult {
    const at = notebook.activeCell ? cells.indexOf(notebook.activeCell) + 1 : cells.length;
    return html`${button('Add code cell', icons.addCode, () => insert(notebook, at, {edit: true}))}
    ${button('Add text cell', icons.addText, () => {
      insert(notebook, at, {type: 'markdown', edit: true});
    })}
    ${button(
      model.undoLabel ? `Undo: ${model.undoLabel}` : 'Undo',
      icons.undo,
      () => notebook.undo(),
      {
        disabled: !model.undoLabel,
      },
    )}`;
  }
}

function button(
  label: string,
  icon: () => TemplateResult,
  action: () => void,
  {text = false, disabled = false}: {text?: boolean; disabled?: boolean} = {},
): TemplateResult {
  return html`<button
    type="button"
    class="quiet ${text ? '' : 'icon-only'}"
    title=${label}
    aria-label=${label}
    aria-disabled=${disabled}
    @click=${() => {
      if (!disabled) action();
    }}
  >
    ${icon()}${text ? html`<span>${label}</span>` : nothing}
  </button>`;
}
