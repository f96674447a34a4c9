import type {Execution} from '../kernel/execution.js';
import type {Cell, CellType, NotebookFile, Output} from '../protocol/nbformat.js';
import {cellId} from '../protocol/nbformat.js';
import type {CellContent} from './cell-model.js';
import {CellModel} from './cell-model.js';
import type {Step} from './history.js';
import {History} from './history.js';

/** One change of a notebook; steps are lists of them. */
type Change =
  | {readonly kind: 'insert'; readonly cell: CellModel; readonly index: number}
  | {readonly kind: 'remove'; readonly cell: CellModel}
  | {readonly kind: 'set'; readonly cell: CellModel; readonly content: Partial<CellContent>}
  | {
      readonly kind: 'outputs';
      readonly cell: CellModel;
      readonly outputs: readonly Output[];
      /** The run that was under way when the outputs were cleared: what it gives comes after them. */
      readonly during?: Execution | null;
    };

/**
 * The ordered cells of a notebook and the metadata of its file. What the reader does to the cells
 * as a whole can be undone here; typing is undone in the editor.
 *
 * @fires notebook-change - the cells, their order or what can be undone changed
 */
export class NotebookModel extends EventTarget {
  metadata: Record<string, unknown> = {};
  #cells: readonly CellModel[] = [];
  #history = new History();

  get cells(): readonly CellModel[] {
    return this.#cells;
  }

  get undoLabel(): string | null {
    return this.#history.undoLabel;
  }

  get redoLabel(): string | null {
    return this.#history.redoLabel;
  }

  /** Replaces everything by what a file holds. Its outputs were not made in this session. */
  load(file: NotebookFile, {trusted}: {trusted: boolean}): void {
    this.metadata = file.metadata;
    this.#history = new History();
    this.#setCells(
      file.cells.map((cell) => {
        const model = new CellModel(cell);
        model.update({trusted});
        return model;
      }),
    );
  }

  /** Shows other contents, in the cells that are named and in new ones. */
  restore(contents: readonly {cell: Cell; model: CellModel | null}[]): void {
    this.#history = new History();
    const cells = contents.map(({cell, model}) => {
      const shown = model ?? new CellModel(cell);
      shown.restore(cell);
      return shown;
    });
    this.#setCells(cells);
  }

  /** Takes over the cells that the page has put into the notebook's element. */
  sync(cells: readonly CellModel[]): void {
    if (cells.length === this.#cells.length && cells.every((cell, i) => cell === this.#cells[i])) {
      return;
    }
    this.#setCells([...cells]);
  }

  insert(index: number, cells: readonly CellModel[], label = 'Insert cell'): void {
    this.#do(
      label,
      cells.map((cell, i) => ({kind: 'insert', cell, index: index + i})),
    );
  }

  remove(cells: readonly CellModel[], label = 'Delete cell'): void {
    this.#do(
      label,
      cells.map((cell) => ({kind: 'remove', cell})),
    );
  }

  move(cell: CellModel, index: number): void {
    this.#do('Move cell', [
      {kind: 'remove', cell},
      {kind: 'insert', cell, index},
    ]);
  }

  setType(cell: CellModel, type: CellType): void {
    if (cell.type === type) return;
    const changes: Change[] = [{kind: 'set', cell, content: {type, executionCount: null}}];
    if (cell.type === 'code') changes.push({kind: 'outputs', cell, outputs: []});
    this.#do('Change cell type', changes);
  }

  /** Cuts a cell in two at an offset of its source, and gives the second one. */
  split(cell: CellModel, offset: number): CellModel {
    const {source, type} = cell;
    const rest = new CellModel({cell_type: type, source: source.slice(offset).replace(/^\n/, '')});
    this.#do('Split cell', [
      {kind: 'set', cell, content: {source: source.slice(0, offset).replace(/\n$/, '')}},
      {kind: 'insert', cell: rest, index: this.#cells.indexOf(cell) + 1},
    ]);
    return rest;
  }

  /** Appends the source of the cell below to this one. */
  mergeBelow(cell: CellModel): void {
    const below = this.#cells[this.#cells.indexOf(cell) + 1];
    if (!below) return;
    const source = [cell.source, below.source]
      .filter(Boolean)
      .join(cell.type === 'code' ? '\n' : '\n\n');
    this.#do('Merge cells', [
      {kind: 'set', cell, content: {source}},
      {kind: 'remove', cell: below},
    ]);
  }

  /** @returns whether there were any */
  clearOutputs(cells: readonly CellModel[]): boolean {
    const shown = cells.filter(
      (cell) => cell.outputs.outputs.length || cell.executionCount !== null,
    );
    if (!shown.length) return false;
    this.#do(
      'Clear outputs',
      shown.flatMap((cell) => [
        {kind: 'outputs', cell, outputs: []},
        {kind: 'set', cell, content: {executionCount: null}},
      ]),
    );
    return true;
  }

  undo(): boolean {
    const done = this.#history.undo();
    if (done) this.#changed();
    return done;
  }

  redo(): boolean {
    const done = this.#history.redo();
    if (done) this.#changed();
    return done;
  }

  toJSON(): NotebookFile {
    const ids = new Set<string>();
    const cells = this.#cells.map((model): Cell => {
      const cell = model.toJSON();
      // A page may hold two notebooks of one file, and move cells between them.
      const id = ids.has(cell.id) ? cellId() : cell.id;
      ids.add(id);
      return {...cell, id};
    });
    return {nbformat: 4, nbformat_minor: 5, metadata: {...this.metadata}, cells};
  }

  #do(label: string, changes: readonly Change[]): void {
    this.#history.do(this.#step(label, changes));
    this.#changed();
  }

  #step(label: string, changes: readonly Change[]): Step {
    return {
      label,
      apply: () => this.#step(label, changes.map((change) => this.#apply(change)).reverse()),
    };
  }

  /** Makes a change and gives the one that takes it back. */
  #apply(change: Change): Change {
    const {cell} = change;
    switch (change.kind) {
      case 'insert':
        this.#cells = this.#cells.toSpliced(change.index, 0, cell);
        return {kind: 'remove', cell};
      case 'remove': {
        const index = this.#cells.indexOf(cell);
        if (index >= 0) this.#cells = this.#cells.toSpliced(index, 1);
        return {kind: 'insert', cell, index: index < 0 ? this.#cells.length : index};
      }
      case 'set': {
        const content = pick(cell.content, Object.keys(change.content) as (keyof CellContent)[]);
        cell.update(change.content);
        return {kind: 'set', cell, content};
      }
      case 'outputs': {
        const outputs = cell.outputs.toJSON();
        if (change.during && change.during === cell.execution) {
          cell.setOutputs([...change.outputs, ...outputs]);
          return {kind: 'outputs', cell, outputs: []};
        }
        cell.setOutputs(change.outputs);
        return {kind: 'outputs', cell, outputs, during: cell.busy ? cell.execution : null};
      }
    }
  }

  #setCells(cells: readonly CellModel[]): void {
    this.#cells = cells;
    this.#changed();
  }

  #changed(): void {
    this.dispatchEvent(new Event('notebook-change'));
  }
}

function pick<T extends object, K extends keyof T>(object: T, keys: readonly K[]): Pick<T, K> {
  return Object.fromEntries(keys.map((key) => [key, object[key]])) as Pick<T, K>;
}
