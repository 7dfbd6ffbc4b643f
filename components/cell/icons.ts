// The shapes on the cell's buttons: 16 px, one stroke, drawn for this book.

export const icons = {
  run: '<path d="M4.5 3v10l8.5-5z" fill="currentColor" stroke="none"/>',
  stop: '<rect x="4" y="4" width="8" height="8" fill="currentColor" stroke="none"/>',
  reset: '<path d="M3.2 8a4.8 4.8 0 1 0 1.6-3.6M3 2.6v2.6h2.6"/>',
  copy: '<path d="M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z"/>',
  share: '<path d="M6.5 9.5l3-3M7 4.8l1.4-1.4a2.8 2.8 0 0 1 4 4L11 8.8M5 7.2L3.6 8.6a2.8 2.8 0 0 0 4 4L9 11.2"/>',
  more: '<g fill="currentColor" stroke="none"><circle cx="3" cy="8" r="1.4"/><circle cx="8" cy="8" r="1.4"/><circle cx="13" cy="8" r="1.4"/></g>',
  ledger: '<path d="M3 2.5h10v11H3zM5.5 5.5h5M5.5 8h5M5.5 10.5h3"/>',
  check: '<path d="M3 8.5l3.4 3.4L13 4.6"/>',
} as const;

export function toIcon(name: keyof typeof icons): string {
  return toSvg(icons[name]);
}

/** A shape of this kind as a picture. */
export function toSvg(shape: string): string {
  return `<svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${shape}</svg>`;
}
