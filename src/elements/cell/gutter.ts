import {html, nothing, type TemplateResult} from 'lit';
import type {CellModel} from '../../notebook/cell-model.js';
import {isMeant} from '../click-meaning.js';
import {icons} from '../icons.js';
import {countOf, duration} from './words.js';

interface Actions {
  run: () => void;
  stop: () => void;
  /** The reader is about to run: the kernel may start. */
  intend: () => void;
}

/** The Run button, the execution count, and how long the run took. */
export function renderGutter(
  cell: CellModel,
  elapsed: number | null,
  {run, stop, intend}: Actions,
): TemplateResult {
  const {state, busy} = cell;
  const stopLabel = state.is === 'queued' ? 'Do not run' : 'Interrupt';
  const onClick = (event: MouseEvent): void => {
    if (!isMeant(event, busy ? 'stop' : 'run')) return;
    if (busy) stop();
    else run();
  };
  return html`<div part="gutter" class="gutter">
    <button
      part="run"
      type="button"
      class="icon-only ${busy ? 'stop' : ''}"
      aria-label=${busy ? stopLabel : 'Run'}
      title=${busy ? stopLabel : 'Run (Shift+Enter)'}
      @click=${onClick}
      @pointerenter=${intend}
    >
      ${busy ? icons.stop() : icons.run()}
    </button>
    <span class="count ${state.is === 'error' ? 'bad' : ''}" title=${countTitle(cell)}
      >${countOf(cell)}</span
    >
    ${state.is === 'queued' ? html`<span class="elapsed">queued</span>` : nothing}
    ${elapsed === null ? nothing : html`<span class="elapsed">${duration(elapsed)}</span>`}
  </div>`;
}

function countTitle({state}: CellModel): string {
  if (state.is === 'queued') return 'Waits for its turn';
  return state.is === 'running' ? 'Runs' : 'Execution count';
}
