import {html, nothing, type TemplateResult} from 'lit';
import type {CellModel} from '../../notebook/cell-model.js';
import type {KernelSession} from '../../notebook/kernel-session.js';

interface Actions {
  run: () => void;
  restart: () => void;
}

/** What stands in the way of a run, and what the reader can do about it. */
export function renderNotices(
  cell: CellModel,
  session: KernelSession,
  {run, restart}: Actions,
): TemplateResult | typeof nothing {
  const {state} = cell;
  if (state.is === 'failed') {
    return html`<div part="notice" class="notice error" role="alert">
      <p><strong>Python is not running.</strong> ${state.error.message}</p>
      <button type="button" @click=${run}>Retry</button>
    </div>`;
  }
  if (state.is === 'aborted') {
    return html`<div part="notice" class="notice">
      <p>
        ${
          state.ran
            ? 'Stopped before its end: Python was restarted.'
            : 'Not run: a cell before this one failed, or Python was stopped.'
        }
      </p>
    </div>`;
  }
  if (state.is === 'running' && session.stuck) {
    return html`<div part="notice" class="notice warning" role="alert">
      <p>
        <strong>Python does not react to the interrupt.</strong> It is inside one long call of
        compiled code, and stops as soon as that returns. Restart ends it at once; then all
        variables and imports ${lost(session.runs)} are lost. Your code and the outputs stay.
      </p>
      <button type="button" @click=${() => session.wait()}>Wait</button>
      <button type="button" @click=${restart}>Restart</button>
    </div>`;
  }
  return nothing;
}

function lost(runs: number): string {
  return runs === 1 ? 'of 1 finished run' : `of ${runs} finished runs`;
}
