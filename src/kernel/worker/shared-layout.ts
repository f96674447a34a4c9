/**
 * Where things are in the memory that page and worker share: 32-bit cells, then the bytes of a text.
 */
export const sharedCells = {
  /** How many interrupts there have been. */
  interrupts: 0,
  /** How many batches of messages the page has taken. */
  taken: 1,
  /** Zero, or one more than the length of the answer; negative when another piece follows. */
  answer: 2,
  /** Counts up with every change; what the worker waits on. */
  changes: 3,
  count: 4,
} as const;

/** Bytes of the text. */
export const textCapacity = 1 << 16;

export const sharedBytes = sharedCells.count * 4 + textCapacity;
