import {DataError} from '../errors.js';

/** The bytes of a compressed buffer: its size comes first, -1 for what is not compressed. */
export function decompress(bytes: Uint8Array, codec: number): Uint8Array {
  const size = new DataView(bytes.buffer, bytes.byteOffset).getBigInt64(0, true);
  if (size === -1n) return bytes.subarray(8);
  throw new DataError(
    `The Arrow data is compressed (${codec === 0 ? 'LZ4' : 'Zstandard'}), which is not read here: write it without compression.`,
  );
}
