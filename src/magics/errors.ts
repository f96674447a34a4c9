/** A place in the body of a cell: line and column count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * Why a magic could not do its work, as the error of its cell: `name` becomes `ename`. Its message
 * names the thing, the cause and the remedy.
 */
export class MagicError extends Error {
  /** Marked in the cell. */
  readonly position: Position | null;

  constructor(
    name: string,
    message: string,
    {position = null, cause}: {position?: Position | null; cause?: unknown} = {},
  ) {
    super(message, {cause});
    this.name = name;
    this.position = position;
  }
}
