/** Jupyter counts Unicode code points; JavaScript and CodeMirror count UTF-16 units. */
export function toCodePoints(text: string, utf16: number): number {
  return Array.from(text.slice(0, utf16)).length;
}

/** The opposite of {@link toCodePoints}. */
export function toUtf16(text: string, codePoints: number): number {
  let units = 0;
  for (const character of text) {
    if (codePoints-- <= 0) break;
    units += character.length;
  }
  return units;
}
