/** What an output shows has gone on by itself: what the notebook keeps of it should do so, too. */
export class OutputUpdateEvent extends Event {
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;

  constructor(data: Record<string, unknown>, metadata: Record<string, unknown>) {
    super('serverless-output-update', {bubbles: true, composed: true});
    this.data = data;
    this.metadata = metadata;
  }
}

declare global {
  interface HTMLElementEventMap {
    'serverless-output-update': OutputUpdateEvent;
  }
}
