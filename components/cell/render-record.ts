// Recorded outputs → HTML at build, with the renderer that draws live ones, on a linkedom document.
import { parseHTML } from "linkedom";
import type { Output } from "../../src/kernel/output";
import { drawFigure } from "./figure";
import { fillFigure } from "./figure-frame";
import { toPng } from "./png";
import { renderOutput } from "./render-output";
import { make, type Pixels, type Stage } from "./stage";
import { toStrings } from "./strings";

/** A figure is drawn for a wide and for a narrow column; the stylesheet shows the one that fits. */
const widths = { wide: 660, narrow: 350 };

/** Curves in the HTML have at most this many points a series. */
const maxPoints = 300;

export function renderRecord(outputs: Output[], lang: string): string {
  const stage = toStage(lang);
  return outputs.map((output) => roundPaths(renderOutput(output, stage).outerHTML)).join("\n");
}

function toStage(lang: string): Stage {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const stage: Stage = {
    document,
    strings: toStrings(lang),
    isStatic: true,
    drawPixels: (pixels, label) => drawPng(document, pixels, label),
    drawFigure: (output, canvas) => {
      const plots = Object.entries(widths).map(([name, width]) => {
        const plot = drawFigure(document, output.figure, width, maxPoints);
        plot.setAttribute("class", `figure-plot figure-${name}`);
        return plot;
      });
      fillFigure(output, canvas, plots, stage);
    },
  };
  return stage;
}

function drawPng(document: Document, pixels: Pixels, alt: string): HTMLElement {
  const src = `data:image/png;base64,${toPng(pixels).toString("base64")}`;
  return make(document, "img", { src, alt, width: pixels.width, height: pixels.height });
}

/** d3 writes three digits or seventeen. A tenth of a pixel is enough for curves, a hundredth for boxes that touch. */
function roundPaths(html: string): string {
  return roundIn(roundIn(html, "d", 1), "x|y|x1|x2|y1|y2|cx|cy|transform|width|height", 2);
}

function roundIn(html: string, attributes: string, digits: number): string {
  const long = `\\d+\\.\\d{${digits + 1},}`;
  return html.replace(
    new RegExp(` (${attributes})="([^"]*${long}[^"]*)"`, "g"),
    (_, name: string, value: string) =>
      ` ${name}="${value.replace(new RegExp(long, "g"), (number) => String(Number(Number(number).toFixed(digits))))}"`,
  );
}
