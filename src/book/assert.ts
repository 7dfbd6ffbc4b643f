// What an exercise's check and a careful cell call: a promise about a value, with a message for the reader.

export class AssertionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "AssertionError";
  }
}

/** Throws AssertionError with this message unless the condition is true. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionError(message);
}

/** Throws AssertionError unless |actual − expected| ≤ tolerance. The numbers are added to the message; NaN is never close. */
export function assertClose(actual: number, expected: number, tolerance: number, message: string): void {
  assert(Math.abs(actual - expected) <= tolerance, `${message} (${actual} ≠ ${expected} ± ${tolerance})`);
}
