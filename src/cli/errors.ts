/** Something that the reader of the command line can act on; shown without a stack. */
export class CommandError extends Error {
  override name = 'CommandError';
}

/** Why one source did not give a file. The source's name is added by the one who tried it. */
export class SourceError extends Error {
  override name = 'SourceError';
}

/** The words of an error with those of its cause, since `fetch failed` alone says nothing. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause : null;
  if (!cause) return error.message;
  const detail = cause.message || (cause as NodeJS.ErrnoException).code || cause.name;
  return `${error.message} (${detail})`;
}
