/** A value that is there. */
export type Present = object | string | number | bigint | boolean;

export function isMissing(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}
