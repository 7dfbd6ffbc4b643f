// Numbers of 16 bits (IEEE 754 binary16): one of sign, five of exponent, ten of fraction. Half the bytes of float32, and
// enough for the weights of a trained network.

/** The nearest half, ties to the even one; beyond 65,519 infinity. */
export function toHalf(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (Number.isNaN(size)) return 0x7e00;
  if (size >= 65_520) return sign | 0x7c00;
  const exponent = Math.max(-14, size === 0 ? -14 : Math.floor(Math.log2(size)));
  const units = roundToEven(size / 2 ** (exponent - 10)); // 1024 … 2048, below 1024 where subnormal
  return sign | (units < 1024 ? units : (((exponent + 15) << 10) | 0) + units - 1024);
}

export function fromHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const [exponent, fraction] = [(half >> 10) & 31, half & 1023];
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}

function roundToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}
