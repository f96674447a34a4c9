import {ContextConsumer} from '@lit/context';
import {css, LitElement, type PropertyValues} from 'lit';
import {property} from 'lit/decorators.js';
import type {Kernel} from '../kernel/kernel.js';
import type {FlagSpecs} from '../magics/flags.js';
import type {
  MagicCall,
  MagicCompletion,
  MagicCompletionRequest,
  MagicHandler,
} from '../magics/magic.js';
import type {MagicRegistry} from '../magics/registry.js';
import {magicsContext} from './contexts.js';
import {pageMagics} from './page-magics.js';

/**
 * The base class of connectors: elements that answer one cell magic, for the notebook that they
 * stand in, or for the whole page.
 *
 * ```ts
 * class TicketsElement extends MagicElement {
 *   override readonly magic = 'tickets';
 *   override readonly help = 'Finds tickets by their text';
 *   @property() url = '';
 *
 *   override async run({body, signal}: MagicCall): Promise<MagicResult> {
 *     const response = await fetch(`${this.url}?q=${encodeURIComponent(body)}`, {signal});
 *     if (!response.ok) throw new MagicError('TicketsError', `${this.url}: ${response.status}`);
 *     return {table: await response.json()};
 *   }
 * }
 * customElements.define('acme-tickets', TicketsElement);
 * ```
 */
export abstract class MagicElement extends LitElement {
  static override styles = css`
    :host {
      display: none;
    }
  `;

  /** Tells connections of one magic apart: `%%sql warehouse`. Without it, cells need name none. */
  @property() name = '';

  /** The name of the magic, without `%%`. */
  abstract readonly magic: string;
  /** One line for lists and completions. */
  readonly help: string = '';
  readonly flags: FlagSpecs = {};
  readonly header: MagicHandler['header'] = 'connection';
  readonly bodyLanguage: MagicHandler['language'] = 'text';

  #registry: MagicRegistry | null = null;
  #remove: (() => void) | null = null;

  constructor() {
    super();
    pageMagics();
    new ContextConsumer(this, {
      context: magicsContext,
      subscribe: true,
      callback: (registry) => {
        this.#registry = registry;
        this.#register();
      },
    });
  }

  /** Answers one cell; see {@link MagicHandler.run}. */
  abstract run(call: MagicCall, kernel: Kernel): ReturnType<MagicHandler['run']>;

  /** Proposes what can stand at a place of the body. */
  complete?(request: MagicCompletionRequest, kernel: Kernel): Promise<readonly MagicCompletion[]>;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#register();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#remove?.();
    this.#remove = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('name')) this.#register();
  }

  #register(): void {
    this.#remove?.();
    this.#remove = null;
    if (!this.isConnected || !this.#registry || !this.magic) return;
    this.#remove = this.#registry.add({
      name: this.magic,
      connection: this.name,
      help: this.help,
      flags: this.flags,
      header: this.header,
      language: this.bodyLanguage,
      run: (call, kernel) => this.run(call, kernel),
      ...(this.complete && {complete: (request, kernel) => this.complete!(request, kernel)}),
    });
  }
}
