// Strokes → the pixels of an MNIST digit: the ink's box scaled to 20 of 28 pixels, a pen of one width whatever the
// size of the drawing, the centre of mass in the middle (LeCun's description of the set). Pure numbers, no canvas.

/** A place on the pad, 0 … 1 across and down. */
export type Place = readonly [x: number, y: number];
export type Stroke = Place[];

/** Shares of the side: the box of the ink, and half the width of the pen (a stroke is about 2.4 of 28 pixels wide). */
const boxShare = 20 / 28;
const penShare = 1.25 / 28;

/** side × side numbers 0 … 1, row by row; all 0 without ink. */
export function toDigit(strokes: readonly Stroke[], side: number): number[] {
  const places = strokes.flat();
  if (places.length === 0) return new Array<number>(side * side).fill(0);
  const fitted = fitStrokes(strokes, places);
  const [x, y] = findCentre(raster(fitted, side), side);
  return raster(moveStrokes(fitted, 0.5 - x, 0.5 - y), side);
}

/** The same strokes with their box scaled to its share of the side, in the middle. */
function fitStrokes(strokes: readonly Stroke[], places: readonly Place[]): Stroke[] {
  const xs = places.map(([x]) => x);
  const ys = places.map(([, y]) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const size = Math.max(right - left, bottom - top);
  // A dot stays a dot.
  const scale = size < 0.02 ? 1 : (boxShare - 2 * penShare) / size;
  const [midX, midY] = [(left + right) / 2, (top + bottom) / 2];
  return strokes.map((stroke) => stroke.map(([x, y]) => [0.5 + (x - midX) * scale, 0.5 + (y - midY) * scale] as const));
}

function moveStrokes(strokes: readonly Stroke[], dx: number, dy: number): Stroke[] {
  return strokes.map((stroke) => stroke.map(([x, y]) => [x + dx, y + dy] as const));
}

/** Ink where the pen's edge has passed, with a soft edge of one pixel; two decimals are finer than MNIST's greys. */
function raster(strokes: readonly Stroke[], side: number): number[] {
  const pixels = new Array<number>(side * side).fill(0);
  const pen = penShare * side;
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      const near = findDistance(strokes, (column + 0.5) / side, (row + 0.5) / side) * side;
      pixels[row * side + column] = Math.round(Math.min(1, Math.max(0, pen + 0.5 - near)) * 255) / 255;
    }
  return pixels.map((value) => Number(value.toFixed(3)));
}

function findDistance(strokes: readonly Stroke[], x: number, y: number): number {
  let least = Infinity;
  for (const stroke of strokes)
    for (let i = 0; i < stroke.length; i++)
      least = Math.min(least, distanceToSegment(x, y, stroke[Math.max(0, i - 1)]!, stroke[i]!));
  return least;
}

function distanceToSegment(x: number, y: number, [x1, y1]: Place, [x2, y2]: Place): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / length));
  return Math.hypot(x - x1 - t * dx, y - y1 - t * dy);
}

/** The centre of mass, 0 … 1. */
function findCentre(pixels: readonly number[], side: number): [number, number] {
  let [sum, x, y] = [0, 0, 0];
  pixels.forEach((value, i) => {
    sum += value;
    x += value * ((i % side) + 0.5);
    y += value * (Math.floor(i / side) + 0.5);
  });
  return sum === 0 ? [0.5, 0.5] : [x / sum / side, y / sum / side];
}
