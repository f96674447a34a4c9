/**
 * Sheets keeps dates and times as days since 1899-12-30, which are the same in every locale and
 * time zone: what the wall shows. It tells milliseconds apart.
 *
 * Source: https://developers.google.com/workspace/sheets/api/guides/formats#about_date_time_values
 */
const DAY_MS = 86_400_000;
const EPOCH_MS = Date.UTC(1899, 11, 30);

/** Whether it is a moment of the years 1 to 9999, which are all that Sheets has. */
export const isMoment = (serial: number): boolean => serial >= -693_593 && serial < 2_958_466;

export const isDay = (serial: number): boolean => milliseconds(serial) % DAY_MS === 0;

/** `2024-01-31` */
export const dateOf = (serial: number): string => iso(serial).slice(0, 10);

/** `2024-01-31T13:45:00` */
export const dateTimeOf = (serial: number): string => withoutZeros(iso(serial).slice(0, -1));

/** `13:45:00`, of a part of a day. */
export const timeOf = (serial: number): string => withoutZeros(iso(serial).slice(11, -1));

/** `PT90061S` */
export function durationOf(serial: number): string {
  const ms = milliseconds(serial);
  const [seconds, rest] = [Math.floor(Math.abs(ms) / 1000), Math.abs(ms) % 1000];
  const fraction = rest ? `.${String(rest).padStart(3, '0')}` : '';
  return `${ms < 0 ? '-' : ''}PT${seconds}${fraction}S`;
}

const withoutZeros = (text: string): string => text.replace(/\.000$/, '');

/** Days in doubles are not exact, their milliseconds are. */
const milliseconds = (serial: number): number => Math.round(serial * DAY_MS);

const iso = (serial: number): string => new Date(EPOCH_MS + milliseconds(serial)).toISOString();
