// Where outputs are drawn: a document, the words of a language, and the two things that build and page do
// differently: a grid of pixels (inline PNG at build, canvas in the page) and a figure (now, or when Plot is there).
import type { FigureOutput } from "../../src/kernel/output";
import type { Strings } from "./strings";

/** RGBA, row-major. */
export interface Pixels {
  width: number;
  height: number;
  rgba: Uint8ClampedArray<ArrayBuffer>;
}

export interface Stage {
  document: Document;
  strings: Strings;
  /** An element that shows the pixels one to one; the caller enlarges it. */
  drawPixels(pixels: Pixels, label: string): HTMLElement;
  /** Draws the figure into its frame (see figure-frame.ts), at once or later. */
  drawFigure(output: FigureOutput, canvas: HTMLElement): void;
  /** At build controls cannot act; the element enables them when it is defined. */
  isStatic: boolean;
}

type Child = Node | string | undefined;

/** `make(document, "p", { class: "cell-note" }, "text")`: an element with attributes and children. */
export function make<K extends keyof HTMLElementTagNameMap>(
  document: Document,
  tag: K,
  attributes: Record<string, string | number | boolean | undefined> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

const svgNamespace = "http://www.w3.org/2000/svg";

/** The same for a shape. */
export function makeSvg(
  document: Document,
  tag: string,
  attributes: Record<string, string | number> = {},
  ...children: (Node | string)[]
): SVGElement {
  const element = document.createElementNS(svgNamespace, tag) as SVGElement;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}
