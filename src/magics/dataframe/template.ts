/** The value at a path such as `job.lines.0`; the whole for an empty path. */
export function valueAt(value: unknown, path: string): unknown {
  if (!path) return value;
  return path
    .split('.')
    .reduce<unknown>(
      (found, name) =>
        typeof found === 'object' && found !== null && Object.hasOwn(found, name)
          ? (found as Record<string, unknown>)[name]
          : undefined,
      value,
    );
}

/** The text or number at a path, as text; `''` where there is none. */
export function textAt(value: unknown, path: string): string {
  const found = path ? valueAt(value, path) : undefined;
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}

/**
 * Puts values into a JSON template: a text of only `{name}` becomes that value with its type, and
 * `{name}` inside of a text becomes part of it.
 */
export function fill(template: unknown, values: Readonly<Record<string, unknown>>): unknown {
  if (typeof template === 'string') {
    const whole = /^\{([\w.]+)\}$/.exec(template);
    if (whole) return valueAt(values, whole[1]!);
    return template.replace(/\{([\w.]+)\}/g, (_, name: string) => textAt(values, name));
  }
  if (Array.isArray(template)) return template.map((item) => fill(item, values));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(
    Object.entries(template).map(([name, item]) => [name, fill(item, values)]),
  );
}
