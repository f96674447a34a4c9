import type {Cell} from './cells.js';
import {textOf} from './columns.js';
import {columnLetter, type Area} from './ranges.js';

/**
 * Names columns by the lines of the header, joined where there are several. A merged cell names all
 * columns below it; a column that nothing names has the letter that it has in the sheet.
 *
 * @param width - how many columns there are
 */
export function columnNames(
  lines: readonly (readonly Cell[])[],
  {
    area,
    width,
    merges,
  }: {readonly area: Area; readonly width: number; readonly merges: readonly Area[]},
): string[] {
  const names: string[] = [];
  const taken = new Set<string>();
  for (let column = 0; column < width; column++) {
    const parts = lines.map((_, line) => partOf(lines, line, column, area, merges));
    const joined = parts.filter((part, i) => part && part !== parts[i - 1]).join(' ');
    names.push(unique(joined || columnLetter(area.column + column), taken));
  }
  return names;
}

function partOf(
  lines: readonly (readonly Cell[])[],
  line: number,
  column: number,
  area: Area,
  merges: readonly Area[],
): string {
  const [row, col] = [area.row + line, area.column + column];
  const merge = merges.find(
    (each) => row >= each.row && row < each.endRow && col >= each.column && col < each.endColumn,
  );
  const cell = merge
    ? lines[merge.row - area.row]?.[merge.column - area.column]
    : lines[line]?.[column];
  return cell ? textOf(cell).replace(/\s+/g, ' ').trim() : '';
}

/** `amount`, `amount_2`, `amount_3` */
function unique(name: string, taken: Set<string>): string {
  let found = name;
  for (let count = 2; taken.has(found); count++) found = `${name}_${count}`;
  taken.add(found);
  return found;
}
