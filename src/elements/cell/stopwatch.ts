import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {RunState} from '../../notebook/cell-model.js';

/** A run that is over within a second shows no running clock. */
const shownAfterMs = 1000;
const tickMs = 100;

/** Updates its host while a run takes long, so that it can show for how long. */
export class Stopwatch implements ReactiveController {
  #host: ReactiveControllerHost;
  #state: () => RunState;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, state: () => RunState) {
    this.#host = host;
    this.#state = state;
    host.addController(this);
  }

  /** Milliseconds to show, or null. */
  get elapsed(): number | null {
    const state = this.#state();
    if (state.is === 'finished' || state.is === 'error') return state.ms;
    if (state.is !== 'running' || state.since === null) return null;
    const ms = performance.now() - state.since;
    return ms < shownAfterMs ? null : ms;
  }

  hostUpdated(): void {
    clearTimeout(this.#timer);
    const state = this.#state();
    if (state.is !== 'running' || state.since === null) return;
    const left = state.since + shownAfterMs - performance.now();
    this.#timer = setTimeout(() => this.#host.requestUpdate(), Math.max(left, tickMs));
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }
}
