// Numbers that are the same in every library and on every machine.

const sizeOf = (shape: number[]): number => shape.reduce((product, n) => product * n, 1);

/** Standard normal numbers, times a scale. */
export function toNormalNumbers(shape: number[], scale: number, seed: number): Float32Array<ArrayBuffer> {
  let state = seed * 7919 + 1;
  const uniform = () => (state = (state * 48271) % 2147483647) / 2147483647;
  const draw = () => scale * Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  return Float32Array.from({ length: sizeOf(shape) }, draw);
}

/** Whole numbers of 0 … below − 1, without an order that a model could learn at once. */
export function toWholeNumbers(shape: number[], below: number, shift = 0): Int32Array<ArrayBuffer> {
  return Int32Array.from({ length: sizeOf(shape) }, (_, i) => (i * 7 + (i >> 3) + shift * i) % below);
}
