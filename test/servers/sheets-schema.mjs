/** What Google's discovery document says of the Sheets API: which parameters and answers there are. */
import {readFileSync} from 'node:fs';

const discovery = JSON.parse(readFileSync(new URL('sheets-v4.json', import.meta.url), 'utf8'));

/**
 * What is wrong with the parameters of a method, in Google's words; null if nothing is.
 *
 * @param {string} id such as `sheets.spreadsheets.get`
 * @param {URLSearchParams} query
 */
export function wrongParameter(id, query) {
  const own = discovery.methods[id].parameters;
  for (const name of new Set(query.keys())) {
    const spec = own[name] ?? discovery.parameters[name];
    if (!spec || spec.location !== 'query') {
      return `Invalid JSON payload received. Unknown name "${name}": Cannot bind query parameter. Field '${name}' could not be found in request message.`;
    }
    const values = query.getAll(name);
    if (values.length > 1 && !spec.repeated) {
      return `Invalid value at '${name}', Proto field is not repeating, cannot start list.`;
    }
    const wrong = spec.enum && values.find((value) => !spec.enum.includes(value));
    if (wrong) return `Invalid value at '${name}', "${wrong}"`;
  }
  return null;
}

/** What an answer has that the document does not have. @param {string} id @param {unknown} answer */
export function mismatches(id, answer) {
  /** @type {string[]} */
  const found = [];
  compare(discovery.methods[id].response, answer, '', found);
  return found;
}

/** @param {any} schema @param {any} value @param {string} path @param {string[]} found */
function compare(schema, value, path, found) {
  if (schema.$ref) return compare(discovery.schemas[schema.$ref], value, path, found);
  const type = Array.isArray(value) ? 'array' : typeof value;
  const wanted = schema.type === 'integer' ? 'number' : schema.type;
  if (wanted === 'any') return;
  if (type !== wanted) return void found.push(`${path} is ${type}, not ${wanted}`);
  if (schema.type === 'integer' && !Number.isInteger(value)) found.push(`${path} is no integer`);
  if (schema.enum && !schema.enum.includes(value)) found.push(`${path} is ${value}`);
  if (type === 'array') {
    for (const [i, item] of value.entries()) compare(schema.items, item, `${path}[${i}]`, found);
  }
  if (type === 'object') {
    for (const [name, member] of Object.entries(value)) {
      if (schema.properties?.[name])
        compare(schema.properties[name], member, `${path}.${name}`, found);
      else found.push(`${path}.${name} is not in the schema`);
    }
  }
}

/**
 * Keeps what a field mask names, such as `sheets(properties.title,data.rowData.values)`.
 *
 * @param {any} value @param {string} mask
 */
export function masked(value, mask) {
  const {tree, rest} = parseMask(mask);
  if (rest) throw new Error('Request contains an invalid argument.');
  return kept(value, tree);
}

/** @typedef {Map<string, Tree | null>} Tree */

/** @param {string} text @returns {{tree: Tree, rest: string}} */
function parseMask(text) {
  /** @type {Tree} */
  const tree = new Map();
  for (;;) {
    const match = /^\s*([\w*]+(?:[./][\w*]+)*)/.exec(text);
    if (!match) throw new Error('Request contains an invalid argument.');
    text = text.slice(match[0].length);
    const names = match[1].split(/[./]/);
    const last = /** @type {string} */ (names.pop());
    let node = tree;
    for (const name of names) {
      const child = node.get(name) ?? new Map();
      node.set(name, child);
      node = child;
    }
    if (text.startsWith('(')) {
      const inner = parseMask(text.slice(1));
      if (!inner.rest.startsWith(')')) throw new Error('Request contains an invalid argument.');
      node.set(last, inner.tree);
      text = inner.rest.slice(1);
    } else {
      node.set(last, null);
    }
    if (!text.startsWith(',')) return {tree, rest: text};
    text = text.slice(1);
  }
}

/** @param {any} value @param {Tree | null} tree @returns {any} */
function kept(value, tree) {
  if (!tree || tree.has('*')) return value;
  if (Array.isArray(value)) return value.map((item) => kept(item, tree));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([name]) => tree.has(name));
  return Object.fromEntries(
    entries.map(([name, member]) => [name, kept(member, tree.get(name) ?? null)]),
  );
}
