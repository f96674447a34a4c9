/** Whole numbers of 16 or 32 bytes, two's complement and little endian, as decimals are stored. */
export function readWide(
  words: BigInt64Array,
  index: number,
  wordCount: number,
  isSigned = true,
): bigint {
  const first = index * wordCount;
  const top = words[first + wordCount - 1]!;
  let value = isSigned ? top : BigInt.asUintN(64, top);
  for (let i = wordCount - 2; i >= 0; i--) {
    value = (value << 64n) | BigInt.asUintN(64, words[first + i]!);
  }
  return value;
}

export function writeWide(
  words: BigInt64Array,
  index: number,
  wordCount: number,
  value: bigint,
): void {
  let rest = value;
  for (let i = 0; i < wordCount; i++) {
    words[index * wordCount + i] = BigInt.asIntN(64, rest);
    rest >>= 64n;
  }
}

/** `123400n` with a scale of 4 is `12.3400`. */
export function decimalText(unscaled: bigint, scale: number): string {
  if (scale <= 0) return (unscaled * 10n ** BigInt(-scale)).toString();
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, '0');
  const point = digits.length - scale;
  return `${unscaled < 0n ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,6}))?$/;

/**
 * The unscaled number of exact digits such as `-12.34` or `1e-7`; null where they are no number, or
 * have more decimal places than `scale`, other than zeros.
 */
export function parseDecimal(text: string, scale: number): bigint | null {
  const match = DECIMAL.exec(text.trim());
  if (!match) return null;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return null;
  let unscaled = BigInt(whole + fraction);
  const shift = scale - fraction.length + Number(exponent);
  if (shift >= 0) unscaled *= 10n ** BigInt(shift);
  else {
    const divisor = 10n ** BigInt(-shift);
    if (unscaled % divisor !== 0n) return null;
    unscaled /= divisor;
  }
  return sign === '-' ? -unscaled : unscaled;
}
