import {ContextProvider} from '@lit/context';
import {html, LitElement, type TemplateResult} from 'lit';
import {property} from 'lit/decorators.js';
import type {Kernel} from '../kernel/kernel.js';
import type {CellModel} from '../notebook/cell-model.js';
import {KernelSession} from '../notebook/kernel-session.js';
import {NotebookModel} from '../notebook/notebook-model.js';
import {RunQueue} from '../notebook/run-queue.js';
import type {NotebookFile} from '../protocol/nbformat.js';
import {readNotebook} from '../protocol/nbformat-reader.js';
import type {CellElement} from './cell.js';
import {type CellHost, cellHostContext, kernelContext} from './contexts.js';
import {controls} from './controls.js';
import {KernelController} from './kernel-controller.js';
import {notebookStyles} from './notebook/styles.js';
import {tokens} from './tokens.js';

const cellTag = 'serverless-cell';

/**
 * An ordered list of cells with a toolbar and a run queue.
 *
 * @summary A notebook.
 * @tag serverless-notebook
 * @slot - the cells: `<serverless-cell>` elements
 * @fires serverless-change - the reader edited a cell
 * @csspart cells - the list of cells
 */
export class NotebookElement extends LitElement implements CellHost {
  static override styles = [tokens, controls, notebookStyles];

  @property({type: Boolean, reflect: true}) readonly = false;
  @property({attribute: 'kernel'}) private kernelChoice: string | Kernel = 'auto';

  readonly model = new NotebookModel();
  readonly queue = new RunQueue((cell) => this.#sessionOf(cell));

  #elements = new WeakMap<CellModel, CellElement>();
  #positions: Map<CellModel, number> | null = null;
  #active: CellModel | null = null;
  #children = new MutationObserver(() => this.#readChildren());
  #kernel = new KernelController(
    this,
    () => this.kernelChoice,
    () => true,
  );
  #kernelProvider = new ContextProvider(this, {context: kernelContext});

  constructor() {
    super();
    new ContextProvider(this, {context: cellHostContext, initialValue: this});
    this.model.addEventListener('notebook-change', () => this.#onChange());
    this.#children.observe(this, {childList: true});
  }

  /** The kernel that runs the cells. May be set to the name of a kernel, or to a kernel. */
  get kernel(): Kernel {
    return this.#kernel.kernel;
  }

  set kernel(kernel: Kernel | string) {
    this.kernelChoice = kernel;
  }

  get cells(): CellElement[] {
    return this.model.cells.map((cell) => this.#elementOf(cell));
  }

  positionOf(cell: CellModel): {index: number; count: number; active: boolean} | null {
    const {cells} = this.model;
    this.#positions ??= new Map(cells.map((each, index) => [each, index]));
    const index = this.#positions.get(cell);
    if (index === undefined) return null;
    return {index, count: cells.length, active: cell === (this.#active ?? cells[0])};
  }

  /** Runs all cells in their order; settles when all have run or one has failed. */
  async runAll(): Promise<void> {
    await Promise.all(this.cells.map((cell) => cell.run()));
  }

  /** Shows a notebook in place of this one. */
  load(file: NotebookFile | string): void {
    this.model.load(readNotebook(file), {trusted: false});
  }

  /** The notebook as an nbformat 4.5 file. */
  toJSON(): NotebookFile {
    return this.model.toJSON();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#kernelProvider.setValue(this.kernel);
  }

  protected override willUpdate(): void {
    this.#kernelProvider.setValue(this.kernel);
  }

  protected override firstUpdated(): void {
    // By now the cells that stand in the markup have been upgraded.
    this.#readChildren();
  }

  protected override render(): TemplateResult {
    return html`<div part="cells" role="list" aria-label="Cells"><slot></slot></div>`;
  }

  #sessionOf(cell: CellModel): KernelSession {
    return KernelSession.of(this.#elements.get(cell)?.kernel ?? this.kernel);
  }

  #elementOf(cell: CellModel): CellElement {
    let element = this.#elements.get(cell);
    if (!element) {
      element = document.createElement(cellTag);
      element.model = cell;
      this.#elements.set(cell, element);
    }
    return element;
  }

  get #cellChildren(): CellElement[] {
    return [...this.children].filter((child) => child.localName === cellTag) as CellElement[];
  }

  /** Takes over what the page, or a framework, has done to the children. */
  #readChildren(): void {
    const elements = this.#cellChildren.filter((element) => element.model);
    for (const element of elements) this.#elements.set(element.model, element);
    this.model.sync(elements.map((element) => element.model));
  }

  /** Brings the children in line with the model. */
  #onChange(): void {
    this.#positions = null;
    const wanted = this.cells;
    const keep = new Set<Element>(wanted);
    for (const child of this.#cellChildren) {
      if (keep.has(child)) continue;
      child.remove();
      this.queue.remove(child.model);
    }
    let previous: Element | null = null;
    for (const element of wanted) {
      const place: Element | null = previous
        ? previous.nextElementSibling
        : (this.#cellChildren[0] ?? null);
      if (element !== place) this.insertBefore(element, place);
      previous = element;
    }
    this.#children.takeRecords();
    for (const element of wanted) element.requestUpdate();
    this.requestUpdate();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'serverless-notebook': NotebookElement;
  }
}
