/** The regular files of an unpacked tar archive, by their name. */
export function* tarFiles(bytes: Buffer): Generator<{name: string; content: Buffer}> {
  let offset = 0;
  let longName: string | null = null;
  while (offset + 512 <= bytes.length && bytes[offset] !== 0) {
    const header = bytes.subarray(offset, offset + 512);
    const size = Number.parseInt(text(header, 124, 12), 8) || 0;
    const kind = text(header, 156, 1);
    const content = bytes.subarray(offset + 512, offset + 512 + size);
    if (content.length < size) throw new Error('the archive ends too early');
    if (kind === 'L' || kind === 'x') {
      longName = kind === 'L' ? text(content, 0, size) : paxPath(content);
    } else {
      const prefix = text(header, 345, 155);
      const name = longName ?? (prefix ? `${prefix}/` : '') + text(header, 0, 100);
      if (kind === '0' || kind === '') yield {name, content};
      longName = null;
    }
    offset += 512 + Math.ceil(size / 512) * 512;
  }
}

function text(bytes: Buffer, start: number, length: number): string {
  const field = bytes.subarray(start, start + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? length : end).trim();
}

function paxPath(content: Buffer): string | null {
  return /(?:^|\n)\d+ path=([^\n]*)\n/.exec(content.toString('utf8'))?.[1] ?? null;
}
