import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';

/** How long an offer stays. */
const offerMs = 12_000;

/** Tells for a while what has just been done, with a button that takes it back. */
export class UndoOffer implements ReactiveController {
  #host: ReactiveControllerHost;
  #offer: {text: string; undo: () => void} | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  make(text: string, undo: () => void): void {
    this.#set({text, undo});
    this.#timer = setTimeout(() => this.withdraw(), offerMs);
  }

  withdraw(): void {
    this.#set(null);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  render(): TemplateResult | typeof nothing {
    const offer = this.#offer;
    if (!offer) return nothing;
    const undo = (): void => {
      this.withdraw();
      offer.undo();
    };
    return html`<div part="toast" class="toast" role="status">
      ${offer.text}
      <button type="button" class="quiet" @click=${undo}>Undo</button>
    </div>`;
  }

  #set(offer: {text: string; undo: () => void} | null): void {
    clearTimeout(this.#timer);
    this.#offer = offer;
    this.#host.requestUpdate();
  }
}
