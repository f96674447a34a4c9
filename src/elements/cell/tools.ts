import {html, nothing, type TemplateResult} from 'lit';
import type {CellModel} from '../../notebook/cell-model.js';
import type {CellPlace} from '../contexts.js';
import {icons} from '../icons.js';
import type {CommandName} from '../keys.js';

/** The buttons of the cell that is used or pointed at. */
export function renderTools(
  {type}: CellModel,
  {index, count}: CellPlace,
  command: (name: CommandName) => void,
): TemplateResult {
  const tool = (
    name: CommandName,
    label: string,
    icon: () => TemplateResult,
    disabled = false,
  ): TemplateResult =>
    html`<button
      type="button"
      class="quiet icon-only"
      title=${label}
      aria-label=${label}
      aria-disabled=${disabled}
      @click=${() => {
        if (!disabled) command(name);
      }}
    >
      ${icon()}
    </button>`;
  return html`<serverless-toolbar part="tools" class="tools" label="Cell">
    ${
      type === 'code'
        ? [
            tool('run-above', 'Run all cells above', icons.runAbove, index === 0),
            tool('run-below', 'Run this cell and all below', icons.runBelow),
          ]
        : nothing
    }
    ${
      type === 'code'
        ? tool('to-markdown', 'Change to Markdown', icons.text)
        : tool('to-code', 'Change to code', icons.code)
    }
    ${type === 'markdown' ? tool('edit', 'Edit', icons.edit) : nothing}
    ${tool('move-up', 'Move cell up', icons.up, index === 0)}
    ${tool('move-down', 'Move cell down', icons.down, index === count - 1)}
    ${tool('insert-below', 'Insert cell below', icons.add)}
    ${tool('delete', 'Delete cell', icons.delete)}
  </serverless-toolbar>`;
}
