import type {ReactiveController} from 'lit';
import type {CellModel} from '../../notebook/cell-model.js';
import type {NotebookModel} from '../../notebook/notebook-model.js';
import type {CellElement} from '../cell.js';

const cellTag = 'serverless-cell';

/**
 * Keeps the cell elements in a notebook's light DOM and its model in step: what the reader does
 * comes from the model, what the page or a framework does comes from the DOM.
 */
export class NotebookChildren implements ReactiveController {
  #host: HTMLElement;
  #model: NotebookModel;
  #elements = new WeakMap<CellModel, CellElement>();
  #observer: MutationObserver | undefined;
  #onRemove: (cell: CellModel) => void;

  /** @param onRemove - called for a cell that is no longer in the notebook */
  constructor(host: HTMLElement, model: NotebookModel, onRemove: (cell: CellModel) => void) {
    this.#host = host;
    this.#model = model;
    this.#onRemove = onRemove;
    model.addEventListener('notebook-change', () => this.#write());
  }

  get elements(): CellElement[] {
    return this.#model.cells.map((cell) => this.elementOf(cell));
  }

  elementOf(cell: CellModel): CellElement {
    let element = this.#elements.get(cell);
    if (!element) {
      element = document.createElement(cellTag);
      element.model = cell;
      this.#elements.set(cell, element);
    }
    return element;
  }

  /** The cell of this notebook in which an event has happened. */
  cellOf(event: Event): CellElement | null {
    // Between the cell and the notebook, the path has what the slot is in.
    const inHost = (target: EventTarget): boolean =>
      target instanceof HTMLElement &&
      target.localName === cellTag &&
      target.parentNode === this.#host;
    return (event.composedPath().find(inHost) as CellElement | undefined) ?? null;
  }

  hostConnected(): void {
    this.#observer ??= new MutationObserver(() => this.read());
    this.#observer.observe(this.#host, {childList: true});
  }

  hostDisconnected(): void {
    // What happens to the children meanwhile is read when the notebook is back.
    this.#observer?.disconnect();
  }

  /** Takes the children as they are; those not yet upgraded come with a later call. */
  read(): void {
    const elements = this.#children.filter((element) => 'model' in element);
    for (const element of elements) this.#elements.set(element.model, element);
    const before = this.#model.cells;
    this.#model.sync(elements.map((element) => element.model));
    this.#dropAbsent(before);
  }

  /** Brings the children in line with the model. */
  #write(): void {
    const wanted = this.elements;
    const keep = new Set(wanted);
    const dropped = this.#children.filter((child) => 'model' in child && !keep.has(child));
    for (const child of dropped) child.remove();
    let place: Element | null = this.#children[0] ?? null;
    for (const element of wanted) {
      if (element === place) place = nextCell(place);
      else this.#host.insertBefore(element, place);
    }
    this.#observer?.takeRecords();
    this.#dropAbsent(dropped.map((element) => element.model));
  }

  #dropAbsent(cells: readonly CellModel[]): void {
    if (!cells.length) return;
    const present = new Set(this.#model.cells);
    for (const cell of cells) if (!present.has(cell)) this.#onRemove(cell);
  }

  get #children(): CellElement[] {
    return [...this.#host.children].filter((child) => child.localName === cellTag) as CellElement[];
  }
}

function nextCell(element: Element | null): Element | null {
  let next = element?.nextElementSibling ?? null;
  while (next && next.localName !== cellTag) next = next.nextElementSibling;
  return next;
}
