import {ContextConsumer} from '@lit/context';
import type {LitElement, ReactiveController} from 'lit';
import type {Kernel} from '../kernel/kernel.js';
import {KernelSession} from '../notebook/kernel-session.js';
import {kernelContext} from './contexts.js';
import {pageKernels} from './page-kernels.js';

/**
 * Finds the kernel of an element: the one with the name that its `kernel` attribute gives, else
 * the nearest one. Updates the element when that is another kernel, or when its status changes.
 */
export class KernelController implements ReactiveController {
  #host: LitElement;
  #choice: () => string | Kernel | null;
  #follows: () => boolean;
  #nearest: ContextConsumer<typeof kernelContext, LitElement>;
  #watched: KernelSession | null = null;

  /**
   * @param choice - the value of the `kernel` attribute, or a kernel
   * @param follows - whether the host shows the status of the kernel at the moment
   */
  constructor(host: LitElement, choice: () => string | Kernel | null, follows: () => boolean) {
    this.#host = host;
    this.#choice = choice;
    this.#follows = follows;
    // First this controller, so that the page has a kernel when the consumer asks for one.
    host.addController(this);
    this.#nearest = new ContextConsumer(host, {context: kernelContext, subscribe: true});
  }

  get kernel(): Kernel {
    const choice = this.#choice();
    if (choice && typeof choice === 'object') return choice;
    if (choice && choice !== 'auto' && choice !== 'browser') return pageKernels().get(choice);
    return this.#nearest.value ?? pageKernels().get('');
  }

  get session(): KernelSession {
    return KernelSession.of(this.kernel);
  }

  hostConnected(): void {
    pageKernels().addEventListener('kernels-change', this.#update);
  }

  hostDisconnected(): void {
    pageKernels().removeEventListener('kernels-change', this.#update);
    this.#watch(null);
  }

  hostUpdate(): void {
    this.#watch(this.#host.isConnected && this.#follows() ? this.session : null);
  }

  #update = (): void => this.#host.requestUpdate();

  #watch(session: KernelSession | null): void {
    if (session === this.#watched) return;
    this.#watched?.removeEventListener('session-change', this.#update);
    this.#watched = session;
    session?.addEventListener('session-change', this.#update);
  }
}
