import {PLAIN, type TextStyle, applyGraphicRendition} from './text-style.js';

/** Text of one style. */
export interface Run {
  readonly text: string;
  readonly style: TextStyle;
}

/** One line of a terminal, as runs. */
export class Line {
  runs: Run[] = [];
  length = 0;

  /** Writes over what stands at `column`, and to its right. */
  write(column: number, text: string, style: TextStyle): void {
    if (column > this.length) this.#append(' '.repeat(column - this.length), PLAIN);
    if (column === this.length) return this.#append(text, style);
    const rest = this.#slice(column + text.length, this.length);
    this.cut(column);
    this.#append(text, style);
    for (const run of rest) this.#append(run.text, run.style);
  }

  /** Removes all from `column` on. */
  cut(column: number): void {
    this.runs = this.#slice(0, column);
    this.length = Math.min(this.length, column);
  }

  #append(text: string, style: TextStyle): void {
    const last = this.runs.at(-1);
    if (last?.style === style) this.runs[this.runs.length - 1] = {text: last.text + text, style};
    else this.runs.push({text, style});
    this.length += text.length;
  }

  #slice(start: number, end: number): Run[] {
    const runs: Run[] = [];
    let offset = 0;
    for (const {text, style} of this.runs) {
      const part = text.slice(Math.max(0, start - offset), Math.max(0, end - offset));
      if (part) runs.push({text: part, style});
      offset += text.length;
    }
    return runs;
  }
}

const CONTROL =
  /\x1b\[([\d;:<=>?]*)[ -/]*([@-~])|\x1b\]([^\x07\x1b]*)(?:\x07|\x1b\\)|\x1b[ -/]*[0-Z\\^-~]|[\x00-\x08\x0b-\x1f\x7f]|\n/g;
const UNFINISHED = /\x1b(?:\[[\d;:<=>?]*[ -/]*|\][^\x07\x1b]{0,4096}\x1b?|[ -/]*)$/;

/**
 * The little of a terminal that programs use when they print to a notebook: colours, `\r` and `\b`
 * for progress bars, and moving up some lines for several of them.
 */
export class Terminal {
  lines: Line[] = [new Line()];
  #row = 0;
  #column = 0;
  #style: TextStyle = PLAIN;
  /** The start of an escape sequence whose end has not come yet. */
  #rest = '';

  write(text: string): void {
    const input = this.#rest + text;
    this.#rest = UNFINISHED.exec(input.slice(-4200))?.[0] ?? '';
    const end = input.length - this.#rest.length;
    let start = 0;
    CONTROL.lastIndex = 0;
    for (let match = CONTROL.exec(input); match; match = CONTROL.exec(input)) {
      if (match.index >= end) break;
      if (match.index > start) this.#print(input.slice(start, match.index));
      start = CONTROL.lastIndex;
      if (match[0] === '\n') this.#newLine();
      else this.#control(match);
    }
    if (start < end) this.#print(input.slice(start, end));
  }

  /**
   * Takes away the first lines, which then never change again; as many as can be without the cursor
   * being near.
   */
  takeLines(count: number): Line[] {
    if (this.#row < count) return [];
    this.#row -= count;
    return this.lines.splice(0, count);
  }

  get #line(): Line {
    return this.lines[this.#row]!;
  }

  #print(text: string): void {
    this.#line.write(this.#column, text, this.#style);
    this.#column += text.length;
  }

  #newLine(): void {
    this.#row++;
    this.#column = 0;
    if (this.#row === this.lines.length) this.lines.push(new Line());
  }

  #control([sequence, parameters = '', command, system]: RegExpExecArray): void {
    if (sequence === '\r') this.#column = 0;
    else if (sequence === '\b') this.#backspace();
    else if (system !== undefined) this.#systemCommand(system);
    else if (command === 'm') this.#style = applyGraphicRendition(this.#style, parameters);
    else if (command) this.#move(command, parameters);
  }

  /** As in Jupyter, at the end of a line a backspace takes the character away. */
  #backspace(): void {
    if (this.#column === 0) return;
    this.#column--;
    if (this.#column === this.#line.length - 1) this.#line.cut(this.#column);
  }

  #move(command: string, parameters: string): void {
    const number = parseInt(parameters, 10);
    const steps = Math.min(number || 1, 1000);
    if (command === 'A' || command === 'F') this.#row = Math.max(0, this.#row - steps);
    else if (command === 'B' || command === 'E') {
      this.#row = Math.min(this.lines.length - 1, this.#row + steps);
    } else if (command === 'C') this.#column += steps;
    else if (command === 'D') this.#column = Math.max(0, this.#column - steps);
    else if (command === 'G') this.#column = steps - 1;
    else if (command === 'K') this.#eraseLine(number || 0);
    else if (command === 'J') this.#eraseBelow(number || 0);
    if (command === 'E' || command === 'F') this.#column = 0;
  }

  #eraseLine(mode: number): void {
    if (mode === 0) this.#line.cut(this.#column);
    else if (mode === 2) this.#line.cut(0);
    else this.#line.write(0, ' '.repeat(Math.min(this.#column + 1, this.#line.length)), PLAIN);
  }

  #eraseBelow(mode: number): void {
    if (mode === 1) return;
    if (mode === 0) this.#line.cut(this.#column);
    else [this.#row, this.#column] = [0, 0];
    this.lines.length = this.#row + 1;
    if (mode !== 0) this.lines = [new Line()];
  }

  /** Only hyperlinks, `ESC ] 8 ; ; URL ST`; titles and the like have no place here. */
  #systemCommand(text: string): void {
    const link = /^8;[^;]*;(.*)$/s.exec(text)?.[1];
    if (link === undefined) return;
    this.#style = {...this.#style, link: /^https?:\/\//.test(link) ? link : undefined};
  }
}
