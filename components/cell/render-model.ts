// A model: a table of its layers with output shape and parameters, and its graph, drawn from top to bottom without a
// library. A long graph is folded.
import type { ModelOutput, ModelSpec } from "../../src/kernel/output";
import { textWidth } from "./figure-layout";
import { wordsIn, type OutputWords } from "./output-words";
import { toScrollBox, toTable } from "./render-table";
import { make, makeSvg, type Stage } from "./stage";

/** A graph with more layers than this opens on request. */
const maxOpen = 14;
const maxDrawn = 120;

export function renderModel({ model, text }: ModelOutput, stage: Stage): HTMLElement {
  const { document } = stage;
  const words = wordsIn(stage.strings.language).model;
  const total = words.total(toCount(model.total)) + (model.fixed > 0 ? words.fixed(toCount(model.fixed)) : "");
  return make(
    document,
    "div",
    { class: "output-model" },
    toScrollBox(document, toLayers(model, words, document), text.split("\n")[0] ?? ""),
    make(document, "p", { class: "model-total" }, total),
    ...toGraph(model, words, document),
  );
}

function toLayers({ layers }: ModelSpec, words: OutputWords["model"], document: Document): HTMLElement {
  const columns = [words.kind, words.layer, words.shape, words.params];
  const rows = layers.map(({ kind, name, shape, params }) => [kind, name, toShape(shape), params]);
  return toTable(document, columns, rows);
}

function toGraph(model: ModelSpec, words: OutputWords["model"], document: Document): HTMLElement[] {
  const count = model.layers.length;
  if (count === 0 || count > maxDrawn) return [];
  const fold = make(
    document,
    "details",
    { class: "figure-data model-graph", open: count <= maxOpen },
    make(document, "summary", {}, words.graph),
  );
  fold.append(drawGraph(model, words.graph, document));
  return [fold];
}

const box = { height: 38, gapX: 18, gapY: 26, least: 96 };

export interface Place {
  x: number;
  y: number;
  depth: number;
}

/** Each layer one below the deepest that it reads; layers of one depth side by side. */
export function placeLayers({ layers, edges }: ModelSpec, width: number): Place[] {
  const depths = layers.map(() => 0);
  // Layers come in the order in which they run, so that one pass is enough.
  for (const [from, to] of edges.toSorted((a, b) => a[1] - b[1])) depths[to] = Math.max(depths[to]!, depths[from]! + 1);
  const perDepth = new Map<number, number[]>();
  depths.forEach((depth, i) => perDepth.set(depth, [...(perDepth.get(depth) ?? []), i]));
  const widest = Math.max(...[...perDepth.values()].map((row) => row.length));
  const whole = widest * width + (widest - 1) * box.gapX;
  return depths.map((depth, i) => {
    const row = perDepth.get(depth)!;
    const rowWidth = row.length * width + (row.length - 1) * box.gapX;
    const x = (whole - rowWidth) / 2 + row.indexOf(i) * (width + box.gapX);
    return { x, y: depth * (box.height + box.gapY), depth };
  });
}

function drawGraph(model: ModelSpec, label: string, document: Document): SVGElement {
  const lines = model.layers.map(({ name, kind, shape }) => [kind, [name, toShape(shape)].filter(Boolean).join("  ")]);
  const width = Math.max(box.least, ...lines.flat().map((line) => textWidth(line) + 20));
  const places = placeLayers(model, width);
  const skips = model.edges.some(([from, to]) => places[to]!.depth - places[from]!.depth > 1);
  const right = Math.max(...places.map(({ x }) => x)) + width + (skips ? 44 : 2);
  const bottom = Math.max(...places.map(({ y }) => y)) + box.height + 2;
  return makeSvg(
    document,
    "svg",
    {
      class: "model-picture",
      viewBox: `-2 -2 ${right + 4} ${bottom + 4}`,
      width: right + 4,
      role: "img",
      "aria-label": label,
    },
    ...model.edges.map(([from, to]) => drawEdge(places[from]!, places[to]!, width, document)),
    ...lines.map((line, i) => drawLayer(line, places[i]!, width, model.layers[i]!.params > 0, document)),
  );
}

function drawLayer([kind, about]: string[], { x, y }: Place, width: number, learns: boolean, document: Document) {
  const text = (words: string, dy: number, cls: string) =>
    makeSvg(document, "text", { x: x + width / 2, y: y + dy, "text-anchor": "middle", class: cls }, words);
  return makeSvg(
    document,
    "g",
    { class: learns ? "layer learns" : "layer" },
    makeSvg(document, "rect", { x, y, width, height: box.height, rx: 3 }),
    text(kind!, 16, "layer-kind"),
    text(about!, 31, "layer-about"),
  );
}

/** Down to the next; around the side where layers are passed by. */
function drawEdge(from: Place, to: Place, width: number, document: Document): SVGElement {
  const [x1, y1, x2, y2] = [from.x + width / 2, from.y + box.height, to.x + width / 2, to.y];
  const passes = to.depth - from.depth > 1;
  const side = Math.max(from.x, to.x) + width + 30;
  const middle = (y1 + y2) / 2;
  const d = passes
    ? `M${from.x + width},${from.y + box.height / 2}C${side},${from.y + box.height / 2} ${side},${to.y + box.height / 2} ${to.x + width + 5},${to.y + box.height / 2}`
    : `M${x1},${y1}C${x1},${middle} ${x2},${middle} ${x2},${y2 - 5}`;
  const [hx, hy] = passes ? [to.x + width, to.y + box.height / 2] : [x2, y2];
  const head = passes
    ? `M${hx + 7},${hy - 4}L${hx + 1},${hy}L${hx + 7},${hy + 4}`
    : `M${hx - 4},${hy - 7}L${hx},${hy - 1}L${hx + 4},${hy - 7}`;
  return makeSvg(document, "path", { class: "model-edge", d: d + head });
}

function toShape(shape: (number | null)[]): string {
  return `(${shape.map((size) => size ?? "?").join(", ")})`;
}

function toCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
