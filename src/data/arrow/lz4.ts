const MAGIC = 0x184d2204;

/**
 * The bytes of an LZ4 frame, in which Arrow keeps its blocks.
 *
 * Source: https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md
 */
export function lz4Frame(input: Uint8Array, size: number): Uint8Array {
  // No block of LZ4 is 255 times as large as what is stored of it.
  if (!(size >= 0 && size <= input.length * 255)) throw new RangeError('impossible size');
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  if (view.getUint32(0, true) !== MAGIC) throw new Error('no LZ4 frame');
  const flags = input[4]!;
  const hasBlockChecksum = (flags & 0x10) !== 0;
  const sizeBytes = flags & 0x08 ? 8 : 0;
  const dictionaryBytes = flags & 0x01 ? 4 : 0;
  const output = new Uint8Array(size);
  let [from, to] = [7 + sizeBytes + dictionaryBytes, 0];
  for (;;) {
    const header = view.getUint32(from, true);
    from += 4;
    if (header === 0) return output.subarray(0, to);
    const length = header & 0x7fff_ffff;
    const block = input.subarray(from, from + length);
    // The highest bit says that the block is stored as it is.
    if (header >>> 31) {
      output.set(block, to);
      to += length;
    } else to = copyBlock(block, output, to);
    from += length + (hasBlockChecksum ? 4 : 0);
  }
}

/** Where the output ends after the block: texts of its own, and copies of what came before. */
function copyBlock(block: Uint8Array, output: Uint8Array, start: number): number {
  let [at, to] = [0, start];
  const longer = (length: number) => {
    let sum = length;
    for (let byte = 255; length === 15 && byte === 255; sum += byte) byte = block[at++]!;
    return sum;
  };
  while (at < block.length) {
    const token = block[at++]!;
    const literals = longer(token >> 4);
    output.set(block.subarray(at, at + literals), to);
    at += literals;
    to += literals;
    if (at >= block.length) break;
    const offset = block[at]! | (block[at + 1]! << 8);
    at += 2;
    const end = to + longer(token & 15) + 4;
    if (offset === 0 || offset > to || end > output.length) throw new RangeError('impossible copy');
    for (; to < end; to++) output[to] = output[to - offset]!;
  }
  return to;
}
