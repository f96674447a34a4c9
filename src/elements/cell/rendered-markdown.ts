import {html, type TemplateResult} from 'lit';
import type {CellModel} from '../../notebook/cell-model.js';
import type {DisplayDataOutput} from '../../protocol/nbformat.js';

const shown = new WeakMap<CellModel, {source: string; outputs: DisplayDataOutput[]}>();

/** The text of a markdown cell, drawn as an output of the type `text/markdown`. */
export function renderedMarkdown(cell: CellModel, readonly: boolean): TemplateResult {
  if (!cell.source.trim()) {
    return html`<p class="empty">
      ${readonly ? '' : 'Empty text: double-click or press Enter to write.'}
    </p>`;
  }
  return html`<serverless-output
    part="output"
    expanded
    .outputs=${outputsOf(cell)}
    .attachments=${cell.content.attachments ?? {}}
    .trusted=${cell.trusted}
  ></serverless-output>`;
}

/** The same array as long as the text is the same, so that it is drawn once. */
function outputsOf(cell: CellModel): DisplayDataOutput[] {
  const {source} = cell;
  let last = shown.get(cell);
  if (last?.source !== source) {
    const data = {'text/markdown': source};
    last = {source, outputs: [{output_type: 'display_data', data, metadata: {}}]};
    shown.set(cell, last);
  }
  return last.outputs;
}
