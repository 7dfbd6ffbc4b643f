// Numbers that are the same in every library and on every machine.

/** Standard normal numbers, times a scale. */
export function toNormalNumbers(shape: number[], scale: number, seed: number): Float32Array<ArrayBuffer> {
  let state = seed * 7919 + 1;
  const uniform = () => (state = (state * 48271) % 2147483647) / 2147483647;
  const draw = () => scale * Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  return Float32Array.from({ length: shape.reduce((product, n) => product * n, 1) }, draw);
}

/** Whole numbers of 0 … below − 1. */
export function toWholeNumbers(shape: number[], below: number): Int32Array<ArrayBuffer> {
  return Int32Array.from(
    { length: shape.reduce((product, n) => product * n, 1) },
    (_, i) => (i * 7 + (i >> 3)) % below,
  );
}
