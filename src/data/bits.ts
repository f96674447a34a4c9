/** Bitmaps as Arrow has them: the first row is the lowest bit of the first byte. */
export function getBit(bits: Uint8Array, index: number): boolean {
  return ((bits[index >> 3]! >> (index & 7)) & 1) === 1;
}

export function setBit(bits: Uint8Array, index: number): void {
  bits[index >> 3]! |= 1 << (index & 7);
}

export function bitmapBytes(length: number): number {
  return (length + 7) >> 3;
}

/** The bits from `begin` to `end`, moved to the start of a byte; shares memory where it can. */
export function sliceBits(bits: Uint8Array, begin: number, end: number): Uint8Array {
  const first = begin >> 3;
  const shift = begin & 7;
  const size = bitmapBytes(end - begin);
  if (shift === 0) return bits.subarray(first, first + size);
  const moved = new Uint8Array(size);
  for (let i = 0; i < size; i++) {
    moved[i] = (bits[first + i]! >> shift) | ((bits[first + i + 1] ?? 0) << (8 - shift));
  }
  return moved;
}

/** Sets the bits at `at` and after it as the first `length` of `source` are; all where it is null. */
export function copyBits(
  target: Uint8Array,
  at: number,
  source: Uint8Array | null,
  length: number,
): void {
  for (let i = 0; i < length; i++) {
    if (source === null || getBit(source, i)) setBit(target, at + i);
  }
}

export function countZeros(bits: Uint8Array, length: number): number {
  let ones = 0;
  const whole = length >> 3;
  for (let i = 0; i < whole; i++) ones += ONES[bits[i]!]!;
  for (let i = whole << 3; i < length; i++) ones += getBit(bits, i) ? 1 : 0;
  return length - ones;
}

/** The number of ones in each byte. */
const ONES = Uint8Array.from({length: 256}, (_, byte) => {
  let ones = 0;
  for (let rest = byte; rest > 0; rest >>= 1) ones += rest & 1;
  return ones;
});
