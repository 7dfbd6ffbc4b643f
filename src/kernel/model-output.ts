// A model as an output: the book's own summary, or a tf.LayersModel read by its looks, so that a page without one
// loads nothing. `text` has a line for each layer.
import { formatShape, isPlainObject } from "./format";
import type { ModelOutput, ModelSpec } from "./output";

export function isModelSpec(value: unknown): value is ModelSpec {
  return (
    isPlainObject(value) && Array.isArray(value.layers) && Array.isArray(value.edges) && typeof value.total === "number"
  );
}

export function toModelOutput(model: ModelSpec): ModelOutput {
  const rows = model.layers.map(({ name, kind, shape, params }) => [
    kind,
    name,
    formatLayerShape(shape),
    String(params),
  ]);
  const widths = [0, 1, 2].map((i) => Math.max(...rows.map((row) => row[i]!.length)));
  const lines = rows.map((row) =>
    row
      .map((field, i) => field.padEnd(widths[i] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return { kind: "model", text: [...lines, String(model.total)].join("\n"), model };
}

/** (?, 128): a batch has any size. */
function formatLayerShape(shape: (number | null)[]): string {
  return formatShape(shape.map((size) => size ?? "?") as number[]);
}

interface Layer {
  name: string;
  outputShape: Shape | Shape[];
  trainable?: boolean;
  getClassName(): string;
  countParams(): number;
  inboundNodes: { inboundLayers: Layer[] }[];
}
type Shape = (number | null)[];

interface LayersModel {
  layers: Layer[];
  summary: unknown;
}

export function isLayersModel(value: unknown): value is LayersModel {
  return typeof value === "object" && value !== null && "layers" in value && "summary" in value;
}

export function readLayersModel({ layers }: LayersModel): ModelSpec {
  const edges = layers.flatMap((layer, to) =>
    (layer.inboundNodes ?? []).flatMap(({ inboundLayers }) =>
      inboundLayers.flatMap((from): [number, number][] => {
        const index = layers.indexOf(from);
        return index >= 0 ? [[index, to]] : [];
      }),
    ),
  );
  const sum = (some: Layer[]) => some.reduce((total, layer) => total + layer.countParams(), 0);
  return {
    layers: layers.map((layer) => ({
      name: layer.name,
      kind: layer.getClassName(),
      shape: firstShape(layer.outputShape),
      params: layer.countParams(),
    })),
    edges,
    total: sum(layers),
    fixed: sum(layers.filter(({ trainable }) => trainable === false)),
  };
}

/** A layer with several outputs is told by its first. */
function firstShape(shape: Shape | Shape[]): Shape {
  return Array.isArray(shape[0]) ? (shape[0] as Shape) : (shape as Shape);
}
