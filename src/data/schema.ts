/**
 * The types of columns, written as Apache Arrow's JSON integration format writes them, with one
 * addition: integers of 128 bits, which SQL has (HUGEINT) and Arrow has not.
 *
 * Source: https://arrow.apache.org/docs/format/Integration.html#json-test-data-format
 */

export type TimeUnit = 'SECOND' | 'MILLISECOND' | 'MICROSECOND' | 'NANOSECOND';

export type DataType =
  | {readonly name: 'null'}
  | {readonly name: 'bool'}
  | {readonly name: 'int'; readonly bitWidth: 8 | 16 | 32 | 64 | 128; readonly isSigned: boolean}
  | {readonly name: 'floatingpoint'; readonly precision: 'SINGLE' | 'DOUBLE'}
  /** Two's complement of 16 or 32 bytes, little endian. */
  | {
      readonly name: 'decimal';
      readonly precision: number;
      readonly scale: number;
      readonly bitWidth: 128 | 256;
    }
  | {readonly name: 'utf8'}
  | {readonly name: 'binary'}
  /** Days since 1970-01-01, 32 bits. */
  | {readonly name: 'date'; readonly unit: 'DAY'}
  /** Since midnight, 64 bits. */
  | {readonly name: 'time'; readonly unit: 'MICROSECOND' | 'NANOSECOND'}
  /** Since 1970-01-01, 64 bits; an instant where there is a `timezone`, else a time on the wall. */
  | {readonly name: 'timestamp'; readonly unit: TimeUnit; readonly timezone?: string}
  /** 64 bits. */
  | {readonly name: 'duration'; readonly unit: TimeUnit}
  /** Months and days of 32 bits, nanoseconds of 64. */
  | {readonly name: 'interval'; readonly unit: 'MONTH_DAY_NANO'}
  /** One child: the items. */
  | {readonly name: 'list'}
  | {readonly name: 'struct'}
  /** One child: a struct of `key` and `value`. */
  | {readonly name: 'map'};

/**
 * What the stored type stands for, where that is more than the type says:
 *
 * - `arrow.json`: JSON in `utf8`
 * - `serverless.zoned`: a struct of `instant` (timestamp in UTC) and `zone` (utf8), for columns
 *   whose values have different time zones
 */
export type Extension = 'arrow.json' | 'serverless.zoned';

export interface Field {
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  readonly children: readonly Field[];
  readonly extension?: Extension;
}

/** Makes a field; nullable, as columns are unless one knows better. */
export function field(
  name: string,
  type: DataType,
  {nullable = true, children = [], extension}: Partial<Omit<Field, 'name' | 'type'>> = {},
): Field {
  return {name, type, nullable, children, ...(extension && {extension})};
}
