/** A blob URL is `blob:ORIGIN/UUID`. Who knows the origin needs these bits to find the blob. */
export const blobIdBits = 128;

/** Of each bit of the id, whether it is set. */
export function blobId(url: string): boolean[] {
  const digits = url.slice(url.lastIndexOf('/') + 1).replaceAll('-', '');
  return Array.from(digits).flatMap((digit) =>
    [8, 4, 2, 1].map((bit) => (parseInt(digit, 16) & bit) > 0),
  );
}

/** The URL with this id. */
export function blobUrl(origin: string, id: readonly boolean[]): string {
  const bits = id.map(Number).join('');
  const digits = bits.replace(/.{4}/g, (four) => parseInt(four, 2).toString(16));
  return `blob:${origin}/${digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')}`;
}
