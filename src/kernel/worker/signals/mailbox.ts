/**
 * What a worker can learn from the page while Python blocks it and no message comes in.
 */
export interface Mailbox {
  /** How many interrupts the page has sent. */
  interrupts(): number;
  /** A new question is about to be sent: an answer to an older one is not meant for it. */
  forgetAnswer(): void;
  /** Prepares for `isTaken` or `takeAnswer`. */
  expect(what: Expected): void;
  /** The page has taken all messages that were posted before it was expected. */
  isTaken(): boolean;
  /** The answer to `input()`, or null while there is none. */
  takeAnswer(): string | null;
  /** Blocks for some time, or until there may be something new. */
  pause(ms: number): void;
}

export type Expected = 'answer' | 'taken';
