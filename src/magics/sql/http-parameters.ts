import type {Field} from '../../data/schema.js';
import type {Parameter} from './statement.js';
import {typeName} from './type-name.js';

/** The SQL type of a parameter, such as `DECIMAL(10, 2)`. */
export const parameterType = ({field}: Parameter): string => typeName(field);

/**
 * A value as JSON that keeps every digit: integers are numbers of any length, decimals and dates
 * text, bytes base64, and what JSON has no number for (NaN, Infinity) is text.
 */
export function parameterJson({field, value}: Parameter): string {
  return json(field, value);
}

function json(field: Field, value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number' && !Number.isFinite(value)) return JSON.stringify(String(value));
  if (Object.is(value, -0)) return '-0.0';
  if (value instanceof Uint8Array) return JSON.stringify(base64(value));
  if (value instanceof Map) {
    const [key, item] = field.children[0]!.children as unknown as [Field, Field];
    const entries = [...(value as Map<unknown, unknown>)];
    return `[${entries.map(([k, v]) => `[${json(key, k)}, ${json(item, v)}]`).join(', ')}]`;
  }
  if (Array.isArray(value)) {
    return `[${value.map((item: unknown) => json(field.children[0]!, item)).join(', ')}]`;
  }
  if (typeof value === 'object') {
    const entries = field.children.map(
      (child) =>
        `${JSON.stringify(child.name)}: ${json(child, (value as Record<string, unknown>)[child.name])}`,
    );
    return `{${entries.join(', ')}}`;
  }
  return JSON.stringify(value);
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
