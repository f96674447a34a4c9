/** One step that can be taken back: `apply` takes it and gives the step that takes it back. */
export interface Step {
  /** In plain words, such as "Delete cell". */
  readonly label: string;
  apply(): Step;
}

/** What a reader did to a notebook, to undo and redo it. */
export class History {
  #done: Step[] = [];
  #undone: Step[] = [];

  get undoLabel(): string | null {
    return this.#done.at(-1)?.label ?? null;
  }

  get redoLabel(): string | null {
    return this.#undone.at(-1)?.label ?? null;
  }

  /** Takes a step and remembers how to take it back. */
  do(step: Step): void {
    this.#done.push(step.apply());
    this.#undone = [];
  }

  undo(): boolean {
    return move(this.#done, this.#undone);
  }

  redo(): boolean {
    return move(this.#undone, this.#done);
  }
}

function move(from: Step[], to: Step[]): boolean {
  const step = from.pop();
  if (step) to.push(step.apply());
  return step !== undefined;
}
