import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {durationText, intervalText, parseDuration, parseInterval} from './durations.js';
import type {TimeUnit} from './schema.js';
import {
  instantOf,
  parseDate,
  parseTime,
  parseTimestamp,
  timestampText,
  timeText,
} from './temporal.js';

/** What is used of the browser's own Temporal, with which ours is compared. */
interface ZonedDateTime {
  readonly epochNanoseconds: bigint;
  toString(): string;
}
interface TemporalApi {
  readonly ZonedDateTime: {
    new (epochNanoseconds: bigint, timeZone: string): ZonedDateTime;
    from(text: string): ZonedDateTime;
  };
}
const {Temporal} = globalThis as unknown as {Temporal: TemporalApi};

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Monrovia',
  '+05:30',
  '-11:00',
];

/** From year 1 to 9999. */
const nanoseconds = fc.bigInt({
  min: -62_135_596_800_000_000_000n,
  max: 253_402_300_799_999_999_999n,
});

describe('texts of time', () => {
  it('are those that Temporal prints and reads, in every zone and year', () => {
    fc.assert(
      fc.property(nanoseconds, fc.constantFrom(...ZONES), (value, zone) => {
        const text = timestampText(value, 'NANOSECOND', zone);
        expect(text).to.equal(new Temporal.ZonedDateTime(value, zone).toString());
        expect(instantOf(parseTimestamp(text, 'NANOSECOND')!, 'NANOSECOND')).to.equal(value);
      }),
      {numRuns: 2000},
    );
  });

  it('tell apart the hours that come twice, and those of zones that move', () => {
    for (const text of [
      '2024-10-27T02:30:00+02:00[Europe/Berlin]',
      '2024-10-27T02:30:00+01:00[Europe/Berlin]',
      '2011-12-29T23:59:59-10:00[Pacific/Apia]',
      '2011-12-31T00:00:00+14:00[Pacific/Apia]',
      '1972-01-06T23:59:59-00:45[Africa/Monrovia]',
      '1987-10-25T00:00:59-02:30[America/St_Johns]',
    ]) {
      const value = Temporal.ZonedDateTime.from(text).epochNanoseconds;
      expect(instantOf(parseTimestamp(text, 'NANOSECOND')!, 'NANOSECOND'), text).to.equal(value);
      const zone = /\[(.*)\]/.exec(text)![1]!;
      expect(timestampText(value, 'NANOSECOND', zone)).to.equal(text);
    }
  });

  it('take a time without a zone as one of the column', () => {
    const text = parseTimestamp('2024-07-31 12:00', 'SECOND')!;
    expect(instantOf(text, 'SECOND', 'Europe/Berlin')).to.equal(1_722_420_000n);
    expect(instantOf(text, 'SECOND')).to.equal(null);
  });

  it('say nothing where they are no date or time, or finer than the unit', () => {
    for (const text of ['2023-02-29', '2024-13-01', '2024-1-1', 'today', '2024-00-10', '']) {
      expect(parseDate(text), text).to.equal(null);
      expect(parseTimestamp(text, 'NANOSECOND'), text).to.equal(null);
    }
    for (const text of ['24:00:00', '12:60', '12:00:60', '12:00:00.1234567']) {
      expect(parseTime(text, 'MICROSECOND'), text).to.equal(null);
      expect(parseTimestamp(`2024-01-31T${text}`, 'MICROSECOND'), text).to.equal(null);
    }
  });

  it('read the times of the day that they print', () => {
    fc.assert(
      fc.property(fc.bigInt({min: 0n, max: 86_399_999_999_999n}), (value) => {
        expect(parseTime(timeText(value, 'NANOSECOND'), 'NANOSECOND')).to.equal(value);
      }),
    );
  });

  it('read the durations and intervals that they print', () => {
    const int64 = fc.bigInt({min: -(2n ** 63n), max: 2n ** 63n - 1n});
    const units: TimeUnit[] = ['SECOND', 'MILLISECOND', 'MICROSECOND', 'NANOSECOND'];
    const int32 = fc.integer({min: -(2 ** 31), max: 2 ** 31 - 1});
    fc.assert(
      fc.property(int64, fc.constantFrom(...units), (value, unit) => {
        expect(parseDuration(durationText(value, unit), unit)).to.equal(value);
      }),
    );
    fc.assert(
      fc.property(int32, int32, int64, (months, days, value) => {
        const interval = {months, days, nanoseconds: value};
        expect(parseInterval(intervalText(interval))).to.deep.equal(interval);
      }),
    );
    expect(parseInterval('P1Y2M3W4DT5H6M7.5S')).to.deep.equal({
      months: 14,
      days: 25,
      nanoseconds: 18_367_500_000_000n,
    });
    expect(parseDuration('P1DT1H', 'SECOND')).to.equal(90_000n);
    expect(parseDuration('P1M', 'SECOND')).to.equal(null);
    expect(parseInterval('P')).to.equal(null);
  });
});
