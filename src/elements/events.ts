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

/** A notebook is complete: its cells are read, and the changes of the reader restored. */
export class LoadEvent extends Event {
  constructor() {
    super('serverless-load', {bubbles: true, composed: true});
  }
}

declare global {
  interface HTMLElementEventMap {
    'serverless-run': RunEvent;
    'serverless-done': DoneEvent;
    'serverless-load': LoadEvent;
  }
}
