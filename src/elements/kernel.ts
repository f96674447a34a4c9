import {ContextProvider} from '@lit/context';
import {css, html, LitElement, type PropertyValues, type TemplateResult} from 'lit';
import {property} from 'lit/decorators.js';
import type {Kernel} from '../kernel/kernel.js';
import {kernelContext} from './contexts.js';
import {type KernelOptions, pageKernels} from './page-kernels.js';
import {documentParsed} from './parsed.js';

/**
 * Configures a kernel. What it configures follows from how it is written:
 *
 * - around other elements: a kernel of their own, which everything inside shares
 * - with a `name`: that kernel, for elements anywhere in the page with `kernel="name"`, and for those inside
 * - without both: the page's own kernel. Its `pyodide-url` is also the default of all other kernels
 *
 * ```html
 * <serverless-kernel pyodide-url="/pyodide/"></serverless-kernel>
 * ```
 *
 * @summary Configures a kernel for what is inside, for a name, or for the page.
 * @tag serverless-kernel
 * @slot - the cells and notebooks that share the kernel
 */
export class KernelElement extends LitElement {
  static override styles = css`
    :host {
      display: contents;
    }
  `;

  /** The name by which elements anywhere in the page refer to the kernel. */
  @property() name = '';
  /** Where the Pyodide distribution is; by default a public CDN. */
  @property({attribute: 'pyodide-url'}) pyodideUrl = '';
  /** Packages to load before the first execution, separated by spaces or commas. */
  @property() packages = '';

  /** A kernel of its own: it has no name and is written around other elements. */
  #own: Kernel | null = null;
  /** The default of the page when that kernel was made. */
  #ownDefault: string | undefined;
  #release: (() => void) | null = null;
  #provider: ContextProvider<typeof kernelContext, this>;

  constructor() {
    super();
    // Before the provider answers: who asks is inside, so there is something around which this is.
    this.addEventListener('context-request', (event) => {
      if (event.context === kernelContext && event.target !== this && !this.name) this.#enclose();
    });
    this.#provider = new ContextProvider(this, {context: kernelContext});
  }

  get kernel(): Kernel {
    return this.#own ?? pageKernels().get(this.name);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#configure();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    pageKernels().removeEventListener('kernels-change', this.#provide);
    // Whoever moves an element removes it first.
    setTimeout(() => {
      if (!this.isConnected) this.#giveUp();
    });
  }

  protected override updated(changed: PropertyValues<this>): void {
    const old = changed.get('name') ?? changed.get('pyodideUrl') ?? changed.get('packages');
    if (old === undefined) return;
    this.#giveUp();
    void this.#configure();
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }

  async #configure(): Promise<void> {
    // While the page is being read, its children may still be to come.
    if (!this.name && !this.childElementCount) await documentParsed();
    if (!this.isConnected) return;
    if (!this.name && this.childElementCount) this.#enclose();
    else if (!this.#own) this.#release ??= pageKernels().configure(this.name, this.#options);
    pageKernels().addEventListener('kernels-change', this.#provide);
    this.#provide();
  }

  #enclose(): void {
    if (!this.#own) this.#create();
    this.#provide();
  }

  #create(): void {
    this.#ownDefault = pageKernels().pyodideUrl;
    this.#own = pageKernels().create(this.#options);
  }

  #provide = (): void => {
    // The page may say only now where Pyodide is.
    const follows = !this.pyodideUrl && this.#ownDefault !== pageKernels().pyodideUrl;
    if (follows && this.#own?.status === 'unstarted') this.#create();
    this.#provider.setValue(this.kernel);
  };

  #giveUp(): void {
    this.#release?.();
    this.#release = null;
    void this.#own?.shutdown();
    this.#own = null;
  }

  get #options(): KernelOptions {
    const packages = this.packages.split(/[\s,]+/).filter(Boolean);
    return {
      ...(this.pyodideUrl && {pyodideUrl: new URL(this.pyodideUrl, this.baseURI).href}),
      ...(packages.length && {packages}),
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'serverless-kernel': KernelElement;
  }
}
