import {css, html, LitElement, type TemplateResult} from 'lit';
import {property} from 'lit/decorators.js';

/**
 * A row of buttons that is one stop of the Tab key; arrow keys go from button to button.
 *
 * @summary A row of buttons.
 * @tag serverless-toolbar
 * @slot - the buttons
 */
export class ToolbarElement extends LitElement {
  static override styles = css`
    :host {
      display: block;
      min-width: 0;
    }
    div {
      display: flex;
      flex-wrap: wrap;
      gap: 0.25rem;
      align-items: center;
    }
  `;

  /** The accessible name. */
  @property() label = '';

  #last: HTMLElement | null = null;

  protected override firstUpdated(): void {
    this.addEventListener('keydown', this.#onKeydown);
    this.addEventListener('focusin', (event) => this.#setStop(event.target as HTMLElement));
  }

  protected override render(): TemplateResult {
    return html`<div role="toolbar" aria-label=${this.label}>
      <slot @slotchange=${() => this.#setStop(this.#last)}></slot>
    </div>`;
  }

  get #buttons(): HTMLElement[] {
    return [...this.children].filter(
      (child): child is HTMLElement => child instanceof HTMLElement && child.offsetParent !== null,
    );
  }

  #setStop(stop: HTMLElement | null): void {
    const all = [...this.children] as HTMLElement[];
    const chosen = stop && all.includes(stop) ? stop : all[0];
    for (const child of all) child.tabIndex = child === chosen ? 0 : -1;
    this.#last = chosen ?? null;
  }

  #onKeydown = (event: KeyboardEvent): void => {
    const buttons = this.#buttons;
    const at = buttons.indexOf(event.target as HTMLElement);
    const sign = getComputedStyle(this).direction === 'rtl' ? -1 : 1;
    const goals: Record<string, number> = {
      ArrowRight: at + sign,
      ArrowLeft: at - sign,
      Home: 0,
      End: buttons.length - 1,
    };
    const goal = goals[event.key];
    if (at < 0 || goal === undefined) return;
    event.preventDefault();
    buttons[(goal + buttons.length) % buttons.length]?.focus();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'serverless-toolbar': ToolbarElement;
  }
}
