import {parseDate, parseTimestamp} from '../temporal.js';

/** What a text may be, beside a text. `decimal` is a number with a point, `instant` has an offset. */
export type Kind =
  'boolean' | 'integer' | 'decimal' | 'float' | 'date' | 'timestamp' | 'instant' | 'text';

/** Numbers with leading zeros or a plus are codes, such as of post or of telephones. */
const INTEGER = /^(?:-?[1-9]\d*|0)$/;
const DECIMAL = /^-?(?:0|[1-9]\d*)?\.\d+$/;
const FLOAT = /^-?(?:0|(?:0|[1-9]\d*)(?:\.\d*)?[eE][+-]?\d+|[1-9]\d*\.|inf|infinity)$|^nan$/i;
const BOOLEAN = /^(?:true|false)$/i;
const DATE = /^\d{4}-\d\d-\d\d$/;
const TIMESTAMP = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?$/;

export function kindOf(text: string): Kind {
  const first = text.charCodeAt(0);
  // Digits, a minus or a point; most texts are known by this already.
  if ((first >= 48 && first <= 57) || first === 45 || first === 46) return numericKind(text);
  if (BOOLEAN.test(text)) return 'boolean';
  return FLOAT.test(text) ? 'float' : 'text';
}

function numericKind(text: string): Kind {
  if (INTEGER.test(text)) return 'integer';
  if (DECIMAL.test(text)) return 'decimal';
  // A number that is too large for a float stays as it is written.
  if (FLOAT.test(text)) return isTooLarge(text) ? 'text' : 'float';
  if (DATE.test(text)) return parseDate(text) === null ? 'text' : 'date';
  const match = TIMESTAMP.exec(text);
  if (!match || parseTimestamp(text, 'NANOSECOND') === null) return 'text';
  return match[1] === undefined ? 'timestamp' : 'instant';
}

function isTooLarge(text: string): boolean {
  return /\d/.test(text) && !Number.isFinite(Number(text));
}
