import type {ChangeSpec} from '@codemirror/state';

/** The smallest single change that makes one text of the other, or null when they are the same. */
export function difference(old: string, value: string): (ChangeSpec & {from: number}) | null {
  if (old === value) return null;
  const shorter = Math.min(old.length, value.length);
  let start = 0;
  while (start < shorter && old[start] === value[start]) start++;
  let end = 0;
  while (end < shorter - start && old.at(-1 - end) === value.at(-1 - end)) end++;
  return {from: start, to: old.length - end, insert: value.slice(start, value.length - end)};
}
