import {getBit} from '../bits.js';
import {GrowingBytes} from '../growing.js';
import {int32s, layoutOf} from '../layout.js';
import type {Field} from '../schema.js';
import type {ArrayData} from '../table.js';

/** One column of values below a top-level column, and what leads to it. */
export interface Leaf {
  readonly path: readonly string[];
  readonly field: Field;
  readonly maxDefinition: number;
  readonly maxRepetition: number;
  /** Which child to take at each struct and map on the way. */
  readonly turns: readonly number[];
}

/** What Parquet stores of nesting and missing values, and the rows of the values that are there. */
export interface Levels {
  readonly definitions: number[];
  readonly repetitions: number[];
  readonly present: number[];
}

export function leavesOf(
  field: Field,
  path: readonly string[] = [],
  definition = 0,
  repetition = 0,
  turns: readonly number[] = [],
): Leaf[] {
  const own = [...path, field.name];
  const level = definition + (field.nullable ? 1 : 0);
  const {kind} = layoutOf(field.type);
  if (kind === 'struct') {
    return field.children.flatMap((child, i) =>
      leavesOf(child, own, level, repetition, [...turns, i]),
    );
  }
  if (kind === 'list') {
    const inner = field.type.name === 'map' ? field.children[0]!.children : [elementOf(field)];
    const between = [...own, field.type.name === 'map' ? 'key_value' : 'list'];
    return inner.flatMap((child, i) =>
      leavesOf(
        child,
        between,
        level + 1,
        repetition + 1,
        field.type.name === 'map' ? [...turns, i] : turns,
      ),
    );
  }
  return [{path: own, field, maxDefinition: level, maxRepetition: repetition, turns}];
}

/** The name that the items of a list have in files. */
export function elementOf(list: Field): Field {
  return {...list.children[0]!, name: 'element'};
}

/** The levels of the rows from `begin` to before `end`. */
export function levelsOf(
  field: Field,
  data: ArrayData,
  leaf: Leaf,
  begin: number,
  end: number,
): Levels & {leafData: ArrayData} {
  const levels: Levels = {definitions: [], repetitions: [], present: []};
  if (leaf.path.length === 1 && data.nullCount === 0 && field.type.name !== 'null') {
    const length = end - begin;
    return {
      definitions: new Array<number>(length).fill(leaf.maxDefinition),
      repetitions: [],
      present: Array.from({length}, (_, i) => begin + i),
      leafData: data,
    };
  }
  const {walk, leafData} = walker(field, data, leaf.turns, 0, 0, levels);
  for (let i = begin; i < end; i++) walk(i, 0);
  return {...levels, leafData};
}

type Walk = (index: number, repetition: number) => void;

function walker(
  field: Field,
  data: ArrayData,
  turns: readonly number[],
  definition: number,
  depth: number,
  levels: Levels,
): {walk: Walk; leafData: ArrayData} {
  const {definitions, repetitions, present} = levels;
  const emit = (repetition: number, level: number) => {
    repetitions.push(repetition);
    definitions.push(level);
  };
  const level = definition + (field.nullable ? 1 : 0);
  const optional = (walk: Walk): Walk => {
    const validity = data.buffers[0];
    if (field.type.name === 'null') return (_, repetition) => emit(repetition, definition);
    if (!validity || data.nullCount === 0) return walk;
    return (i, repetition) => {
      if (getBit(validity, i)) walk(i, repetition);
      else emit(repetition, definition);
    };
  };
  const {kind} = layoutOf(field.type);
  if (kind === 'struct') {
    const [turn = 0, ...rest] = turns;
    const child = walker(field.children[turn]!, data.children[turn]!, rest, level, depth, levels);
    return {...child, walk: optional(child.walk)};
  }
  if (kind !== 'list') {
    const leaf: Walk = (i, repetition) => {
      emit(repetition, level);
      present.push(i);
    };
    return {walk: optional(leaf), leafData: data};
  }
  const offsets = int32s(data.buffers[1]!);
  const isMap = field.type.name === 'map';
  const [turn = 0, ...rest] = turns;
  const [itemField, itemData] = isMap
    ? [field.children[0]!.children[turn]!, data.children[0]!.children[turn]!]
    : [field.children[0]!, data.children[0]!];
  const item = walker(itemField, itemData, isMap ? rest : turns, level + 1, depth + 1, levels);
  const list: Walk = (i, repetition) => {
    const [from, to] = [offsets[i]!, offsets[i + 1]!];
    if (from === to) emit(repetition, level);
    for (let j = from; j < to; j++) item.walk(j, j === from ? repetition : depth + 1);
  };
  return {leafData: item.leafData, walk: optional(list)};
}

/** Levels as runs and packed bits, with the length before them. */
export function encodeLevels(levels: readonly number[], max: number): Uint8Array {
  if (max === 0) return new Uint8Array(0);
  const width = 32 - Math.clz32(max);
  const out = new GrowingBytes();
  out.push(new Uint8Array(4));
  let at = 0;
  while (at < levels.length) {
    const run = runLength(levels, at);
    if (run >= 8) {
      pushVarint(out, run << 1);
      out.push(Uint8Array.of(levels[at]!));
      at += run;
    } else {
      const end = packedEnd(levels, at);
      pushPacked(out, levels, at, end, width);
      at = end;
    }
  }
  const bytes = out.finish();
  new DataView(bytes.buffer, bytes.byteOffset).setInt32(0, bytes.length - 4, true);
  return bytes;
}

function runLength(levels: readonly number[], at: number): number {
  let end = at + 1;
  while (end < levels.length && levels[end] === levels[at]) end++;
  return end - at;
}

/** Where the next long run begins, a multiple of 8 levels on, or the end. */
function packedEnd(levels: readonly number[], at: number): number {
  let end = at + 8;
  while (end < levels.length && runLength(levels.slice(end, end + 8), 0) < 8) end += 8;
  return Math.min(end, levels.length);
}

function pushPacked(
  out: GrowingBytes,
  levels: readonly number[],
  begin: number,
  end: number,
  width: number,
): void {
  const groups = Math.ceil((end - begin) / 8);
  pushVarint(out, (groups << 1) | 1);
  const bytes = new Uint8Array(groups * width);
  for (let i = begin; i < end; i++) {
    const position = (i - begin) * width;
    for (let bit = 0; bit < width; bit++) {
      if ((levels[i]! >> bit) & 1) bytes[(position + bit) >> 3]! |= 1 << ((position + bit) & 7);
    }
  }
  out.push(bytes);
}

function pushVarint(out: GrowingBytes, value: number): void {
  let rest = value;
  for (; rest >= 0x80; rest >>>= 7) out.push(Uint8Array.of((rest & 0x7f) | 0x80));
  out.push(Uint8Array.of(rest));
}
