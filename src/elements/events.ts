import type {Execution} from '../kernel/execution.js';
import type {RunState} from '../notebook/cell-model.js';

/** A cell was given to its kernel. */
export class RunEvent extends Event {
  readonly execution: Execution;
  constructor(execution: Execution) {
    super('serverless-run', {bubbles: true, composed: true});
    this.execution = execution;
  }
}

/** The run of a cell is over; `state` tells how it ended. */
export class DoneEvent extends Event {
  readonly state: RunState;
  constructor(state: RunState) {
    super('serverless-done', {bubbles: true, composed: true});
    this.state = state;
  }
}

declare global {
  interface HTMLElementEventMap {
    'serverless-run': RunEvent;
    'serverless-done': DoneEvent;
  }
}
