import {daysFromDate, two} from './calendar.js';
import {DataError} from './errors.js';

const formats = new Map<string, Intl.DateTimeFormat>();
/** A zone changes at most once in so many seconds, so both ends tell what is between them. */
const BLOCK = 21_600;
const known = new Map<string, Map<number, number | null>>();

/** Seconds that a zone is ahead of UTC at an instant, given in seconds since 1970. */
export function zoneOffset(zone: string, seconds: number): number {
  const fixed = fixedOffset(zone);
  if (fixed !== null) return fixed;
  let offsets = known.get(zone);
  if (!offsets) known.set(zone, (offsets = new Map<number, number | null>()));
  const block = Math.floor(seconds / BLOCK);
  let offset = offsets.get(block);
  if (offset === undefined) {
    const first = computedOffset(zone, block * BLOCK);
    offset = first === computedOffset(zone, (block + 1) * BLOCK) ? first : null;
    if (offsets.size > 100_000) offsets.clear();
    offsets.set(block, offset);
  }
  return offset ?? computedOffset(zone, seconds);
}

/** The seconds of `+01:00`, `UTC`, `Z`; null for zones that have a history. */
function fixedOffset(zone: string): number | null {
  if (zone === 'UTC' || zone === 'Z' || zone === 'Etc/UTC' || zone === 'GMT') return 0;
  return parseOffset(zone);
}

/** The seconds of `+01:00`, `-0530` or `+00:53:28`; null for anything else. */
export function parseOffset(text: string): number | null {
  const match = /^([+-])(\d\d):?(\d\d)?(?::?(\d\d))?$/.exec(text);
  if (!match) return null;
  const seconds = Number(match[2]) * 3600 + Number(match[3] ?? 0) * 60 + Number(match[4] ?? 0);
  return match[1] === '-' ? -seconds : seconds;
}

/** As Temporal prints it: rounded to a minute, `+01:00`. */
export function offsetText(seconds: number): string {
  const minutes = Math.round(Math.abs(seconds) / 60);
  return `${seconds < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function computedOffset(zone: string, seconds: number): number {
  let format = formats.get(zone);
  if (!format) {
    try {
      format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
        timeZone: zone,
        hourCycle: 'h23',
        era: 'short',
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
      });
    } catch (cause) {
      throw new DataError(
        `The time zone "${zone}" is not known: use a name of the IANA database such as Europe/Berlin, or an offset such as +01:00.`,
        {cause},
      );
    }
    formats.set(zone, format);
  }
  const parts: Record<string, string> = {};
  for (const {type, value} of format.formatToParts(seconds * 1000)) parts[type] = value;
  return wallSeconds(parts) - seconds;
}

function wallSeconds(parts: Record<string, string>): number {
  const number = (name: string) => Number(parts[name]);
  const year = parts['era']?.startsWith('B') ? 1 - number('year') : number('year');
  const days = daysFromDate(year, number('month'), number('day'));
  return days * 86_400 + number('hour') * 3600 + number('minute') * 60 + number('second');
}
