// The key of a figure: what the colours of its clouds stand for, in one line above the axes. Lines need none, their names
// stand at their ends.
import { isCloud, textWidth, type Layout } from "./figure-layout";
import { makeSvg } from "./stage";

const gap = 16;
const dotRoom = 12;

/** Nothing where no cloud has a name. */
export function drawKey(document: Document, layout: Layout): SVGElement[] {
  const clouds = layout.series.filter(isCloud);
  if (clouds.length === 0) return [];
  let x = startOf(
    layout,
    clouds.map(({ label }) => widthOf(label!)),
  );
  const y = layout.margin.top - 16;
  const entries = clouds.flatMap(({ label, colour }) => {
    const left = x;
    x += widthOf(label!) + gap;
    return [
      makeSvg(document, "circle", { cx: left + 4, cy: y, r: 4, fill: colour }),
      makeSvg(document, "text", { x: left + dotRoom, y, dy: "0.32em", fill: colour, "font-weight": 600 }, label!),
    ];
  });
  return [makeSvg(document, "g", { class: "figure-key", "font-size": 12, "text-anchor": "start" }, ...entries)];
}

function widthOf(label: string): number {
  return dotRoom + textWidth(label);
}

/** At the right end of the axes, behind the name of the upward axis. */
function startOf({ width, margin, y }: Layout, widths: number[]): number {
  const total = widths.reduce((sum, one) => sum + one + gap, -gap);
  return Math.max(y.label ? textWidth(y.label) + gap : 0, width - margin.right - total);
}
