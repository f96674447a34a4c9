import {ContextConsumer} from '@lit/context';
import type {LitElement, ReactiveController} from 'lit';
import type {MagicRegistry} from '../magics/registry.js';
import {magicsContext} from './contexts.js';
import {pageMagics} from './page-magics.js';

/** Finds the magics that an element can use, and updates it when there are others. */
export class MagicsController implements ReactiveController {
  readonly #host: LitElement;
  #magics: MagicRegistry | null = null;

  constructor(host: LitElement) {
    this.#host = host;
    pageMagics();
    host.addController(this);
    new ContextConsumer(host, {
      context: magicsContext,
      subscribe: true,
      callback: (magics) => this.#watch(magics),
    });
  }

  get value(): MagicRegistry | null {
    return this.#magics;
  }

  hostConnected(): void {
    this.#magics?.addEventListener('magics-change', this.#update);
  }

  hostDisconnected(): void {
    this.#magics?.removeEventListener('magics-change', this.#update);
  }

  #watch(magics: MagicRegistry): void {
    this.hostDisconnected();
    this.#magics = magics;
    if (this.#host.isConnected) this.hostConnected();
    this.#update();
  }

  #update = (): void => this.#host.requestUpdate();
}
