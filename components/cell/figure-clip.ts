// Lines and areas end where the axes end: they stand in a box of their own inside the drawing, so that nothing has to
// be named in a document that may hold many figures. Dots are not cut in two; those outside are not drawn.
import type { Layout } from "./figure-layout";
import { makeSvg } from "./stage";

/** Half of a line that runs along the edge is still seen. */
const slack = 2;
const curves = ["line", "area"];

/** Puts each of Plot's groups of lines and areas into such a box. */
export function clipCurves(svg: Element, layout: Layout): void {
  for (const group of [...svg.children].filter((child) => curves.includes(child.getAttribute("aria-label") ?? ""))) {
    const box = toClipBox(svg.ownerDocument, layout);
    group.replaceWith(box);
    box.append(group);
  }
}

/** A box that shows what lies inside the axes, in the drawing's own units. */
export function toClipBox(document: Document, { width, height, margin }: Layout): SVGElement {
  const [x, y] = [margin.left - slack, margin.top - slack];
  const [w, h] = [width - margin.left - margin.right + 2 * slack, height - margin.top - margin.bottom + 2 * slack];
  return makeSvg(document, "svg", { x, y, width: w, height: h, viewBox: `${x} ${y} ${w} ${h}`, overflow: "hidden" });
}
