import {CellModel} from '../../notebook/cell-model.js';
import type {Cell, CellType} from '../../protocol/nbformat.js';
import {cellId} from '../../protocol/nbformat.js';
import type {CellElement} from '../cell.js';
import type {NotebookElement} from '../notebook.js';
import type {CommandName} from '../keys.js';

type Command = (notebook: NotebookElement, cell: CellElement) => void;

/** What was cut or copied last, in any notebook of the page. */
let clipboard: readonly Cell[] = [];

/** Commands that change the notebook, which a read-only one does not allow. */
const edits: ReadonlySet<CommandName> = new Set([
  'run-and-insert-below',
  'insert-above',
  'insert-below',
  'delete',
  'undo',
  'redo',
  'cut',
  'paste-below',
  'paste-above',
  'to-code',
  'to-markdown',
  'to-raw',
  'merge-below',
  'split',
  'move-up',
  'move-down',
]);

/** Of these, those that change what is in a cell, which a read-only cell does not allow. */
const cellEdits: ReadonlySet<CommandName> = new Set([
  'to-code',
  'to-markdown',
  'to-raw',
  'merge-below',
  'split',
]);

const commands: Record<CommandName, Command> = {
  'run-and-select-next': (notebook, cell) => {
    void cell.run();
    const next = below(notebook, cell);
    if (next) notebook.select(next);
    else if (!notebook.readonly) insert(notebook, notebook.cells.length, {edit: true});
    else notebook.select(cell);
  },
  run: (notebook, cell) => {
    void cell.run();
    notebook.select(cell);
  },
  'run-and-insert-below': (notebook, cell) => {
    void cell.run();
    insert(notebook, indexOf(notebook, cell) + 1, {edit: true});
  },
  'run-above': (notebook, cell) => void notebook.runAbove(cell),
  'run-below': (notebook, cell) => void notebook.runBelow(cell),
  'command-mode': (notebook, cell) => notebook.select(cell),
  edit: (_, cell) => void cell.edit(),
  'select-above': (notebook, cell) => notebook.select(above(notebook, cell) ?? cell),
  'select-below': (notebook, cell) => notebook.select(below(notebook, cell) ?? cell),
  'insert-above': (notebook, cell) => insert(notebook, indexOf(notebook, cell)),
  'insert-below': (notebook, cell) => insert(notebook, indexOf(notebook, cell) + 1),
  delete: (notebook, cell) => remove(notebook, cell, 'Delete cell'),
  undo: (notebook) => notebook.undo(),
  redo: (notebook) => notebook.redo(),
  cut: (notebook, cell) => {
    clipboard = [cell.model.toJSON()];
    remove(notebook, cell, 'Cut cell');
  },
  copy: (notebook, cell) => {
    clipboard = [cell.model.toJSON()];
    notebook.announce('Cell copied');
  },
  'paste-below': (notebook, cell) => paste(notebook, indexOf(notebook, cell) + 1),
  'paste-above': (notebook, cell) => paste(notebook, indexOf(notebook, cell)),
  'to-code': (notebook, cell) => setType(notebook, cell, 'code'),
  'to-markdown': (notebook, cell) => setType(notebook, cell, 'markdown'),
  'to-raw': (notebook, cell) => setType(notebook, cell, 'raw'),
  'merge-below': (notebook, cell) => {
    if (!below(notebook, cell)) return;
    notebook.model.mergeBelow(cell.model);
    notebook.select(cell);
  },
  split: (notebook, cell) => {
    const offset = cell.caret;
    if (offset === null) return;
    const rest = notebook.model.split(cell.model, offset);
    void notebook.elementOf(rest).edit();
  },
  'move-up': (notebook, cell) => move(notebook, cell, -1),
  'move-down': (notebook, cell) => move(notebook, cell, 1),
  'toggle-output': (_, cell) => cell.toggleOutput(),
  interrupt: (notebook) => void notebook.interrupt(),
  restart: (notebook) => void notebook.restart({ask: true}),
  save: (notebook) => void notebook.save(),
  help: (notebook) => void notebook.showHelp(),
};

/** Does what the reader has asked for. */
export function runCommand(name: CommandName, notebook: NotebookElement, cell: CellElement): void {
  if (notebook.readonly && edits.has(name)) {
    if (name === 'run-and-insert-below') void cell.run();
    else notebook.announce('This notebook is read-only');
    return;
  }
  const changed = name === 'merge-below' ? [cell, below(notebook, cell)] : [cell];
  if (cellEdits.has(name) && changed.some((each) => each?.readonly)) {
    notebook.announce('This cell is read-only');
    return;
  }
  commands[name](notebook, cell);
}

/** Puts a new, empty cell into the notebook. */
export function insert(
  notebook: NotebookElement,
  index: number,
  {type = 'code', edit = false}: {type?: CellType; edit?: boolean} = {},
): void {
  const cell = new CellModel({cell_type: type});
  notebook.model.insert(index, [cell]);
  const element = notebook.elementOf(cell);
  notebook.select(element);
  if (edit) void element.edit();
}

function remove(notebook: NotebookElement, cell: CellElement, label: string): void {
  const next = below(notebook, cell) ?? above(notebook, cell);
  notebook.model.remove([cell.model], label);
  notebook.offerUndo(label === 'Cut cell' ? 'Cell cut.' : 'Cell deleted.');
  if (next) notebook.select(next);
  else notebook.focus();
}

function paste(notebook: NotebookElement, index: number): void {
  if (!clipboard.length) return;
  const cells = clipboard.map((cell) => new CellModel({...cell, id: cellId()}));
  notebook.model.insert(index, cells, 'Paste cell');
  notebook.select(notebook.elementOf(cells.at(-1)!));
}

function setType(notebook: NotebookElement, cell: CellElement, type: CellType): void {
  notebook.model.setType(cell.model, type);
  cell.editing = type === 'markdown';
  notebook.select(cell);
}

function move(notebook: NotebookElement, cell: CellElement, by: -1 | 1): void {
  const index = indexOf(notebook, cell) + by;
  if (index < 0 || index >= notebook.cells.length) return;
  notebook.model.move(cell.model, index);
  notebook.select(cell);
  notebook.announce(
    `Cell moved ${by < 0 ? 'up' : 'down'}, now ${index + 1} of ${notebook.cells.length}`,
  );
}

function indexOf(notebook: NotebookElement, cell: CellElement): number {
  return notebook.model.cells.indexOf(cell.model);
}

function above(notebook: NotebookElement, cell: CellElement): CellElement | undefined {
  return notebook.cells[indexOf(notebook, cell) - 1];
}

function below(notebook: NotebookElement, cell: CellElement): CellElement | undefined {
  return notebook.cells[indexOf(notebook, cell) + 1];
}
