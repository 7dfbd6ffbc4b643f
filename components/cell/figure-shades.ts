// What a value of a heat map looks like: from the page's paper to its first colour, below zero to its second.

/** `share` −1 … 1. */
export function toShade(share: number, most = 100): string {
  const percent = Math.round(Math.abs(share) * most);
  return `color-mix(in oklab, var(--figure-${share < 0 ? 2 : 1}) ${percent}%, var(--paper-2))`;
}

/** The greatest magnitude among the values, which has the fullest colour. */
export function findSize(values: readonly number[]): number {
  return values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 1e-12);
}
