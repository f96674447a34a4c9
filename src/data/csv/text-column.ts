import {field, type DataType, type Field} from '../schema.js';
import {isFloat} from '../type-sketch.js';
import {kindOf, type Kind} from './kinds.js';

/** A column of texts that finds out which type holds them all. */
export class TextColumn {
  readonly name: string;
  readonly texts: string[] = [];
  readonly #kinds = new Set<Kind>();
  /** Of whole numbers. */
  #low = 0n;
  #high = 0n;
  /** Of numbers that a float may not hold: digits before and after the point. */
  #wholeDigits = 0;
  #scale = 0;
  #isInexact = false;
  #isNanosecond = false;
  /** As timestamps name them; more than one means that each value keeps its own. */
  readonly #offsets = new Set<string>();

  constructor(name: string) {
    this.name = name;
  }

  push(text: string): void {
    this.texts.push(text);
    // What is text stays text.
    if (text === '' || this.#kinds.has('text')) return;
    const kind = kindOf(text);
    this.#kinds.add(kind);
    if (kind === 'integer') this.#measureInteger(text);
    else if (kind === 'decimal') this.#measureDigits(text);
    else if (kind === 'timestamp' || kind === 'instant') {
      if (/\.\d{7}/.test(text)) this.#isNanosecond = true;
      if (kind === 'instant') this.#offsets.add(offsetOf(text));
    }
  }

  field(): Field {
    const type = this.#type();
    if (type !== 'zoned') return field(this.name, type);
    const unit = this.#isNanosecond ? 'NANOSECOND' : 'MICROSECOND';
    return field(
      this.name,
      {name: 'struct'},
      {
        extension: 'serverless.zoned',
        children: [
          field('instant', {name: 'timestamp', unit, timezone: 'UTC'}),
          field('zone', {name: 'utf8'}),
        ],
      },
    );
  }

  /** What the builders take for some of the texts. */
  values(texts: readonly string[]): readonly unknown[] {
    const type = this.#type();
    const convert = type === 'zoned' ? keep : converter(type);
    return texts.map((text) => (text === '' ? null : convert(text)));
  }

  #measureInteger(text: string): void {
    this.#measureDigits(text);
    if (text.length < 16) return;
    const value = BigInt(text);
    if (value < this.#low) this.#low = value;
    if (value > this.#high) this.#high = value;
    if (!isFloat(value)) this.#isInexact = true;
  }

  #measureDigits(text: string): void {
    const start = text.startsWith('-') ? 1 : 0;
    const point = text.indexOf('.');
    const end = point < 0 ? text.length : point;
    if (end - start > this.#wholeDigits) this.#wholeDigits = end - start;
    if (point >= 0) this.#scale = Math.max(this.#scale, text.length - point - 1);
  }

  #type(): DataType | 'zoned' {
    const kinds = [...this.#kinds];
    const only = (...allowed: Kind[]) => kinds.every((kind) => allowed.includes(kind));
    if (kinds.length === 0) return this.texts.length === 0 ? TEXT : {name: 'null'};
    if (only('boolean')) return {name: 'bool'};
    if (only('integer')) return this.#integerType();
    if (only('integer', 'decimal', 'float')) return this.#floatType(only('integer', 'decimal'));
    if (only('date')) return {name: 'date', unit: 'DAY'};
    const unit = this.#isNanosecond ? 'NANOSECOND' : 'MICROSECOND';
    if (only('date', 'timestamp') && this.#fitsUnit()) return {name: 'timestamp', unit};
    if (only('instant') && this.#fitsUnit()) {
      if (this.#offsets.size > 1) return 'zoned';
      const [timezone = 'UTC'] = this.#offsets;
      return {name: 'timestamp', unit, timezone};
    }
    return TEXT;
  }

  #integerType(): DataType {
    const fits = (bits: number) =>
      BigInt.asIntN(bits, this.#low) === this.#low &&
      BigInt.asIntN(bits, this.#high) === this.#high;
    if (fits(64)) return {name: 'int', bitWidth: 64, isSigned: true};
    const isPositive = !this.texts.some((text) => text.startsWith('-'));
    if (isPositive && BigInt.asUintN(64, this.#high) === this.#high) {
      return {name: 'int', bitWidth: 64, isSigned: false};
    }
    return fits(128) ? {name: 'int', bitWidth: 128, isSigned: true} : TEXT;
  }

  /** A float, unless whole numbers among them are beyond what it holds. */
  #floatType(isPlain: boolean): DataType {
    if (!this.#isInexact) return {name: 'floatingpoint', precision: 'DOUBLE'};
    const precision = this.#wholeDigits + this.#scale;
    if (!isPlain || precision > 76) return TEXT;
    return {name: 'decimal', precision, scale: this.#scale, bitWidth: precision > 38 ? 256 : 128};
  }

  /** Nanoseconds reach from 1677 to 2262 only. */
  #fitsUnit(): boolean {
    if (!this.#isNanosecond) return true;
    return this.texts.every((text) => text === '' || (text >= '1678' && text < '2262'));
  }
}

const TEXT: DataType = {name: 'utf8'};

function offsetOf(text: string): string {
  const offset = /[+-]\d\d:?\d\d$/.exec(text)?.[0];
  if (offset === undefined) return 'UTC';
  const plain = offset.includes(':') ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`;
  return plain === '+00:00' ? 'UTC' : plain;
}

function keep(text: string): unknown {
  return text;
}

function converter(type: DataType): (text: string) => unknown {
  switch (type.name) {
    case 'bool':
      return (text) => /^t/i.test(text);
    case 'int':
      return (text) => (text.length < 16 ? Number(text) : BigInt(text));
    case 'floatingpoint':
      return toFloat;
    default:
      return keep;
  }
}

function toFloat(text: string): number {
  const number = Number(text);
  if (!Number.isNaN(number)) return number;
  if (/^nan$/i.test(text)) return NaN;
  return text.startsWith('-') ? -Infinity : Infinity;
}
