// Gives a pad, a field, a file control or a figure its hand: the first time a pointer or the focus comes near.
import { DrawingPad } from "./drawing-pad";
import { FigureProbe } from "./figure-probe";
import { FileDrop } from "./file-drop";
import { PointField } from "./point-field";
import { Probe } from "./probe";
import { toSurface } from "./surface";
import { TensorProbe } from "./tensor-probe";

/** `event` is what came near. */
export function awaken(element: HTMLElement, event: Event): unknown {
  switch (element.dataset.surface) {
    case "drawing":
      return new DrawingPad(toSurface(element));
    case "points":
      return new PointField(toSurface(element));
    case "file":
      return new FileDrop(toSurface(element));
    case "tensor":
      return new Probe(element, new TensorProbe(element), event);
    default:
      return new Probe(element, new FigureProbe(element), event);
  }
}
