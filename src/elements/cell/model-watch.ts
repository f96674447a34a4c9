import type {ReactiveController} from 'lit';
import type {CellModel, RunState} from '../../notebook/cell-model.js';
import type {CellElement} from '../cell.js';
import {RunEvent} from '../events.js';

/** Updates a cell's element when its model changes, and tells when a run begins and ends. */
export class ModelWatch implements ReactiveController {
  #cell: CellElement;
  #onDone: (state: RunState) => void;
  #model: CellModel | null = null;
  #execution: CellModel['execution'] = null;
  #busy = false;
  #hasOutputs = false;

  constructor(cell: CellElement, onDone: (state: RunState) => void) {
    this.#cell = cell;
    this.#onDone = onDone;
    cell.addController(this);
  }

  get hasOutputs(): boolean {
    return this.#hasOutputs;
  }

  hostConnected(): void {
    this.watch(this.#cell.model);
  }

  hostDisconnected(): void {
    this.watch(null);
  }

  watch(model: CellModel | null): void {
    this.#model?.removeEventListener('cell-change', this.#onChange);
    this.#model?.outputs.removeEventListener('output-change', this.#onOutput);
    this.#model = model;
    if (!model) return;
    model.addEventListener('cell-change', this.#onChange);
    model.outputs.addEventListener('output-change', this.#onOutput);
    this.#execution = model.execution;
    this.#busy = model.busy;
    this.#hasOutputs = model.outputs.outputs.length > 0;
    this.#cell.requestUpdate('type', undefined);
  }

  #onChange = (): void => {
    const {execution, busy, state} = this.#model!;
    if (execution && execution !== this.#execution) {
      this.#execution = execution;
      this.#cell.dispatchEvent(new RunEvent(execution));
    }
    const done = this.#busy && !busy;
    this.#busy = busy;
    this.#cell.requestUpdate('type', undefined);
    if (done) this.#onDone(state);
  };

  #onOutput = (): void => {
    const hasOutputs = this.#model!.outputs.outputs.length > 0;
    if (hasOutputs === this.#hasOutputs) return;
    this.#hasOutputs = hasOutputs;
    this.#cell.requestUpdate();
  };
}
