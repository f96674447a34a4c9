import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {Keeper} from '../../notebook/keeper.js';
import type {NotebookModel} from '../../notebook/notebook-model.js';

/** Keeps a reader's changes for as long as a notebook shows the same author's version. */
export class Keeping implements ReactiveController {
  #host: ReactiveControllerHost;
  #model: NotebookModel;
  #keeper: Keeper | null = null;
  /** Another one when the notebook shows another file. */
  #turn = {};

  constructor(host: ReactiveControllerHost, model: NotebookModel) {
    this.#host = host;
    this.#model = model;
    host.addController(this);
  }

  get keeper(): Keeper | null {
    return this.#keeper;
  }

  /** Keeps changes of what the notebook now shows, and brings back those that were kept. */
  async start(key: string): Promise<void> {
    const turn = this.#turn;
    const {cells} = this.#model;
    const file = cells.map((cell) => cell.toJSON());
    const {Keeper} = await import('../../notebook/keeper.js');
    if (turn !== this.#turn) return;
    const keeper = (this.#keeper = new Keeper(this.#model, key, {cells, file}));
    keeper.addEventListener('keeper-change', () => this.#host.requestUpdate());
    await keeper.restore();
    // What was changed before the keeper was there.
    keeper.changed();
  }

  /** The notebook is about to show another file, which is no change by the reader. */
  stop(): void {
    this.#turn = {};
    void this.#keeper?.close();
    this.#keeper = null;
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.#onVisibility);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.#onVisibility);
    void this.#keeper?.save();
  }

  /** A page that is left is hidden first. */
  #onVisibility = (): void => {
    if (document.visibilityState === 'hidden') void this.#keeper?.save();
  };
}
