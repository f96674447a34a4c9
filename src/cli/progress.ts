/** Says on stderr what is going on: one changing line on a terminal, a line per file elsewhere. */
export class Progress {
  readonly #out: NodeJS.WriteStream;
  #drawn = 0;

  constructor(out: NodeJS.WriteStream = process.stderr) {
    this.#out = out;
  }

  /** A line that stays. */
  say(line: string): void {
    this.#clear();
    this.#out.write(`${line}\n`);
  }

  /** How far a file is; only a terminal shows it, at most ten times a second. */
  update(what: string, bytes: number, total: number): void {
    const now = Date.now();
    if (!this.#out.isTTY || now - this.#drawn < 100) return;
    this.#clear();
    const percent = total > 0 ? ` of ${size(total)}, ${Math.floor((100 * bytes) / total)}%` : '';
    this.#out.write(`${what}: ${size(bytes)}${percent}`.slice(0, (this.#out.columns || 80) - 1));
    this.#drawn = now;
  }

  #clear(): void {
    if (this.#out.isTTY) this.#out.write('\r\x1b[K');
  }
}

/** A size as people read it: `3.0 MB`. */
export function size(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
