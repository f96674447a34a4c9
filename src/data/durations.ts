import {fractionText, parseFraction, PER_SECOND} from './calendar.js';
import type {TimeUnit} from './schema.js';

/** `PT1.5S`: seconds only, since a day is not always as long as another. */
export function durationText(value: bigint, unit: TimeUnit): string {
  return `${value < 0n ? '-' : ''}PT${secondsText(value < 0n ? -value : value, unit)}`;
}

function secondsText(units: bigint, unit: TimeUnit): string {
  const seconds = units / PER_SECOND[unit];
  return `${seconds.toString()}${fractionText(units % PER_SECOND[unit], unit)}S`;
}

/** Months, days and nanoseconds, which do not add up to each other. */
export interface Interval {
  readonly months: number;
  readonly days: number;
  readonly nanoseconds: bigint;
}

/** `P1M2DT3S`; where the signs differ, each part has its own: `P1M-2D`. */
export function intervalText({months, days, nanoseconds}: Interval): string {
  const negative = months <= 0 && days <= 0 && nanoseconds <= 0n;
  const zero = months === 0 && days === 0 && nanoseconds === 0n;
  if (zero) return 'PT0S';
  if (negative) {
    return `-${intervalText({months: -months, days: -days, nanoseconds: -nanoseconds})}`;
  }
  const date = `${months === 0 ? '' : `${months}M`}${days === 0 ? '' : `${days}D`}`;
  if (nanoseconds === 0n) return `P${date}`;
  const sign = nanoseconds < 0n ? '-' : '';
  const time = secondsText(nanoseconds < 0n ? -nanoseconds : nanoseconds, 'NANOSECOND');
  return `P${date}T${sign}${time}`;
}

const NUMBER = String.raw`([+-]?\d+)`;
const PERIOD = new RegExp(
  String.raw`^([+-])?P(?:${NUMBER}Y)?(?:${NUMBER}M)?(?:${NUMBER}W)?(?:${NUMBER}D)?(?:T(?:${NUMBER}H)?(?:${NUMBER}M)?(?:([+-]?)(\d+)(?:[.,](\d+))?S)?)?$`,
  'i',
);

/** Months, days and units of `unit`; null where the text is no period, or finer than the unit. */
function parsePeriod(text: string, unit: TimeUnit) {
  const match = PERIOD.exec(text);
  if (!match || /[PT]$/i.test(text)) return null;
  const number = (index: number) => BigInt(match[index] ?? 0);
  const fraction = parseFraction(match[10] ?? '', unit);
  if (fraction === null) return null;
  const seconds = number(9) * PER_SECOND[unit] + fraction;
  const sign = match[1] === '-' ? -1n : 1n;
  return {
    months: sign * (number(2) * 12n + number(3)),
    days: sign * (number(4) * 7n + number(5)),
    units:
      sign *
      ((number(6) * 3600n + number(7) * 60n) * PER_SECOND[unit] +
        (match[8] === '-' ? -seconds : seconds)),
  };
}

export function parseDuration(text: string, unit: TimeUnit): bigint | null {
  const period = parsePeriod(text, unit);
  if (period?.months !== 0n) return null;
  return period.days * 86_400n * PER_SECOND[unit] + period.units;
}

export function parseInterval(text: string): Interval | null {
  const period = parsePeriod(text, 'NANOSECOND');
  if (!period) return null;
  const fits = (value: bigint) => BigInt.asIntN(32, value) === value;
  if (!fits(period.months) || !fits(period.days)) return null;
  return {
    months: Number(period.months),
    days: Number(period.days),
    nanoseconds: period.units,
  };
}
