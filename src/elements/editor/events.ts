/** The reader changed the source of an editor. */
export class ChangeEvent extends Event {
  readonly value: string;
  constructor(value: string) {
    super('serverless-change', {bubbles: true, composed: true});
    this.value = value;
  }
}

/**
 * The reader pressed an arrow key where the source ends in that direction. Call `preventDefault()`
 * to take the focus elsewhere; otherwise the key does what it does in any text.
 */
export class LeaveEvent extends Event {
  readonly direction: 'up' | 'down';
  constructor(direction: 'up' | 'down') {
    super('serverless-leave', {bubbles: true, composed: true, cancelable: true});
    this.direction = direction;
  }
}

declare global {
  interface HTMLElementEventMap {
    'serverless-change': ChangeEvent;
    'serverless-leave': LeaveEvent;
  }
}
