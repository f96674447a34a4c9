/** What ends a cell that the page has answered. */
export interface Tail {
  /** What the reader ran: it is kept as the input of the cell. */
  readonly source: string;
  /** Whether the last frame is shown, as the value of a cell's last line is. */
  readonly show: boolean;
  /**
   * Frames that `kernel.write` put into slots (see `stagingSlot`), and the variables that they
   * become; null for none. Without any, the cell is only counted.
   */
  readonly staged?: readonly {readonly slot: string; readonly name: string | null}[];
}

let count = 0;

/**
 * A name for `kernel.write` under which no code sees the frame, until `tailCode` gives it another.
 * It starts with `:` and is unique, since cells of several notebooks may share a kernel.
 */
export function stagingSlot(): string {
  return `:${crypto.getRandomValues(new Uint32Array(1))[0]!.toString(36)}-${count++}`;
}

/**
 * Python for the one `execute_request` that ends such a cell. It gives all frames their names, or
 * none; shows the last one through the kernel's own display hook, so that `_`, `Out` and the count
 * are as if the kernel had answered; and keeps the source of the cell as its input (`In`, `_i`, the
 * history) in place of this code.
 *
 * `NAME <<` (a name, not shown) leaves `_` alone, as an assignment does; a frame without a name is
 * `_`, also if it is not shown.
 */
export function tailCode({source, show, staged = []}: Tail): string {
  if (staged.length === 0) return `${countCode}(${text(source)})`;
  const pairs = staged.map(({slot, name}) => `(${text(slot)}, ${text(name)}),`).join(' ');
  return `${bridge('finish')}(${text(source)}, (${pairs}), ${show ? 'True' : 'False'})`;
}

/** Python that forgets frames which were written to slots and are not wanted any more. */
export function discardCode(slots: readonly string[]): string {
  return `${bridge('discard')}(${slots.map(text).join(', ')})`;
}

/** The cell may have failed before anything was put into the kernel. */
const countCode =
  `getattr(__import__("sys").modules.get("serverless_data.bridge", get_ipython()), ` +
  `"replace_input", lambda _: None)`;

function bridge(name: string): string {
  return `__import__("serverless_data.bridge", fromlist=["bridge"]).${name}`;
}

/** JSON of a text is Python, too. */
function text(value: string | null): string {
  return value === null ? 'None' : JSON.stringify(value);
}
