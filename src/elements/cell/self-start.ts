import type {ReactiveController} from 'lit';
import type {CellElement} from '../cell.js';
import {whenSeen} from '../editor/seen.js';
import {documentParsed} from '../parsed.js';

/** Runs a cell by itself, once, when its `run-on` attribute says so. */
export class SelfStart implements ReactiveController {
  #cell: CellElement;
  #started = false;
  #stopWaiting: (() => void) | undefined;

  constructor(cell: CellElement) {
    this.#cell = cell;
    cell.addController(this);
  }

  hostUpdated(): void {
    if (this.#started || this.#stopWaiting || this.#cell.runOn === 'click') return;
    const {runOn} = this.#cell;
    let waiting = true;
    this.#stopWaiting = () => (waiting = false);
    // Not before the document is complete: a `<serverless-kernel>` or the source may follow.
    void documentParsed().then(() => {
      if (!waiting) return;
      if (runOn === 'load') this.#start();
      else this.#stopWaiting = whenSeen(this.#cell, () => this.#start());
    });
  }

  hostDisconnected(): void {
    this.#stopWaiting?.();
    this.#stopWaiting = undefined;
  }

  #start(): void {
    this.#started = true;
    void this.#cell.run();
  }
}
