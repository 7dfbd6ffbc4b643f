import { inflateSync } from "node:zlib";
import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import type { Output } from "../../src/kernel/output";
import { readControl } from "./control-value";
import { toPng } from "./png";
import { renderRecord } from "./render-record";
import { placeLayers } from "./render-model";
import { toGrid, toHeatMap } from "./render-tensor";
import { gridOf, stepTo, toIndices } from "./tensor-frame";

function render(output: Output, lang = "en"): Element {
  const { document } = parseHTML(`<html><body>${renderRecord([output], lang)}</body></html>`);
  const [element, ...others] = [...document.body.children];
  expect(others, "one output is one element").toEqual([]);
  expect(element!.getAttribute("data-kind")).toBe(output.kind);
  return element!;
}

test("text is text: markup in it is shown, not obeyed; warnings and logs can be told apart", () => {
  const element = render({ kind: "text", text: "<b>1</b>\n2", source: "warn" });
  expect(element.textContent).toBe("<b>1</b>\n2");
  expect(element.querySelector("b")).toBeNull();
  expect(element.getAttribute("data-source")).toBe("warn");
});

test("a table is a table; a column of numbers is aligned as numbers", () => {
  const element = render({
    kind: "table",
    text: "",
    columns: ["name", "loss"],
    rows: [
      ["a", 0.5],
      ["b", 1],
    ],
  });
  expect([...element.querySelectorAll("th")].map((th) => [th.textContent, th.className])).toEqual([
    ["name", ""],
    ["loss", "number"],
  ]);
  expect(element.querySelectorAll("tbody tr").length).toBe(2);
});

test("a column without a name has no empty header, and the box that scrolls is no landmark of the page", () => {
  const element = render({
    kind: "table",
    text: "",
    columns: ["", "loss"],
    rows: [
      ["a", 0.5],
      ["b", ""],
    ],
  });
  expect([...element.querySelectorAll("tbody td.number")].map((td) => td.textContent)).toEqual(["0.5", ""]);
  expect([...element.querySelectorAll("th")].map((th) => th.textContent)).toEqual(["loss"]);
  expect(element.querySelector("[tabindex]")?.getAttribute("role")).toBe("group");
});

test("a field that names a place in the book leads there, and nowhere else can be led to", () => {
  const rows = [["§ mnist/mlp#网络"], ["§ mnist/mlp"], ["§ https://a.example/b"], ["see § mnist/mlp"], ["§ ../../x/y"]];
  const element = render({ kind: "table", text: "", columns: ["where"], rows });
  const found = [...element.querySelectorAll("tbody td")].map((td) => td.querySelector("a")?.getAttribute("href"));
  expect(found).toEqual(["../../mnist/mlp/#网络", "../../mnist/mlp/", undefined, undefined, undefined]);
});

test("a small tensor shows its numbers, a large one a map, both their shape", () => {
  const small = render({
    kind: "tensor",
    text: "",
    dtype: "float32",
    shape: [2, 3],
    values: [1, 2, 3, 4, 5, -6.5],
    min: -6.5,
    max: 5,
    mean: 1.4,
  });
  expect(small.textContent).toContain("(2, 3) float32");
  expect(small.textContent).toContain("min −6.5, mean 1.4, max 5");
  expect([...small.querySelectorAll("tr")].map((row) => [...row.children].map((td) => td.textContent))).toEqual([
    ["1", "2", "3"],
    ["4", "5", "−6.5"],
  ]);
  const large = render({
    kind: "tensor",
    text: "weights",
    dtype: "float32",
    shape: [100, 784],
    values: Array.from({ length: 4096 }, () => 1),
  });
  expect(large.querySelector("img")!.getAttribute("alt")).toBe("weights");
  expect(large.textContent).toContain("first 4096 of 78400 values");
  const frame = large.querySelector(".tensor-frame")!;
  expect(frame.getAttribute("data-label")).toBe("weights. arrow keys walk the squares");
  expect(gridOf(frame)).toMatchObject({ shape: [100, 784], columns: 784, values: { length: 4096 } });
});

test("a square of a heat map knows its place in the tensor; keys walk the squares and stay at the edge", () => {
  expect(toIndices([2, 3, 4], 23)).toEqual([1, 2, 3]);
  expect(toIndices([20], 9)).toEqual([9]);
  const grid = { shape: [3, 4], values: Array.from({ length: 10 }, (_, i) => i), columns: 4 };
  expect(
    ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "a"].map((key) => stepTo(grid, 6, key)),
  ).toEqual([5, 7, 2, 6, 4, 7, undefined]);
  expect(stepTo(grid, 8, "End")).toBe(9);
  expect(stepTo(grid, 3, "ArrowRight")).toBe(3);
});

test("the grid of a tensor has its last axis across, a vector is wrapped", () => {
  expect(toGrid([2, 3, 4], 24)).toEqual({ rows: 6, columns: 4 });
  expect(toGrid([20], 20)).toEqual({ rows: 3, columns: 8 });
  expect(toGrid([], 1)).toEqual({ rows: 1, columns: 1 });
});

test("a heat map has paper at zero and nothing where no number is", () => {
  const { rgba } = toHeatMap([0, NaN, 1, -1], 2, 2);
  expect(Array.from(rgba.slice(0, 4))).toEqual([244, 241, 234, 255]);
  expect(rgba[7]).toBe(0);
});

test("an image at build is a PNG of the same pixels", () => {
  const rgba = Uint8ClampedArray.from([255, 0, 0, 255, 0, 255, 0, 128]);
  const png = toPng({ width: 2, height: 1, rgba });
  const data = png.subarray(png.indexOf("IDAT") + 4, png.indexOf("IEND") - 8);
  expect([...inflateSync(data)]).toEqual([0, ...rgba]);
  const element = render({
    kind: "image",
    text: "two pixels",
    width: 2,
    height: 1,
    rgba: Buffer.from(rgba).toString("base64"),
    scale: 4,
  });
  expect(element.querySelector("img")!.getAttribute("alt")).toBe("two pixels");
  expect(element.querySelector("img")!.getAttribute("style")).toContain("width:8px");
});

test("a picture has its words under it for the eye, once for the ear, and none where nobody gave it any", () => {
  const picture = { kind: "image", width: 1, height: 1, rgba: "/wAA/w==" } as const;
  const caption = render({ ...picture, text: "one red pixel" }).querySelector("figcaption")!;
  expect(caption.textContent).toBe("one red pixel");
  expect(caption.getAttribute("aria-hidden")).toBe("true");
  expect(render({ ...picture, text: "1 × 1" }).querySelector("figcaption")).toBeNull();
});

test("an error names cell, line, column, what and what to try, in the page's language, and links to its line", () => {
  const error = { name: "TypeError", message: "x is null", hint: "await it", cell: "train", line: 3, column: 7 };
  const element = render({ kind: "error", text: "", error }, "zh");
  expect(element.textContent).toContain("TypeError x is null");
  expect(element.textContent).toContain("单元 train，第 3 行，第 7 列");
  expect(element.textContent).toContain("await it");
  const { href, dataset } = element.querySelector("a")!;
  expect([href, dataset.gotoCell, dataset.gotoLine]).toEqual(["#cell-train", "train", "3"]);
});

test("a figure is drawn for both widths, with its data behind a fold", () => {
  const figure = {
    title: "Loss",
    alt: "It falls",
    data: { step: [0, 1, 2], loss: [3, 2, 1] },
    marks: [{ type: "line" as const, x: "step", y: "loss" }],
  };
  const element = render({ kind: "figure", text: "", id: "loss", figure });
  expect([...element.querySelectorAll("svg")].map((svg) => svg.getAttribute("aria-label"))).toEqual([
    "It falls",
    "It falls",
  ]);
  expect(element.querySelector("figcaption")!.textContent).toBe("Loss");
  expect(element.querySelectorAll("details tbody tr").length).toBe(3);
});

test("progress is a bar with its count", () => {
  const element = render({ kind: "progress", text: "", id: "p", label: "epoch", done: 2, total: 5 });
  expect(element.querySelector("progress")!.getAttribute("value")).toBe("2");
  expect(element.textContent).toContain("2 / 5");
});

test("controls are form elements, still until the page's script is there", () => {
  const select = render({
    kind: "input",
    text: "",
    name: "mode",
    control: { type: "select", label: "mode", options: ["quick", "full"] },
    value: "full",
  });
  expect(select.querySelector("option[selected]")!.textContent).toBe("full");
  expect(select.querySelector("select")!.hasAttribute("disabled")).toBe(true);
  const toggle = render({
    kind: "input",
    text: "",
    name: "t",
    control: { type: "toggle", label: "shuffle" },
    value: true,
  });
  expect(toggle.querySelector("input")!.hasAttribute("checked")).toBe(true);
});

test("a slider on a log scale gives back the value it was made with", () => {
  const control = { type: "slider" as const, label: "lr", min: 1e-4, max: 1, step: 1e-4, scale: "log" as const };
  const input = render({ kind: "input", text: "", name: "lr", control, value: 0.03 }).querySelector("input")!;
  expect(input.getAttribute("data-control")).toBe("lr");
  expect(readControl(input)).toBe(0.03);
});

test("a control says what it was made from in the same words, whatever order its facts were written in", () => {
  const live = { type: "slider" as const, label: "lr", min: 0, max: 1, step: 0.1 };
  const recorded = { label: "lr", max: 1, min: 0, step: 0.1, type: "slider" as const };
  const specOf = (control: typeof live) =>
    render({ kind: "input", text: "", name: "lr", control, value: 0.5 }).getAttribute("data-spec");
  expect(specOf(recorded)).toBe(specOf(live));
  expect(JSON.parse(specOf(live)!)).toEqual(live);
});

test("a recorded pad, field and file control are complete without JavaScript, and still", () => {
  const pixels = Array.from({ length: 4 }, (_, i) => (i === 0 ? 1 : 0));
  const pad = render({
    kind: "input",
    text: "",
    name: "digit",
    control: { type: "drawing", label: "Draw", side: 2 },
    value: pixels,
  });
  expect(pad.querySelector(".pad-paper img")!.getAttribute("alt")).toBe("Draw");
  expect([...pad.querySelectorAll("button")].every((button) => button.hasAttribute("disabled"))).toBe(true);
  expect(pad.querySelector("[tabindex]")).toBeNull();
  expect(JSON.parse((pad as HTMLElement).dataset.value!)).toEqual(pixels);
  const axis = { label: "x", min: 0, max: 4 };
  const control = { type: "points" as const, label: "Drag", x: axis, y: { ...axis, label: "y" }, max: 9 };
  const field = render({
    kind: "input",
    text: "",
    name: "p",
    control,
    value: [
      { x: 1, y: 1 },
      { x: 2, y: 3 },
    ],
  });
  expect(field.querySelectorAll("circle").length).toBe(2);
  const accept = { type: "file" as const, label: "Corpus", accept: "text" as const, maxBytes: 1000 };
  const file = render({ kind: "input", text: "", name: "c", control: accept, value: { name: "", characters: 4 } });
  expect(file.textContent).toContain("at most 1 kB");
  expect(file.querySelector("input")!.hasAttribute("disabled")).toBe(true);
});

test("a model is a table with its total, and a graph whose skipping edge goes around", () => {
  const layers = ["in", "a", "b", "add"].map((name) => ({ name, kind: name, shape: [null, 4], params: 1000 }));
  const edges: [number, number][] = [
    [0, 1],
    [1, 2],
    [2, 3],
    [0, 3],
  ];
  const model = { layers, edges, total: 4000, fixed: 1000 };
  const element = render({ kind: "model", text: "in", model });
  expect(element.textContent).toContain("4,000 parameters, 1,000 of them fixed");
  expect(element.querySelectorAll("tbody tr").length).toBe(4);
  expect(element.querySelectorAll(".model-edge").length).toBe(4);
  expect(placeLayers(model, 100).map(({ depth }) => depth)).toEqual([0, 1, 2, 3]);
});
