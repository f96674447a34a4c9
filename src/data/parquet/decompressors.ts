import type {Compressors, CompressionCodec} from 'hyparquet';

/**
 * What a codec needs beside what `hyparquet` has of its own, loaded when a file is the first to need
 * it: Brotli comes with a large dictionary.
 */
export async function decompressors(codec: CompressionCodec): Promise<Compressors> {
  if (codec === 'UNCOMPRESSED' || codec === 'SNAPPY') return {};
  const {compressors} = await import('hyparquet-compressors');
  const decompress = compressors[codec];
  if (!decompress) return {};
  return {
    // Writers compress even nothing, which not all of these take.
    [codec]: (bytes: Uint8Array, size: number) =>
      size === 0 ? new Uint8Array(0) : decompress(bytes, size),
  };
}
