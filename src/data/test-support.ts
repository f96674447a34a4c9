import {field, type DataType, type Field} from './schema.js';

const INT64: DataType = {name: 'int', bitWidth: 64, isSigned: true};
const UTF8: DataType = {name: 'utf8'};

/** Columns of every type, with the values that are easily lost; all have four rows. */
export function everyType(): {fields: Field[]; columns: unknown[][]} {
  const entries = Object.entries(TYPES);
  return {
    fields: entries.map(([name, [type, , more]]) => field(name, type, more)),
    columns: entries.map(([, [, values]]) => [...values]),
  };
}

type Case = readonly [
  type: DataType,
  values: readonly unknown[],
  more?: Partial<Omit<Field, 'name' | 'type'>>,
];

function int(bitWidth: 8 | 16 | 32 | 64 | 128, isSigned = true): DataType {
  return {name: 'int', bitWidth, isSigned};
}

const TYPES: Readonly<Record<string, Case>> = {
  nothing: [{name: 'null'}, [null, null, null, null]],
  bool: [{name: 'bool'}, [true, null, false, true]],
  int8: [int(8), [-128, 127, null, 0]],
  uint8: [int(8, false), [0, 255, null, 1]],
  int16: [int(16), [-32768, 32767, null, 0]],
  uint16: [int(16, false), [0, 65535, null, 1]],
  int32: [int(32), [-(2 ** 31), 2 ** 31 - 1, null, 0]],
  uint32: [int(32, false), [0, 2 ** 32 - 1, null, 1]],
  int64: [int(64), [2n ** 53n + 1n, -(2n ** 63n), null, 2n ** 63n - 1n]],
  uint64: [int(64, false), [0n, 2n ** 64n - 1n, null, 2n ** 63n]],
  int128: [int(128), [-(2n ** 127n), 2n ** 127n - 1n, null, -1n]],
  uint128: [int(128, false), [0n, 2n ** 128n - 1n, null, 2n ** 127n]],
  float32: [{name: 'floatingpoint', precision: 'SINGLE'}, [-0, NaN, null, 1.5]],
  float64: [{name: 'floatingpoint', precision: 'DOUBLE'}, [-0, NaN, -Infinity, 5e-324]],
  decimal: [
    {name: 'decimal', precision: 38, scale: 10, bitWidth: 128},
    ['1234567890123456789012345678.0123456789', '-0.0000000001', null, '0.0000000000'],
  ],
  whole: [
    {name: 'decimal', precision: 38, scale: 0, bitWidth: 128},
    ['9'.repeat(38), `-${'9'.repeat(38)}`, null, '0'],
  ],
  decimal256: [
    {name: 'decimal', precision: 76, scale: 2, bitWidth: 256},
    [`${'9'.repeat(74)}.99`, `-${'9'.repeat(74)}.99`, null, '0.00'],
  ],
  text: [UTF8, ['', 'nul \0 and 😀', null, 'é'.repeat(40)]],
  json: [UTF8, ['{"a":[1,2.50]}', 'null', null, '"😀"'], {extension: 'arrow.json'}],
  bytes: [
    {name: 'binary'},
    [new Uint8Array(0), Uint8Array.of(0, 255), null, new Uint8Array(100).fill(7)],
  ],
  date: [{name: 'date', unit: 'DAY'}, ['0001-01-01', '9999-12-31', null, '1969-12-31']],
  time: [
    {name: 'time', unit: 'MICROSECOND'},
    ['00:00:00', '23:59:59.999999', null, '13:45:00.000001'],
  ],
  nanotime: [
    {name: 'time', unit: 'NANOSECOND'},
    ['00:00:00.000000001', '12:00:00', null, '01:02:03'],
  ],
  seconds: [
    {name: 'timestamp', unit: 'SECOND'},
    ['0001-01-01T00:00:00', '9999-12-31T23:59:59', null, '1969-12-31T23:59:59'],
  ],
  milliseconds: [
    {name: 'timestamp', unit: 'MILLISECOND'},
    ['0001-01-01T00:00:00.001', '9999-12-31T23:59:59.999', null, '1970-01-01T00:00:00'],
  ],
  microseconds: [
    {name: 'timestamp', unit: 'MICROSECOND'},
    ['0001-01-01T00:00:00.000001', '9999-12-31T23:59:59.999999', null, '1969-12-31T23:59:59.5'],
  ],
  nanoseconds: [
    {name: 'timestamp', unit: 'NANOSECOND'},
    ['1677-09-21T00:12:43.145224193', '2262-04-11T23:47:16.854775807', null, '2024-02-29T00:00:00'],
  ],
  instants: [
    {name: 'timestamp', unit: 'MICROSECOND', timezone: 'Europe/Berlin'},
    [
      '2024-01-31T13:45:00.000001+01:00[Europe/Berlin]',
      '2024-10-27T02:30:00+02:00[Europe/Berlin]',
      '1800-01-01T00:00:00+00:53[Europe/Berlin]',
      null,
    ],
  ],
  utc: [
    {name: 'timestamp', unit: 'NANOSECOND', timezone: 'UTC'},
    ['1969-12-31T23:59:59.999999999+00:00[UTC]', null, '2024-01-31T00:00:00+00:00[UTC]', null],
  ],
  offsets: [
    {name: 'timestamp', unit: 'SECOND', timezone: '-05:30'},
    ['2024-01-31T13:45:00-05:30[-05:30]', null, '0001-01-01T00:00:00-05:30[-05:30]', null],
  ],
  duration: [{name: 'duration', unit: 'MICROSECOND'}, ['PT1.5S', '-PT0.000001S', null, 'PT0S']],
  interval: [
    {name: 'interval', unit: 'MONTH_DAY_NANO'},
    ['P1M2DT3S', '-P14M', 'P1M-2DT-0.000000001S', null],
  ],
  list: [
    {name: 'list'},
    [[1n, null], [], null, [2n ** 53n + 1n]],
    {children: [field('item', INT64)]},
  ],
  struct: [
    {name: 'struct'},
    [{a: 1n, b: 'x'}, null, {a: null, b: null}, {a: 2n, b: '😀'}],
    {children: [field('a', INT64), field('b', UTF8)]},
  ],
  map: [
    {name: 'map'},
    [
      new Map([['a', 1n]]),
      new Map(),
      null,
      new Map([
        ['b', null],
        ['c', 3n],
      ]),
    ],
    {children: [mapEntry(field('value', INT64))]},
  ],
  nested: [
    {name: 'list'},
    [
      [{tags: new Map([['k', ['v', null]]])}, null],
      null,
      [{tags: null}],
      [{tags: new Map([['k', null]])}],
    ],
    {
      children: [
        field(
          'item',
          {name: 'struct'},
          {
            children: [
              field(
                'tags',
                {name: 'map'},
                {
                  children: [
                    mapEntry(field('value', {name: 'list'}, {children: [field('item', UTF8)]})),
                  ],
                },
              ),
            ],
          },
        ),
      ],
    },
  ],
  zoned: [
    {name: 'struct'},
    [
      '2024-01-31T13:45:00.000001+01:00[Europe/Berlin]',
      '2024-01-31T13:45:00-05:00[America/New_York]',
      null,
      '2024-01-31T13:45:00+05:30[+05:30]',
    ],
    {
      extension: 'serverless.zoned',
      children: [
        field('instant', {name: 'timestamp', unit: 'MICROSECOND', timezone: 'UTC'}),
        field('zone', UTF8),
      ],
    },
  ],
};

function mapEntry(value: Field): Field {
  const key = field('key', UTF8, {nullable: false});
  return field('entries', {name: 'struct'}, {nullable: false, children: [key, value]});
}
