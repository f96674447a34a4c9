import {html, LitElement, type TemplateResult, css} from 'lit';
import {property} from 'lit/decorators.js';
import {controls} from '../controls.js';
import {tokens} from '../tokens.js';

/** The reader has answered `input()`. */
export class AnswerEvent extends Event {
  readonly value: string;
  constructor(value: string) {
    super('serverless-answer');
    this.value = value;
  }
}

/**
 * Asks for the line that `input()` or `getpass()` waits for.
 *
 * @summary The prompt of `input()`, used by `<serverless-cell>`.
 * @tag serverless-input
 * @fires serverless-answer - the reader pressed Enter
 */
export class InputElement extends LitElement {
  static override styles = [
    tokens,
    controls,
    css`
      form {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5em;
        align-items: baseline;
        margin: 0.375rem 0;
        color: var(--_text);
        font: var(--_font-size) / 1.5 var(--_font-mono);
      }
      label {
        white-space: pre-wrap;
      }
      input {
        flex: 1 1 12rem;
        min-width: 0;
        padding: 0.125em 0.5em;
        border: 1px solid var(--_accent);
        border-radius: var(--_radius);
        background: var(--_background);
        color: inherit;
        font: inherit;
      }
    `,
  ];

  @property() prompt = '';
  @property({type: Boolean}) password = false;

  override focus(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  protected override render(): TemplateResult {
    return html`<form @submit=${this.#submit}>
      <label for="answer">${this.prompt || 'Python asks for a line of text:'}</label>
      <input
        id="answer"
        name="answer"
        type=${this.password ? 'password' : 'text'}
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
      />
      <button type="submit">Enter</button>
    </form>`;
  }

  #submit(event: SubmitEvent): void {
    event.preventDefault();
    const {value} = this.renderRoot.querySelector('input')!;
    this.dispatchEvent(new AnswerEvent(value));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'serverless-input': InputElement;
  }
}
