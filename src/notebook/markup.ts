/**
 * Source code as authors write it into a page.
 *
 * It belongs into a `<script>` of a type that the browser does not run: there `a<b` stays as it is
 * written. Bare text is accepted as a convenience, for code without `<` and `&`.
 */
import type {CellType} from '../protocol/nbformat.js';

const sourceScript =
  'script[type="text/x-python"], script[type="text/python"], script[type="text/markdown"], script[type="text/plain"]';

/** The source in the children of a cell, or null where it has none. */
export function readSource(cell: Element): string | null {
  const scripts = [...cell.children].filter((child) => child.matches(sourceScript));
  if (scripts.length) return scripts.map((script) => dedent(unescapeScript(script))).join('\n');
  const text = dedent(
    [...cell.childNodes].map((node) => (node.nodeType === 3 ? node.nodeValue : '')).join(''),
  );
  return text || null;
}

/** The type that the cell's script implies, where the author gave the cell none. */
export function impliedType(cell: Element): CellType {
  return cell.querySelector(':scope > script[type="text/markdown"]') ? 'markdown' : 'code';
}

/**
 * Removes the line breaks around the text, and the indentation that all its lines share, so that
 * code can be indented like the markup around it.
 */
export function dedent(text: string): string {
  const lines = text
    .replaceAll('\r\n', '\n')
    .replace(/^([ \t]*\n)+/, '')
    .trimEnd()
    .split('\n');
  let shared: string | null = null;
  for (const line of lines) {
    if (!line.trim()) continue;
    const indent = /^[ \t]*/.exec(line)![0];
    shared = shared === null ? indent : commonStart(shared, indent);
  }
  const width = shared?.length ?? 0;
  return lines.map((line) => (line.trim() ? line.slice(width) : '')).join('\n');
}

function commonStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}

/** `</script>` ends a script element wherever it stands, so authors write it as `<\/script>`. */
function unescapeScript(script: Element): string {
  return script.textContent.replaceAll('<\\/script', '</script');
}
