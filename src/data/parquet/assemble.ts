import {bitmapBytes, setBit} from '../bits.js';
import {bytesOf} from '../layout.js';
import type {ArrayData} from '../table.js';
import type {Chunk} from './read-chunk.js';
import type {FileField} from './read-schema.js';

/**
 * Puts a column together of the columns of values below it: what is a list, and what is missing at
 * which level, is told by the levels of any of them.
 */
export function assemble(file: FileField, chunks: ReadonlyMap<string, Chunk>): ArrayData {
  const {type} = file.field;
  if (file.children.length === 0) return chunks.get(pathKey(file.path))!.data;
  const children = file.children.map((child) => assemble(child, chunks));
  const levels = chunks.get(pathKey(firstLeaf(file).path))!;
  const slots = slotsOf(file, levels);
  const {validity, nullCount} = presence(file, slots, levels);
  const shared = {length: slots.length, nullCount, children};
  if (type.name === 'struct') return {...shared, buffers: [validity]};
  return {...shared, buffers: [validity, bytesOf(offsetsOf(file, slots, levels))]};
}

export function pathKey(path: readonly string[]): string {
  return JSON.stringify(path);
}

export function leavesBelow(file: FileField): FileField[] {
  return file.children.length === 0 ? [file] : file.children.flatMap(leavesBelow);
}

function firstLeaf(file: FileField): FileField {
  return file.children.length === 0 ? file : firstLeaf(file.children[0]!);
}

/** At which levels a row of the field begins. */
function slotsOf(
  {repetition, slotDefinition}: FileField,
  {definitions, repetitions}: Chunk,
): number[] {
  const slots: number[] = [];
  for (let i = 0; i < definitions.length; i++) {
    if (repetitions[i]! <= repetition && definitions[i]! >= slotDefinition) slots.push(i);
  }
  return slots;
}

function presence({definition, field}: FileField, slots: number[], {definitions}: Chunk) {
  if (!field.nullable) return {validity: null, nullCount: 0};
  const validity = new Uint8Array(bitmapBytes(slots.length));
  let nullCount = 0;
  for (const [i, slot] of slots.entries()) {
    if (definitions[slot]! >= definition) setBit(validity, i);
    else nullCount++;
  }
  return {validity: nullCount > 0 ? validity : null, nullCount};
}

function offsetsOf(
  {repetition, itemDefinition = 0}: FileField,
  slots: number[],
  {definitions, repetitions}: Chunk,
): Int32Array {
  const offsets = new Int32Array(slots.length + 1);
  let items = 0;
  for (let i = 0; i < slots.length; i++) {
    const end = slots[i + 1] ?? definitions.length;
    for (let j = slots[i]!; j < end; j++) {
      if (repetitions[j]! <= repetition + 1 && definitions[j]! >= itemDefinition) items++;
    }
    offsets[i + 1] = items;
  }
  return offsets;
}
