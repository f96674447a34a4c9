/** Why data could not be read or written: names the thing, the cause and the remedy. */
export class DataError extends Error {
  override name = 'DataError';
}
