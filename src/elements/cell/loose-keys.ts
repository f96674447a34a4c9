import type {CellElement} from '../cell.js';
import {type CommandName, Keys} from '../keys.js';

/** The commands that make sense for a cell without a notebook. */
const commands: Partial<Record<CommandName, (cell: CellElement) => void>> = {
  'run-and-select-next': run,
  'run-and-insert-below': run,
  run,
  'command-mode': (cell) => cell.focus(),
  edit: (cell) => void cell.edit(),
  'toggle-output': (cell) => cell.toggleOutput(),
  interrupt: (cell) => void cell.interrupt(),
  restart: (cell) => void cell.restart(),
};

/** Answers the keys that are pressed in a cell which stands alone in a page. */
export function looseKeys(cell: CellElement): (event: KeyboardEvent) => void {
  const keys = new Keys();
  return (event) => {
    const mode = cell.keyMode(event);
    const name = mode && !event.defaultPrevented ? keys.commandOf(event, mode) : null;
    const command = name && commands[name];
    if (!command) return;
    event.preventDefault();
    command(cell);
  };
}

function run(cell: CellElement): void {
  void cell.run();
}
