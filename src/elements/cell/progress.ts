import {html, nothing, type TemplateResult} from 'lit';
import type {Kernel} from '../../kernel/kernel.js';
import type {CellModel} from '../../notebook/cell-model.js';
import {megabytes} from './words.js';

/** How far the kernel has come with what a running cell waits for: its boot, then packages. */
export function renderProgress(cell: CellModel, kernel: Kernel): TemplateResult | typeof nothing {
  if (cell.state.is !== 'running') return nothing;
  if (cell.progress) {
    const {packages, loadedBytes, totalBytes} = cell.progress;
    const names = packages.map(({name}) => name).join(', ');
    return bar(names ? `Loading ${names}` : 'Loading packages', loadedBytes, totalBytes);
  }
  if (kernel.progress) {
    const {phase, loadedBytes, totalBytes} = kernel.progress;
    return bar(phase, loadedBytes, totalBytes);
  }
  return kernel.status === 'starting' ? bar('Starting Python', 0, undefined) : nothing;
}

function bar(what: string, loaded: number, total: number | undefined): TemplateResult {
  const known = total !== undefined && total > 0;
  return html`<div part="progress" class="progress">
    <progress
      aria-label=${what}
      max="1"
      value=${known ? Math.min(1, loaded / total) : nothing}
    ></progress>
    <span class="phase">${what}</span>
    ${loaded > 0 ? html`<span class="bytes">${megabytes(loaded, total)}</span>` : nothing}
  </div>`;
}
