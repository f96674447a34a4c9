import {isMissing} from './present.js';
import {field, type DataType, type Field} from './schema.js';

type Kind =
  | 'boolean'
  | 'integer'
  | 'bigint'
  | 'float'
  | 'text'
  | 'bytes'
  | 'instant'
  | 'list'
  | 'map'
  | 'struct'
  | 'other';

function kindOf(value: unknown): Kind {
  switch (typeof value) {
    case 'boolean':
      return 'boolean';
    case 'number':
      // -0 is no integer: it would lose its sign.
      return Number.isSafeInteger(value) && !Object.is(value, -0) ? 'integer' : 'float';
    case 'bigint':
      return 'bigint';
    case 'string':
      return 'text';
    case 'object':
      if (Array.isArray(value)) return 'list';
      if (value instanceof Uint8Array || value instanceof ArrayBuffer) return 'bytes';
      if (value instanceof Date) return 'instant';
      return value instanceof Map ? 'map' : 'struct';
    default:
      return 'other';
  }
}

/** What is known of a column's type after the values that were seen. */
export class TypeSketch {
  readonly #kinds = new Set<Kind>();
  /** Of integers that are given as bigints or negative. */
  #low = 0n;
  #high = 0n;
  #isNegative = false;
  /** Whether a bigint is none that a float keeps. */
  #isInexact = false;
  /** Of the items of lists, and of the keys and values of maps. */
  #items: TypeSketch | null = null;
  #keys: TypeSketch | null = null;
  /** Of the members of structs, in the order in which they came. */
  readonly #members = new Map<string, TypeSketch>();

  add(value: unknown): void {
    if (isMissing(value)) return;
    const kind = kindOf(value);
    this.#kinds.add(kind);
    switch (kind) {
      case 'integer':
        if ((value as number) < 0) this.#isNegative = true;
        break;
      case 'bigint':
        this.#measure(value as bigint);
        break;
      case 'list':
        this.#items ??= new TypeSketch();
        for (const item of value as unknown[]) this.#items.add(item);
        break;
      case 'map':
        this.#keys ??= new TypeSketch();
        this.#items ??= new TypeSketch();
        for (const [key, item] of value as Map<unknown, unknown>) {
          this.#keys.add(key);
          this.#items.add(item);
        }
        break;
      case 'struct':
        for (const [name, member] of Object.entries(value)) this.#member(name).add(member);
    }
  }

  field(name: string): Field {
    const [kind] = this.#kinds;
    const all = (...allowed: Kind[]) => [...this.#kinds].every((each) => allowed.includes(each));
    if (kind === undefined) return field(name, {name: 'null'});
    if (all('integer', 'bigint')) return this.#integer(name);
    if (all('integer', 'bigint', 'float') && !this.#isInexact) {
      return field(name, {name: 'floatingpoint', precision: 'DOUBLE'});
    }
    if (this.#kinds.size > 1) return json(name);
    switch (kind) {
      case 'boolean':
        return field(name, {name: 'bool'});
      case 'text':
        return field(name, TEXT);
      case 'bytes':
        return field(name, {name: 'binary'});
      case 'instant':
        return field(name, {name: 'timestamp', unit: 'MILLISECOND', timezone: 'UTC'});
      case 'list':
        return field(name, {name: 'list'}, {children: [this.#items!.field('item')]});
      case 'map':
        return this.#map(name);
      case 'struct':
        return this.#struct(name);
      default:
        return json(name);
    }
  }

  #member(name: string): TypeSketch {
    let member = this.#members.get(name);
    if (!member) this.#members.set(name, (member = new TypeSketch()));
    return member;
  }

  #measure(value: bigint): void {
    if (value < this.#low) this.#low = value;
    if (value > this.#high) this.#high = value;
    if (!isFloat(value)) this.#isInexact = true;
  }

  #integer(name: string): Field {
    const fits = (bitWidth: number) =>
      BigInt.asIntN(bitWidth, this.#low) === this.#low &&
      BigInt.asIntN(bitWidth, this.#high) === this.#high;
    if (fits(64)) return field(name, {name: 'int', bitWidth: 64, isSigned: true});
    const isPositive = this.#low === 0n && !this.#isNegative;
    if (isPositive && BigInt.asUintN(64, this.#high) === this.#high) {
      return field(name, {name: 'int', bitWidth: 64, isSigned: false});
    }
    return fits(128) ? field(name, {name: 'int', bitWidth: 128, isSigned: true}) : json(name);
  }

  #map(name: string): Field {
    const key = {...this.#keys!.field('key'), nullable: false};
    const children = [key, this.#items!.field('value')];
    const entry = field('entries', {name: 'struct'}, {nullable: false, children});
    return field(name, {name: 'map'}, {children: [entry]});
  }

  #struct(name: string): Field {
    // Empty objects have no columns to be kept in.
    if (this.#members.size === 0) return json(name);
    const children = Array.from(this.#members, ([member, sketch]) => sketch.field(member));
    return field(name, {name: 'struct'}, {children});
  }
}

/** Whether a float is that number, or prints as it. */
export function isFloat(value: bigint): boolean {
  const number = Number(value);
  if (!Number.isFinite(number)) return false;
  return BigInt(number) === value || String(number) === value.toString();
}

const TEXT: DataType = {name: 'utf8'};

function json(name: string): Field {
  return field(name, TEXT, {extension: 'arrow.json'});
}
