/** What bytes look like, for messages about bytes that are something else than they should be. */
export function describeBytes(bytes: Uint8Array, byteLength = bytes.length): string {
  if (byteLength === 0) return 'it is empty (0 bytes)';
  return `its ${byteLength} bytes ${looksLike(bytes) ?? 'are in no format that is known here'}`;
}

const MAGICS: readonly (readonly [start: string, name: string])[] = [
  ['PAR1', 'look like Parquet'],
  ['PARE', 'look like encrypted Parquet'],
  ['ARROW1', 'look like an Arrow file'],
  ['\xff\xff\xff\xff', 'look like an Arrow stream'],
  ['PK\x03\x04', 'look like a ZIP archive (or an Excel workbook)'],
  ['\x1f\x8b', 'look like gzip'],
  ['\x28\xb5\x2f\xfd', 'look like Zstandard'],
  ['ORC', 'look like ORC'],
  ['Obj\x01', 'look like Avro'],
  ['SQLite format 3', 'look like an SQLite database'],
  ['%PDF', 'look like PDF'],
  ['\x89PNG', 'look like a PNG image'],
  ['\xff\xd8\xff', 'look like a JPEG image'],
  ['\xd0\xcf\x11\xe0', 'look like an old Excel workbook'],
];

/** Such as "look like Parquet"; null for what is not recognised. */
export function looksLike(bytes: Uint8Array): string | null {
  const start = String.fromCharCode(...bytes.subarray(0, 256));
  for (const [magic, name] of MAGICS) if (start.startsWith(magic)) return name;
  const text = start.replace(/^\xef\xbb\xbf/, '').trimStart();
  if (/^(<!doctype html|<html|<head|<body)/i.test(text)) {
    return 'look like an HTML page (perhaps of a sign-in or an error)';
  }
  if (text.startsWith('<')) return 'look like XML';
  if (text.startsWith('version https://git-lfs')) return 'look like a pointer of Git LFS';
  if (/^[[{]/.test(text)) return 'look like JSON';
  if (!/[\x00-\x08\x0e-\x1f]/.test(start)) return 'look like text';
  return null;
}
