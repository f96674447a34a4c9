import type {ReactiveController} from 'lit';
import {impliedType, readSource} from '../../notebook/markup.js';
import type {CellElement} from '../cell.js';

/** Reads the source from a cell's markup, also when the page changes it later. */
export class AuthorSource implements ReactiveController {
  #cell: CellElement;
  /** What the markup said last; null while it has said nothing. */
  #read: string | null = null;
  #observer: MutationObserver | undefined;

  constructor(cell: CellElement) {
    this.#cell = cell;
    cell.addController(this);
  }

  hostConnected(): void {
    this.#update();
    this.#observer ??= new MutationObserver(() => this.#update());
    this.#observer.observe(this.#cell, {childList: true, characterData: true, subtree: true});
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }

  #update(): void {
    const cell = this.#cell;
    const source = readSource(cell);
    if (source === null || source === this.#read) return;
    if (this.#read === null && !cell.hasAttribute('type')) cell.type = impliedType(cell);
    this.#read = source;
    cell.source = source;
  }
}
