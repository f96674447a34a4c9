import type {Output} from '../protocol/nbformat.js';
import {joinLines} from '../protocol/nbformat.js';

/** Output is announced once it has been quiet for so long, not line by line. */
const QUIET_MS = 1000;
const SHORT = 200;

/** Tells screen readers, politely, what came. */
export class Announcer {
  readonly element = document.createElement('div');
  #timer = 0;

  constructor() {
    this.element.className = 'announcer';
    this.element.setAttribute('role', 'status');
  }

  /** Announces the last output when no other call follows soon. */
  announce(outputs: () => readonly Output[]): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      const last = outputs().at(-1);
      this.element.textContent = last ? describe(last) : '';
    }, QUIET_MS);
  }

  disconnect(): void {
    clearTimeout(this.#timer);
  }
}

function describe(output: Output): string {
  if (output.output_type === 'error') return `Error. ${output.ename}: ${output.evalue}`;
  if (output.output_type === 'stream') {
    return 'length' in output && (output.length as number) > SHORT
      ? 'Long text was printed'
      : joinLines(output.text).trim();
  }
  if (Object.keys(output.data).some((type) => type.startsWith('image/'))) return 'Image output';
  const plain = output.data['text/plain'];
  const text = (
    Array.isArray(plain) ? plain.join('') : typeof plain === 'string' ? plain : ''
  ).trim();
  return text && text.length <= SHORT ? text : 'Output is ready';
}
