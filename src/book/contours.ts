// Lines of equal height of a function of two variables, as points for a figure's line mark.
// Marching triangles, joined end to end and thinned where they are straight. Section: backprop/landscape.

export interface ContourSpec {
  x: readonly [number, number];
  y: readonly [number, number];
  levels: readonly number[];
  /** Squares along each side; 48 unless said. */
  squares?: number;
}

type Point = readonly [x: number, y: number];
type Corner = readonly [x: number, y: number, height: number];

/** The lines on which f equals one of the levels; a NaN point parts two lines.
 *  f is taken as linear within a triangle, so the error is of second order in the size of a square. */
export function contours(f: (x: number, y: number) => number, spec: ContourSpec): number[][] {
  const triangles = toTriangles(f, spec);
  const tolerance = 0.0015 * Math.max(spec.x[1] - spec.x[0], spec.y[1] - spec.y[0]);
  const lines = spec.levels.flatMap((level) => join(triangles.flatMap((triangle) => toPiece(triangle, level))));
  return lines.flatMap((line, i) => [
    ...(i > 0 ? [[NaN, NaN]] : []),
    ...simplify(line, tolerance).map(([x, y]) => [x, y]),
  ]);
}

function toTriangles(f: (x: number, y: number) => number, { x, y, squares = 48 }: ContourSpec): Corner[][] {
  const at = ([from, to]: readonly [number, number], i: number) => from + ((to - from) * i) / squares;
  const grid = Array.from({ length: squares + 1 }, (_, j) =>
    Array.from({ length: squares + 1 }, (_, i): Corner => [at(x, i), at(y, j), f(at(x, i), at(y, j))]),
  );
  return grid.slice(1).flatMap((row, j) =>
    row.slice(1).flatMap((c, i) => {
      const [a, b, d] = [grid[j]![i]!, grid[j]![i + 1]!, row[i]!];
      return [
        [a, b, c],
        [a, c, d],
      ];
    }),
  );
}

/** Where the level enters a triangle and where it leaves; nothing if it passes by or only touches a corner. */
function toPiece([a, b, c]: Corner[], level: number): [Point, Point][] {
  const sides = [toCrossing(a!, b!, level), toCrossing(b!, c!, level), toCrossing(a!, c!, level)];
  const [first, second] = sides.filter((point) => point !== undefined);
  return first && second && String(first) !== String(second) ? [[first, second]] : [];
}

/** Neighbouring triangles name a side's corners in one order, so that both find the same number to the last bit. */
function toCrossing(p: Corner, q: Corner, level: number): Point | undefined {
  if (p[2] >= level === q[2] >= level) return undefined;
  const [from, to] = p[0] < q[0] || (p[0] === q[0] && p[1] < q[1]) ? [p, q] : [q, p];
  const share = (level - from[2]) / (to[2] - from[2]);
  return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
}

/** Pieces with a common end become one line. */
function join(pieces: [Point, Point][]): Point[][] {
  const at = new Map<string, Set<[Point, Point]>>();
  for (const piece of pieces)
    for (const end of piece) at.set(String(end), (at.get(String(end)) ?? new Set()).add(piece));
  const take = (end: Point): Point | undefined => {
    const [piece] = at.get(String(end)) ?? [];
    if (!piece) return undefined;
    for (const each of piece) at.get(String(each))!.delete(piece);
    return String(piece[0]) === String(end) ? piece[1] : piece[0];
  };
  const grow = (line: Point[]) => {
    for (let next = take(line.at(-1)!); next; next = take(next)) line.push(next);
    return line;
  };
  return pieces.flatMap(([start]) => {
    const forward = grow([start]);
    const line = [...grow([start]).slice(1).reverse(), ...forward];
    return line.length > 1 ? [line] : [];
  });
}

/** Ramer, Douglas, Peucker: leaves out points nearer than the tolerance to the line that is left. */
function simplify(line: Point[], tolerance: number): Point[] {
  const [start, end] = [line[0]!, line.at(-1)!];
  const far = line.map((point) => toDistance(point, start, end));
  const worst = far.indexOf(Math.max(...far));
  if (line.length < 3 || far[worst]! <= tolerance) return [start, end];
  return [...simplify(line.slice(0, worst + 1), tolerance).slice(0, -1), ...simplify(line.slice(worst), tolerance)];
}

function toDistance([x, y]: Point, [x0, y0]: Point, [x1, y1]: Point): number {
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (length === 0) return Math.hypot(x - x0, y - y0); // a closed line starts where it ends
  return Math.abs((x1 - x0) * (y - y0) - (y1 - y0) * (x - x0)) / length;
}
