import type {ReactiveController, ReactiveControllerHost} from 'lit';

/**
 * Keeps the keyboard where the reader is when an update takes away what has the focus, such as a
 * form that was answered or a notice that was acted upon. The browser would leave it nowhere.
 */
export class FocusKeeper implements ReactiveController {
  #host: ReactiveControllerHost & HTMLElement;
  #focused: Element | null = null;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#focused = this.#host.shadowRoot?.activeElement ?? null;
  }

  hostUpdated(): void {
    if (this.#focused && !this.#focused.isConnected && this.#host.isConnected) this.#host.focus();
    this.#focused = null;
  }
}
