import type {ReactiveControllerHost} from 'lit';

/**
 * Lets the Tab key pass by the source of a cell that the reader has just left with Escape: it would
 * lead into the source again, and so never beyond the cell. Elsewhere the source is in the order.
 */
export class TabOrder {
  #host: ReactiveControllerHost;
  #skips = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
  }

  /** For the editor's `tabindex`: a negative one takes all that is in its shadow out of the order. */
  get skipsSource(): boolean {
    return this.#skips;
  }

  /** For the frame of the cell, and what is in it. */
  onFocusIn = ({target, currentTarget, relatedTarget}: FocusEvent): void => {
    if (target !== currentTarget) return;
    const from = relatedTarget instanceof Element ? relatedTarget.localName : '';
    if (from === 'serverless-editor') this.#set(true);
  };

  onFocusOut = ({currentTarget, relatedTarget}: FocusEvent): void => {
    if (!(relatedTarget instanceof Node && (currentTarget as Node).contains(relatedTarget))) {
      this.#set(false);
    }
  };

  #set(skips: boolean): void {
    if (skips === this.#skips) return;
    this.#skips = skips;
    this.#host.requestUpdate();
  }
}
