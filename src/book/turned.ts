// A surface turned about the origin: the same valley, no longer along the axes. What it does to optimizers that go
// parameter by parameter is the point. Section: optimizers/adam.
import type { Surface } from "./surfaces";

/** The point (x, y) turned by so many degrees, counter-clockwise; NaN stays NaN. */
export function turn([x, y]: number[], degrees: number): number[] {
  const angle = (Math.PI / 180) * degrees;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return [c * x! - s * y!, s * x! + c * y!];
}

/** The surface turned: its loss at a turned point is the old one's at the point. */
export function turned(surface: Surface, degrees: number): Surface {
  return {
    loss: (theta) => surface.loss(turn(theta, -degrees)),
    gradient: (theta) => turn(surface.gradient(turn(theta, -degrees)), degrees),
    contour: (level) => surface.contour(level).map((point) => turn(point, degrees)),
  };
}
