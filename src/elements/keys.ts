/** The keys of Jupyter's notebook. */

/** Where the keys go: to the cell as a whole, or into its source. */
export type KeyMode = 'command' | 'edit';

export type CommandName =
  | 'run-and-select-next'
  | 'run'
  | 'run-and-insert-below'
  | 'run-above'
  | 'run-below'
  | 'command-mode'
  | 'edit'
  | 'select-above'
  | 'select-below'
  | 'insert-above'
  | 'insert-below'
  | 'delete'
  | 'undo'
  | 'redo'
  | 'cut'
  | 'copy'
  | 'paste-below'
  | 'paste-above'
  | 'to-code'
  | 'to-markdown'
  | 'to-raw'
  | 'merge-below'
  | 'split'
  | 'move-up'
  | 'move-down'
  | 'toggle-output'
  | 'interrupt'
  | 'restart'
  | 'save'
  | 'help';

/** One shortcut. `Mod` is Ctrl, or Cmd on a Mac; `D D` is the key pressed twice. */
export interface Binding {
  readonly keys: string;
  readonly command: CommandName;
  readonly mode?: KeyMode;
  readonly what: string;
}

export const bindings: readonly Binding[] = [
  {keys: 'Shift+Enter', command: 'run-and-select-next', what: 'Run, select the next cell'},
  {keys: 'Mod+Enter', command: 'run', what: 'Run'},
  {keys: 'Alt+Enter', command: 'run-and-insert-below', what: 'Run, insert a cell below'},
  {keys: 'Mod+S', command: 'save', what: 'Keep the changes, or download the notebook'},
  {keys: 'Escape', command: 'command-mode', mode: 'edit', what: 'Leave the source'},
  {keys: 'Ctrl+Shift+-', command: 'split', mode: 'edit', what: 'Split the cell at the caret'},
  {keys: 'Enter', command: 'edit', mode: 'command', what: 'Edit the source'},
  {keys: 'ArrowUp', command: 'select-above', mode: 'command', what: 'Select the cell above'},
  {keys: 'K', command: 'select-above', mode: 'command', what: 'Select the cell above'},
  {keys: 'ArrowDown', command: 'select-below', mode: 'command', what: 'Select the cell below'},
  {keys: 'J', command: 'select-below', mode: 'command', what: 'Select the cell below'},
  {keys: 'A', command: 'insert-above', mode: 'command', what: 'Insert a cell above'},
  {keys: 'B', command: 'insert-below', mode: 'command', what: 'Insert a cell below'},
  {keys: 'D D', command: 'delete', mode: 'command', what: 'Delete the cell'},
  {keys: 'Z', command: 'undo', mode: 'command', what: 'Undo, such as a deletion'},
  {keys: 'Shift+Z', command: 'redo', mode: 'command', what: 'Redo'},
  {keys: 'X', command: 'cut', mode: 'command', what: 'Cut the cell'},
  {keys: 'C', command: 'copy', mode: 'command', what: 'Copy the cell'},
  {keys: 'V', command: 'paste-below', mode: 'command', what: 'Paste below'},
  {keys: 'Shift+V', command: 'paste-above', mode: 'command', what: 'Paste above'},
  {keys: 'Y', command: 'to-code', mode: 'command', what: 'Make it a code cell'},
  {keys: 'M', command: 'to-markdown', mode: 'command', what: 'Make it a text cell (Markdown)'},
  {keys: 'R', command: 'to-raw', mode: 'command', what: 'Make it a raw cell'},
  {keys: 'Shift+M', command: 'merge-below', mode: 'command', what: 'Merge with the cell below'},
  {keys: 'Alt+ArrowUp', command: 'move-up', mode: 'command', what: 'Move the cell up'},
  {keys: 'Alt+ArrowDown', command: 'move-down', mode: 'command', what: 'Move the cell down'},
  {keys: 'O', command: 'toggle-output', mode: 'command', what: 'Show or hide the output'},
  {keys: 'I I', command: 'interrupt', mode: 'command', what: 'Interrupt Python'},
  {keys: '0 0', command: 'restart', mode: 'command', what: 'Restart Python'},
  {keys: 'H', command: 'help', mode: 'command', what: 'Show these shortcuts'},
];

/** Two presses belong together when no more time is between them. */
const pairMs = 800;

/** Tells which command the pressed keys mean. One for each notebook, since pairs have a memory. */
export class Keys {
  #first = {keys: '', at: 0};

  commandOf(event: KeyboardEvent, mode: KeyMode): CommandName | null {
    const keys = describe(event);
    const first = this.#first;
    this.#first = {keys: '', at: 0};
    const command = find(keys, mode) ?? find(keys.replace(/^(Ctrl|Meta)\+/, 'Mod+'), mode);
    if (command) return command;
    const pair = find(`${keys} ${keys}`, mode);
    if (!pair || event.repeat) return null;
    if (first.keys === keys && event.timeStamp - first.at < pairMs) return pair;
    this.#first = {keys, at: event.timeStamp};
    return null;
  }
}

function find(keys: string, mode: KeyMode): CommandName | undefined {
  return bindings.find((each) => each.keys === keys && (each.mode ?? mode) === mode)?.command;
}

/** `Ctrl+Shift+-`, `Shift+Enter`, `D`. Letters follow the layout of the keyboard. */
function describe({key, ctrlKey, altKey, shiftKey, metaKey}: KeyboardEvent): string {
  // With Shift, the key of "-" gives another character.
  const name = key === '_' ? '-' : key.length === 1 ? key.toUpperCase() : key;
  const held = [ctrlKey && 'Ctrl', metaKey && 'Meta', altKey && 'Alt', shiftKey && 'Shift'];
  return [...held.filter(Boolean), name].join('+');
}
