import {css, html, LitElement, nothing, type TemplateResult} from 'lit';
import {property, state} from 'lit/decorators.js';
import type {Capabilities, Kernel} from '../kernel/kernel.js';
import {megabytes} from './cell/words.js';
import {controls} from './controls.js';
import {tokens} from './tokens.js';

const interrupts: Record<Capabilities['interrupt'], string> = {
  shared: 'at once, through shared memory',
  suspend: 'at once, by suspending WebAssembly',
  poll: 'within a moment, by polling',
  message: 'by a message to the server',
};

/**
 * Tells which kernel runs the code, what it does, and what it can do on this page.
 *
 * @summary The state of a kernel.
 * @tag serverless-kernel-status
 * @csspart status - the button
 * @csspart details - what it opens
 */
export class KernelStatusElement extends LitElement {
  static override styles = [
    tokens,
    controls,
    css`
      :host {
        position: relative;
        display: inline-block;
        min-width: 0;
        max-width: 100%;
        font: 0.8125rem / 1.4 var(--_font);
        color: var(--_text);
      }
      button {
        max-width: 100%;
        color: var(--_muted);
      }
      .text {
        min-width: 0;
        overflow: hidden;
        line-height: 1.4;
        text-overflow: ellipsis;
      }
      .dot {
        flex: none;
        width: 0.5rem;
        height: 0.5rem;
        border-radius: 50%;
        background: none;
        box-shadow: inset 0 0 0 1.5px var(--_muted);
      }
      .idle {
        background: var(--_success);
        box-shadow: none;
      }
      .busy,
      .starting {
        background: var(--_warning);
        box-shadow: none;
      }
      .dead {
        background: var(--_error);
        box-shadow: none;
      }
      dl {
        position: absolute;
        inset-block-start: calc(100% + 0.25rem);
        inset-inline-end: 0;
        z-index: 10;
        display: grid;
        grid-template-columns: auto 1fr;
        gap: 0.25rem 0.75rem;
        box-sizing: border-box;
        width: max-content;
        max-width: min(22rem, 80vw);
        margin: 0;
        padding: 0.75rem;
        border: 1px solid var(--_border);
        border-radius: var(--_radius);
        background: var(--_background);
        box-shadow: 0 4px 16px rgb(0 0 0 / 0.15);
      }
      dt {
        color: var(--_muted);
      }
      dd {
        margin: 0;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({attribute: false}) kernel: Kernel | null = null;
  @state() private open = false;

  #watched: Kernel | null = null;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch(null);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('focusout', this.#onFocusOut);
    this.addEventListener('keydown', this.#onKeydown);
    this.requestUpdate();
  }

  override focus(): void {
    this.renderRoot.querySelector('button')?.focus();
  }

  protected override willUpdate(): void {
    this.#watch(this.isConnected ? this.kernel : null);
  }

  protected override render(): TemplateResult | typeof nothing {
    const {kernel} = this;
    if (!kernel) return nothing;
    return html`<button
        part="status"
        type="button"
        class="quiet"
        aria-expanded=${this.open}
        @click=${() => (this.open = !this.open)}
      >
        <span class="dot ${kernel.status}"></span>
        <span class="text">${describe(kernel)}</span>
      </button>
      ${this.open ? this.#renderDetails(kernel) : nothing}`;
  }

  #renderDetails(kernel: Kernel): TemplateResult {
    const {info, capabilities, failure} = kernel;
    const row = (name: string, value: string): TemplateResult =>
      html`<dt>${name}</dt>
        <dd>${value}</dd>`;
    return html`<dl part="details">
      ${row('Runs', 'in this browser')} ${kernel.name ? row('Kernel', kernel.name) : nothing}
      ${row('State', failure ? failure.message : describe(kernel))}
      ${info ? row('Python', info.language_info.version) : nothing}
      ${
        capabilities
          ? [
              row('Interrupt', interrupts[capabilities.interrupt]),
              row('input()', capabilities.input ? 'works' : 'is not possible on this page'),
            ]
          : nothing
      }
    </dl>`;
  }

  #watch(kernel: Kernel | null): void {
    if (kernel === this.#watched) return;
    this.#watched?.removeEventListener('kernel-status', this.#onStatus);
    this.#watched = kernel;
    kernel?.addEventListener('kernel-status', this.#onStatus);
  }

  #onStatus = (): void => this.requestUpdate();

  #onFocusOut = (event: FocusEvent): void => {
    if (!this.contains(event.relatedTarget as Node | null)) this.open = false;
  };

  #onKeydown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.open = false;
  };
}

/** `Python 3.13 · ready`. */
function describe({status, info, progress}: Kernel): string {
  const python = info ? `Python ${info.language_info.version.replace(/\.\d+$/, '')}` : 'Python';
  switch (status) {
    case 'unstarted':
      return `${python} · starts with the first run`;
    case 'starting': {
      if (!progress) return `${python} · starting`;
      const {phase, loadedBytes, totalBytes} = progress;
      return loadedBytes ? `${phase}, ${megabytes(loadedBytes, totalBytes)}` : phase;
    }
    case 'idle':
      return `${python} · ready`;
    case 'busy':
      return `${python} · busy`;
    case 'dead':
      return `${python} · stopped`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'serverless-kernel-status': KernelStatusElement;
  }
}
