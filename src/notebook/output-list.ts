import {
  type DisplayContent,
  type Message,
  type MimeBundle,
  isMessage,
} from '../protocol/messages.js';
import type {Output} from '../protocol/nbformat.js';
import {StreamText} from './stream-text.js';

/** What changed, so that a view needs to render only that. */
export type OutputChange =
  | {readonly kind: 'add'; readonly index: number}
  | {readonly kind: 'append'; readonly index: number}
  | {readonly kind: 'update'; readonly index: number}
  | {readonly kind: 'reset'};

/** Says that an `OutputList` is no longer what it was. */
export class OutputChangeEvent extends Event {
  readonly change: OutputChange;

  constructor(change: OutputChange) {
    super('output-change');
    this.change = change;
  }
}

/**
 * The outputs of one cell, as Jupyter's messages make them.
 *
 * A stream is a `StreamText` that grows in place; any other output is a new object when it changes.
 *
 * @fires output-change - an `OutputChangeEvent`, once for each message that changed something
 */
export class OutputList extends EventTarget {
  #outputs: Output[];
  /** Which displays of this list have which id; it is transient and never saved. */
  #displayIds = new WeakMap<Output, string>();
  /** What took the place of an output that has changed. */
  #successors = new WeakMap<Output, Output>();
  /** What is shown below an output; it is of this run, and never saved. */
  #captions = new WeakMap<Output, string>();
  #clearBeforeNext = false;

  constructor(outputs: readonly Output[] = []) {
    super();
    this.#outputs = fromFile(outputs);
  }

  get outputs(): readonly Output[] {
    return this.#outputs;
  }

  captionOf(output: Output): string | undefined {
    return this.#captions.get(output);
  }

  /** Applies a message of the cell's own execution; messages that are no outputs are ignored. */
  handle(message: Message): void {
    if (isMessage(message, 'stream')) {
      this.#stream(message.content.name, message.content.text);
    } else if (isMessage(message, 'display_data')) {
      this.updateDisplay(message);
      const {data, metadata} = message.content;
      this.#add({output_type: 'display_data', data, metadata: metadata ?? {}}, message.content);
    } else if (isMessage(message, 'execute_result')) {
      this.updateDisplay(message);
      const {data, metadata, execution_count} = message.content;
      this.#add(
        {output_type: 'execute_result', execution_count, data, metadata: metadata ?? {}},
        message.content,
      );
    } else if (isMessage(message, 'update_display_data')) {
      this.updateDisplay(message);
    } else if (isMessage(message, 'error')) {
      const {ename, evalue, traceback} = message.content;
      this.#add({output_type: 'error', ename, evalue, traceback});
    } else if (isMessage(message, 'clear_output')) {
      if (message.content.wait) this.#clearBeforeNext = true;
      else this.clear();
    }
  }

  /**
   * Replaces the data of every display with the message's `display_id`. The message may come from
   * any cell: an `update_display_data`, or a new display that reuses an id.
   *
   * @returns whether this list has such a display
   */
  updateDisplay(message: Message): boolean {
    const {data, metadata, transient} = message.content as Partial<DisplayContent>;
    const id = transient?.display_id;
    if (!id || !data) return false;
    let found = false;
    this.#outputs.forEach((output, index) => {
      if (this.#displayIds.get(output) !== id || !('data' in output)) return;
      const updated = {...output, data, metadata: metadata ?? {}};
      found = true;
      this.#update(index, updated);
    });
    return found;
  }

  /**
   * An output has gone on by itself, as that of a job does: this is what it says now.
   *
   * @param output - as it is shown, which may be before changes that are not drawn yet
   */
  updateOutput(output: Output, data: MimeBundle, metadata: Record<string, unknown>): void {
    let current = output;
    for (let next; (next = this.#successors.get(current));) current = next;
    const index = this.#outputs.indexOf(current);
    if (index >= 0 && 'data' in current) this.#update(index, {...current, data, metadata});
  }

  clear(): void {
    this.#clearBeforeNext = false;
    if (this.#outputs.length === 0) return;
    this.#outputs = [];
    this.#changed({kind: 'reset'});
  }

  /** Shows other outputs in the place of these, such as those of before they were cleared. */
  replace(outputs: readonly Output[]): void {
    this.#clearBeforeNext = false;
    this.#outputs = fromFile(outputs);
    this.#changed({kind: 'reset'});
  }

  /** Outputs that are valid in an nbformat 4.5 file. */
  toJSON(): Output[] {
    return this.#outputs.map((output) => {
      if (output instanceof StreamText) return output.toJSON();
      if (!('data' in output)) return output;
      return {...output, data: validBundle(output.data)};
    });
  }

  #stream(name: 'stdout' | 'stderr', text: string): void {
    if (!text) return;
    const last = this.#outputs.at(-1);
    if (!this.#clearBeforeNext && last instanceof StreamText && last.name === name) {
      last.append(text);
      this.#changed({kind: 'append', index: this.#outputs.length - 1});
    } else {
      this.#add(new StreamText(name, text));
    }
  }

  #add(output: Output, {transient}: Partial<DisplayContent> = {}): void {
    const clears = this.#clearBeforeNext && this.#outputs.length > 0;
    if (clears) this.#outputs = [];
    this.#clearBeforeNext = false;
    if (transient?.display_id) this.#displayIds.set(output, transient.display_id);
    if (transient?.caption) this.#captions.set(output, transient.caption);
    this.#outputs.push(output);
    this.#changed(clears ? {kind: 'reset'} : {kind: 'add', index: this.#outputs.length - 1});
  }

  #update(index: number, updated: Output): void {
    const output = this.#outputs[index]!;
    const id = this.#displayIds.get(output);
    if (id) this.#displayIds.set(updated, id);
    this.#successors.set(output, updated);
    this.#outputs[index] = updated;
    this.#changed({kind: 'update', index});
  }

  #changed(change: OutputChange): void {
    this.dispatchEvent(new OutputChangeEvent(change));
  }
}

function fromFile(outputs: readonly Output[]): Output[] {
  return outputs.map((output) =>
    output.output_type === 'stream' ? new StreamText(output.name, output.text) : output,
  );
}

/** nbformat wants text in a bundle, but for JSON types; a kernel may send anything. */
function validBundle(data: MimeBundle): MimeBundle {
  return Object.fromEntries(
    Object.entries(data).map(([type, value]) => {
      const valid =
        typeof value === 'string' ||
        /^application\/(.*\+)?json$/.test(type) ||
        (Array.isArray(value) && value.every((line) => typeof line === 'string'));
      return [type, valid ? value : JSON.stringify(value)];
    }),
  );
}
