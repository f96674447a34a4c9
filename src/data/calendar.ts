import type {TimeUnit} from './schema.js';

/** Days since 1970-01-01 of a day of the Gregorian calendar, as far back and on as one likes. */
export function daysFromDate(year: number, month: number, day: number): number {
  // Years that begin in March put the leap day last.
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

export function dateFromDays(days: number): {year: number; month: number; day: number} {
  const shifted = days + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36524) -
      Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9);
  return {year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

export function isDate(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  const next = month === 12 ? daysFromDate(year + 1, 1, 1) : daysFromDate(year, month + 1, 1);
  return day <= next - daysFromDate(year, month, 1);
}

export function dateText(days: number): string {
  const {year, month, day} = dateFromDays(days);
  return `${yearText(year)}-${two(month)}-${two(day)}`;
}

function yearText(year: number): string {
  if (year >= 0 && year <= 9999) return String(year).padStart(4, '0');
  return `${year < 0 ? '-' : '+'}${String(Math.abs(year)).padStart(6, '0')}`;
}

export function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

/** Units in a second. */
export const PER_SECOND: Readonly<Record<TimeUnit, bigint>> = {
  SECOND: 1n,
  MILLISECOND: 1_000n,
  MICROSECOND: 1_000_000n,
  NANOSECOND: 1_000_000_000n,
};

export const FRACTION_DIGITS: Readonly<Record<TimeUnit, number>> = {
  SECOND: 0,
  MILLISECOND: 3,
  MICROSECOND: 6,
  NANOSECOND: 9,
};

/** `.5`, or nothing for zero: as few digits as are needed. */
export function fractionText(units: bigint, unit: TimeUnit): string {
  if (units === 0n) return '';
  return `.${units.toString().padStart(FRACTION_DIGITS[unit], '0').replace(/0+$/, '')}`;
}

/** Units of the digits after the point; null where they say more than the unit can. */
export function parseFraction(digits: string, unit: TimeUnit): bigint | null {
  const width = FRACTION_DIGITS[unit];
  if (/[^0]/.test(digits.slice(width))) return null;
  return BigInt(digits.slice(0, width).padEnd(width, '0') || '0');
}

export function floorDivide(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  return value % divisor < 0n ? quotient - 1n : quotient;
}

export const SECONDS_PER_DAY = 86_400n;
