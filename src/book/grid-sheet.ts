// Small grids of numbers side by side as one picture: filters, feature maps, windows. Each number is a pixel.
// Grey from black to white, or, where the sign matters, blue below 0, red above, white at 0.
import type { Grid } from "./convolution";
import type { ImageSpec } from "./image-spec";

const gap = 2;

export interface GridSheetSpec {
  /** 8 unless said. */
  perLine?: number;
  /** CSS pixels for each number; 4 unless said. */
  scale?: number;
  /** The value that is brightest; the greatest magnitude of each grid unless given. */
  white?: number;
  /** Blue and red instead of grey. */
  signed?: boolean;
  /** What the picture shows, in a sentence. */
  text: string;
}

/** The grids, all of one size, in lines of `perLine`. Between them the picture is transparent. */
export function gridSheet(grids: Grid[], spec: GridSheetSpec): ImageSpec {
  const { perLine = 8, scale = 4, white, signed = false, text } = spec;
  const [rows, columns] = [grids[0]!.length, grids[0]![0]!.length];
  const width = Math.min(perLine, grids.length) * (columns + gap) - gap;
  const height = Math.ceil(grids.length / perLine) * (rows + gap) - gap;
  const data = new Uint8ClampedArray(4 * width * height);
  grids.forEach((grid, g) => {
    const [left, top] = [(g % perLine) * (columns + gap), Math.floor(g / perLine) * (rows + gap)];
    const most = white ?? (Math.max(...grid.flat().map(Math.abs)) || 1);
    grid.forEach((row, i) =>
      row.forEach((value, j) => data.set(toColour(value / most, signed), 4 * ((top + i) * width + left + j))),
    );
  });
  return { width, height, data, text, scale };
}

/** −1 … 1 as red, green, blue and opaque. */
function toColour(value: number, signed: boolean): [number, number, number, number] {
  const v = Math.max(-1, Math.min(1, value));
  if (!signed) return [255 * v, 255 * v, 255 * v, 255];
  const [red, blue] = [
    [178, 24, 43],
    [33, 102, 172],
  ];
  const [r, g, b] = (v < 0 ? blue! : red!).map((full) => 255 + (full - 255) * Math.abs(v)) as [number, number, number];
  return [r, g, b, 255];
}

/** Numbers in a row as a grid of so many columns. */
export function toGrid(values: ArrayLike<number>, columns: number): Grid {
  return Array.from({ length: values.length / columns }, (_, i) =>
    Array.from({ length: columns }, (_, j) => values[i * columns + j]!),
  );
}

/** A tensor's numbers (…, rows, columns, maps), its first picture, as one grid for each map. */
export function toGrids(values: ArrayLike<number>, [rows, columns, maps]: [number, number, number]): Grid[] {
  return Array.from({ length: maps }, (_, m) =>
    Array.from({ length: rows }, (_, i) =>
      Array.from({ length: columns }, (_, j) => values[(i * columns + j) * maps + m]!),
    ),
  );
}
