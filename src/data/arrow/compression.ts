import {decompress as zstandard} from 'fzstd';
import {DataError} from '../errors.js';
import {lz4Frame} from './lz4.js';

const LZ4 = 0;

/** The bytes of a compressed buffer: its size comes first, -1 for what is not compressed. */
export function decompress(bytes: Uint8Array, codec: number): Uint8Array {
  const size = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigInt64(0, true));
  const body = bytes.subarray(8);
  if (size === -1) return body;
  const whole = unpacked(body, codec, size);
  if (whole.length === size) return whole;
  throw new DataError(
    `The Arrow data is corrupt: a compressed buffer has ${whole.length} bytes, not ${size}. Write it again.`,
  );
}

function unpacked(body: Uint8Array, codec: number, size: number): Uint8Array {
  try {
    return codec === LZ4 ? lz4Frame(body, size) : zstandard(body);
  } catch (cause) {
    throw new DataError(
      'The Arrow data is corrupt: a buffer cannot be decompressed. Write it again.',
      {
        cause,
      },
    );
  }
}
