/** One of the terminal's 16 colours, or any other as `#rrggbb`. */
export type Color = number | string;

/** How a run of terminal text looks. Never changed: an escape sequence makes another. */
export interface TextStyle {
  readonly foreground?: Color;
  readonly background?: Color;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly strike?: boolean;
  readonly inverse?: boolean;
  readonly hidden?: boolean;
  readonly link?: string;
}

export const PLAIN: TextStyle = {};

/** Applies the parameters of a "select graphic rendition" sequence, `ESC [ … m`. */
export function applyGraphicRendition(style: TextStyle, parameters: string): TextStyle {
  const codes = parameters.split(/[;:]/).map(Number);
  let next = {...style};
  for (let index = 0; index < codes.length; index++) {
    const code = codes[index]!;
    if (code === 0) next = style.link ? {link: style.link} : {};
    else if (code === 38 || code === 48) {
      const [color, used] = extendedColor(codes, index + 1);
      next = {...next, [code === 38 ? 'foreground' : 'background']: color};
      index += used;
    } else next = {...next, ...simple(code)};
  }
  return Object.keys(next).length ? next : PLAIN;
}

function simple(code: number): TextStyle {
  if (code >= 30 && code <= 37) return {foreground: code - 30};
  if (code >= 90 && code <= 97) return {foreground: code - 82};
  if (code >= 40 && code <= 47) return {background: code - 40};
  if (code >= 100 && code <= 107) return {background: code - 92};
  switch (code) {
    case 1:
      return {bold: true};
    case 2:
      return {dim: true};
    case 3:
      return {italic: true};
    case 4:
    case 21:
      return {underline: true};
    case 7:
      return {inverse: true};
    case 8:
      return {hidden: true};
    case 9:
      return {strike: true};
    case 22:
      return {bold: false, dim: false};
    case 23:
      return {italic: false};
    case 24:
      return {underline: false};
    case 27:
      return {inverse: false};
    case 28:
      return {hidden: false};
    case 29:
      return {strike: false};
    case 39:
      return {foreground: undefined};
    case 49:
      return {background: undefined};
    default:
      return {};
  }
}

/** Reads `5;N` or `2;R;G;B`, and says how many codes that took. */
function extendedColor(codes: readonly number[], start: number): [Color | undefined, number] {
  if (codes[start] === 5) return [indexedColor(codes[start + 1] ?? 0), 2];
  if (codes[start] === 2) return [hex(codes.slice(start + 1, start + 4)), 4];
  return [undefined, 0];
}

/** A colour of the 256: 16 named ones, a cube of 6×6×6, and 24 greys. */
function indexedColor(index: number): Color | undefined {
  if (!(index >= 0 && index <= 255)) return undefined;
  if (index < 16) return index;
  if (index >= 232) return hex(Array<number>(3).fill(8 + 10 * (index - 232)));
  const cube = index - 16;
  const levels = [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6];
  return hex(levels.map((level) => (level ? 55 + 40 * level : 0)));
}

function hex(channels: readonly number[]): string {
  const byte = (value = 0) =>
    Math.min(255, Math.max(0, value || 0))
      .toString(16)
      .padStart(2, '0');
  return `#${byte(channels[0])}${byte(channels[1])}${byte(channels[2])}`;
}
