import {DataError} from './errors.js';
import type {Pacer} from './pacer.js';
import {looksLike} from './sniff.js';

/** So many bytes are decoded at a time. */
const PART_BYTES = 1 << 18;

/**
 * The text of a file, part by part. UTF-8 is what it has to be, unless a byte order mark says that
 * it is UTF-16; the mark itself is left out.
 */
export async function* textParts(
  bytes: Uint8Array,
  format: string,
  pacer: Pacer,
): AsyncGenerator<string, void> {
  if (bytes.length === 0) {
    throw new DataError(
      `The ${format} file is empty (0 bytes): check that it was written, and that all of it arrived.`,
    );
  }
  const encoding = encodingOf(bytes);
  const binary = encoding === 'utf-8' ? looksBinary(bytes) : null;
  if (binary) throw notText(format, binary);
  const decoder = new TextDecoder(encoding, {fatal: true});
  for (let at = 0; at < bytes.length; at += PART_BYTES) {
    const part = bytes.subarray(at, at + PART_BYTES);
    yield decode(decoder, part, at + PART_BYTES < bytes.length, () =>
      badText(bytes, at, format, encoding),
    );
    await pacer.rest();
  }
}

function decode(
  decoder: TextDecoder,
  part: Uint8Array,
  stream: boolean,
  error: () => DataError,
): string {
  try {
    return decoder.decode(part, {stream});
  } catch {
    throw error();
  }
}

function encodingOf([first, second]: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

/** What the bytes look like where they cannot be the text of data. */
function looksBinary(bytes: Uint8Array): string | null {
  const likeness = looksLike(bytes);
  if (likeness === null || /JSON|text|XML/.test(likeness)) return null;
  return likeness;
}

export function notText(format: string, likeness: string): DataError {
  return new DataError(
    `This is no ${format}: its bytes ${likeness}. Check the address, and give a file of that format.`,
  );
}

function badText(bytes: Uint8Array, from: number, format: string, encoding: string): DataError {
  if (encoding !== 'utf-8') {
    return new DataError(
      `The ${format} file begins as UTF-16, but is not all of it: save it again as UTF-8.`,
    );
  }
  // A character may have begun in the part before.
  const position = firstInvalid(bytes, Math.max(0, from - 3));
  if (position === bytes.length) {
    return new DataError(
      `The ${format} file is cut short: it ends within a character. Load it again; if it stays short, write it again.`,
    );
  }
  let line = 1;
  for (let i = 0; i < position; i++) if (bytes[i] === 0x0a) line++;
  const byte = bytes[position]!;
  const latin = new TextDecoder('windows-1252').decode(Uint8Array.of(byte));
  return new DataError(
    `The ${format} file is not UTF-8: byte ${position} (0x${byte.toString(16).padStart(2, '0')}, in line ${line}) begins no character. Save it as UTF-8; in Windows-1252 (Latin-1), which it may be, that byte is "${latin}".`,
  );
}

/** Where the first byte is that is no part of UTF-8, looking from the start of a character. */
function firstInvalid(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at > 0 && (bytes[at]! & 0xc0) === 0x80) at--;
  const decoder = new TextDecoder('utf-8', {fatal: true});
  while (at < bytes.length) {
    const size = characterBytes(bytes[at]!);
    if (size === 0) return at;
    if (at + size > bytes.length) {
      return bytes.subarray(at + 1).every((byte) => (byte & 0xc0) === 0x80) ? bytes.length : at;
    }
    try {
      decoder.decode(bytes.subarray(at, at + size));
    } catch {
      return at;
    }
    at += size;
  }
  return at;
}

/** How many bytes the character has that begins with this one; 0 where none does. */
function characterBytes(first: number): number {
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first <= 0xdf) return 2;
  if (first >= 0xe0 && first <= 0xef) return 3;
  return first >= 0xf0 && first <= 0xf4 ? 4 : 0;
}
