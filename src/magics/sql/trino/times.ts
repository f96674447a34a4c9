import {field, type Field, type TimeUnit} from '../../../data/schema.js';
import type {ArrayData} from '../../../data/table.js';
import {parseTimestamp} from '../../../data/temporal.js';
import {parseOffset, zoneOffset} from '../../../data/zones.js';
import type {Decoder} from './decoder.js';

/** The coarsest unit that holds fractions of so many digits; null where there is none. */
export function timeUnit(digits: number): TimeUnit | null {
  if (digits === 0) return 'SECOND';
  if (digits <= 3) return 'MILLISECOND';
  if (digits <= 6) return 'MICROSECOND';
  return digits <= 9 ? 'NANOSECOND' : null;
}

/** Years of less or more than four digits, and those before year 0, as ISO 8601 has them. */
export function isoDate(text: string): string {
  const match = /^([+-]?)(\d+)(-.*)$/s.exec(text);
  if (!match || (match[1] === '' && match[2]!.length === 4)) return text;
  return `${match[1] === '-' ? '-' : '+'}${match[2]!.padStart(6, '0')}${match[3]!}`;
}

/** `2020-01-01 01:02:03.123`, as ISO 8601 has it. */
export const isoTimestamp = (text: string): string => isoDate(text).replace(' ', 'T');

/** `-1-3`, of years and months, as `-P1Y3M`. */
export function isoMonths(text: string): string {
  const [, sign, years, months] = /^(-?)(\d+)-(\d+)$/.exec(text)!;
  return `${sign!}P${years!}Y${months!}M`;
}

/** `-1 02:03:04.500`, of days and a time, as `-P1DT2H3M4.500S`. */
export function isoInterval(text: string): string {
  const [, sign, days, hours, minutes, seconds] = /^(-?)(\d+) (\d+):(\d+):(\d+(?:\.\d+)?)$/.exec(
    text,
  )!;
  return `${sign!}P${days!}DT${hours!}H${minutes!}M${seconds!}S`;
}

/**
 * Times with zones. Where all have the same it is the column's, else each value keeps its own.
 *
 * Trino sends the time on the wall and the name of the zone. In the hour that a clock shows twice
 * when summer ends, that is two instants: the earlier one is taken, and `hasAmbiguous` says so.
 */
export class ZonedTimes implements Decoder {
  readonly field: Field;
  readonly #unit: TimeUnit;
  readonly #zones = new Set<string>();
  #hasAmbiguous = false;

  constructor(name: string, unit: TimeUnit) {
    this.#unit = unit;
    const children = [
      field('instant', {name: 'timestamp', unit, timezone: 'UTC'}),
      field('zone', {name: 'utf8'}),
    ];
    this.field = field(name, {name: 'struct'}, {children, extension: 'serverless.zoned'});
  }

  get hasAmbiguous(): boolean {
    return this.#hasAmbiguous;
  }

  decode(value: unknown): unknown {
    if (value === null) return null;
    const text = isoTimestamp(value as string);
    const at = text.lastIndexOf(' ');
    const [wall, zone] = [text.slice(0, at), text.slice(at + 1)];
    this.#zones.add(zone);
    if (parseOffset(zone) !== null) return `${wall}${zone}`;
    if (zone === 'UTC') return `${wall}Z[UTC]`;
    this.#hasAmbiguous ||= isAmbiguous(wall, zone);
    return `${wall}[${zone}]`;
  }

  finish(): ReturnType<NonNullable<Decoder['finish']>> {
    if (this.#zones.size > 1) return {field: this.field, convert: (data) => data};
    const [timezone = 'UTC'] = this.#zones;
    const {name} = this.field;
    return {
      field: field(name, {name: 'timestamp', unit: this.#unit, timezone}),
      convert: ({children: [instant]}: ArrayData) => instant!,
    };
  }
}

/** Whether clocks showed this time twice. */
function isAmbiguous(wall: string, zone: string): boolean {
  const parsed = parseTimestamp(wall.replace(/\.\d+$/, ''), 'SECOND');
  if (!parsed) return false;
  const seconds = Number(parsed.wall);
  const [before, after] = [-86_400, 86_400].map((day) => zoneOffset(zone, seconds + day));
  return (
    before !== after &&
    zoneOffset(zone, seconds - before!) === before &&
    zoneOffset(zone, seconds - after!) === after
  );
}
