import {
  dateText,
  daysFromDate,
  floorDivide,
  FRACTION_DIGITS,
  fractionText,
  isDate,
  parseFraction,
  PER_SECOND,
  SECONDS_PER_DAY,
  two,
} from './calendar.js';
import type {TimeUnit} from './schema.js';
import {offsetText, parseOffset, zoneOffset} from './zones.js';

/** `2024-01-31T13:45:00.000001`, and with a zone `+01:00[Europe/Berlin]` after it. */
export function timestampText(value: bigint, unit: TimeUnit, zone?: string): string {
  const perSecond = PER_SECOND[unit];
  const seconds = floorDivide(value, perSecond);
  if (zone === undefined) return wallText(seconds, value - seconds * perSecond, unit);
  const offset = zoneOffset(zone, Number(seconds));
  const wall = wallText(seconds + BigInt(offset), value - seconds * perSecond, unit);
  return `${wall}${offsetText(offset)}[${zone}]`;
}

function wallText(seconds: bigint, fraction: bigint, unit: TimeUnit): string {
  const days = floorDivide(seconds, SECONDS_PER_DAY);
  const rest = Number(seconds - days * SECONDS_PER_DAY);
  return `${dateText(Number(days))}T${clockText(rest)}${fractionText(fraction, unit)}`;
}

function clockText(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

export function timeText(value: bigint, unit: TimeUnit): string {
  const seconds = floorDivide(value, PER_SECOND[unit]);
  return clockText(Number(seconds)) + fractionText(value - seconds * PER_SECOND[unit], unit);
}

const DATE = /^([+-]\d{6}|\d{4})-?(\d\d)-?(\d\d)$/;
const TIME = /^(\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d+))?)?)?$/;
const TIMESTAMP =
  /^([+-]\d{6}|\d{4})-?(\d\d)-?(\d\d)(?:[Tt ]([\d:.,]+) ?([Zz]|[+-]\d\d:?(?:\d\d)?(?::?\d\d)?)?)?(?:\[([^\]]+)\])?$/;

/** Days since 1970-01-01; null where the text is no date. */
export function parseDate(text: string): number | null {
  const match = DATE.exec(text);
  return match && parseDays(match);
}

function parseDays([, year, month, day]: readonly (string | undefined)[]): number | null {
  const parts = [Number(year), Number(month), Number(day)] as const;
  return isDate(...parts) ? daysFromDate(...parts) : null;
}

/** Since midnight; null where the text is no time, or finer than the unit. */
export function parseTime(text: string, unit: TimeUnit): bigint | null {
  const match = TIME.exec(text);
  if (!match) return null;
  const [, hour, minute = '0', second = '0', fraction = ''] = match;
  const units = parseFraction(fraction, unit);
  if (units === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59)
    return null;
  const seconds = Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  return BigInt(seconds) * PER_SECOND[unit] + units;
}

/** What a timestamp's text says; the offset and the zone where it names them. */
export interface ParsedTimestamp {
  /** Since 1970 on the wall. */
  readonly wall: bigint;
  /** Seconds ahead of UTC. */
  readonly offset?: number;
  readonly zone?: string;
}

export function parseTimestamp(text: string, unit: TimeUnit): ParsedTimestamp | null {
  const plain = parsePlain(text, unit);
  if (plain !== null) return {wall: plain};
  const match = TIMESTAMP.exec(text);
  if (!match) return null;
  const days = parseDays(match);
  const time = parseTime(match[4] ?? '00', unit);
  if (days === null || time === null) return null;
  const [offsetPart, zone] = [match[5], match[6]];
  const offset = offsetPart && (/^z$/i.test(offsetPart) ? 0 : parseOffset(offsetPart));
  return {
    wall: BigInt(days) * SECONDS_PER_DAY * PER_SECOND[unit] + time,
    ...(typeof offset === 'number' && {offset}),
    ...(zone !== undefined && {zone}),
  };
}

/** `2024-01-31T13:45:00.5` and nothing else, since most are so and there may be many. */
function parsePlain(text: string, unit: TimeUnit): bigint | null {
  const isPlain =
    text.length >= 19 &&
    text.length <= 29 &&
    text.charCodeAt(4) === 45 &&
    text.charCodeAt(7) === 45 &&
    (text.charCodeAt(10) === 84 || text.charCodeAt(10) === 32) &&
    text.charCodeAt(13) === 58 &&
    text.charCodeAt(16) === 58;
  if (!isPlain) return null;
  const [year, month, day] = [digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)];
  const [hour, minute, second] = [digits(text, 11, 13), digits(text, 14, 16), digits(text, 17, 19)];
  const width = text.length - 20;
  const fraction = width > 0 && text.charCodeAt(19) === 46 ? digits(text, 20, text.length) : 0;
  if ((width !== -1 && width < 1) || width > FRACTION_DIGITS[unit]) return null;
  if (width > 0 && text.charCodeAt(19) !== 46) return null;
  const all = year + month + day + hour + minute + second + fraction;
  if (Number.isNaN(all) || !isDate(year, month, day)) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  const seconds = daysFromDate(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
  const units = width > 0 ? fraction * 10 ** (FRACTION_DIGITS[unit] - width) : 0;
  return BigInt(seconds) * PER_SECOND[unit] + BigInt(units);
}

/** The number that stands there; NaN where there are not only digits. */
function digits(text: string, begin: number, end: number): number {
  let number = 0;
  for (let i = begin; i < end; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return NaN;
    number = number * 10 + digit;
  }
  return number;
}

/**
 * The instant that a text with an offset or a zone names; a text with neither is in `zone`. Null
 * where there is no zone at all.
 */
export function instantOf(
  {wall, offset, zone: named}: ParsedTimestamp,
  unit: TimeUnit,
  zone: string | undefined = named,
): bigint | null {
  const perSecond = PER_SECOND[unit];
  const inZone = named ?? (offset === undefined ? zone : undefined);
  if (inZone === undefined) {
    return offset === undefined ? null : wall - BigInt(offset) * perSecond;
  }
  const wallSeconds = Number(floorDivide(wall, perSecond));
  return wall - BigInt(exactOffset(inZone, wallSeconds, offset)) * perSecond;
}

/** Offsets are printed to a minute, so one with seconds is found again in its zone. */
function exactOffset(zone: string, wallSeconds: number, printed: number | undefined): number {
  const before = zoneOffset(zone, wallSeconds - 86_400);
  const after = zoneOffset(zone, wallSeconds + 86_400);
  const possible = [before, after].filter(
    (offset) => zoneOffset(zone, wallSeconds - offset) === offset,
  );
  if (printed === undefined) return possible[0] ?? before;
  return possible.find((offset) => offsetText(offset) === offsetText(printed)) ?? printed;
}
