// Taking a figure away: its data for a spreadsheet, its picture as a PNG. Fetched when a reader asks.
import { specOf } from "./figure-frame";
import { toTsv } from "./figure-data";
import { wordsIn } from "./output-words";
import { toLanguage } from "./strings";

export async function useTool(button: HTMLElement): Promise<void> {
  const canvas = button.closest<HTMLElement>(".figure-canvas");
  const spec = canvas && specOf(canvas);
  if (!canvas || !spec) return;
  if (button.dataset.figureTool === "png") return savePng(canvas);
  await navigator.clipboard.writeText(toTsv(spec.data));
  const said = button.textContent;
  button.textContent = wordsIn(toLanguage(document.documentElement.lang)).figure.copied;
  setTimeout(() => (button.textContent = said), 1500);
}

/** Twice as large as it is shown, on the page's paper. */
async function savePng(canvas: HTMLElement): Promise<void> {
  const plot = [...canvas.querySelectorAll<SVGSVGElement>(".figure-plot")].find(
    (one) => one.getBoundingClientRect().width > 0,
  );
  if (!plot) return;
  const { width, height } = plot.viewBox.baseVal;
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(toStandalone(plot, width, height))}`;
  await image.decode();
  const target = Object.assign(document.createElement("canvas"), { width: 2 * width, height: 2 * height });
  const context = target.getContext("2d")!;
  context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--paper") || "#fff";
  context.fillRect(0, 0, target.width, target.height);
  context.drawImage(image, 0, 0, target.width, target.height);
  const link = Object.assign(document.createElement("a"), {
    href: target.toDataURL("image/png"),
    download: "figure.png",
  });
  link.click();
}

/** A picture knows nothing of the page: colours that were variables are written out. */
function toStandalone(plot: SVGSVGElement, width: number, height: number): string {
  const copy = plot.cloneNode(true) as SVGSVGElement;
  const from = [plot, ...plot.querySelectorAll("*")];
  const to = [copy, ...copy.querySelectorAll<SVGElement>("*")];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const name of ["fill", "stroke", "color"])
      (to[i] as SVGElement).style.setProperty(name, style.getPropertyValue(name));
  });
  const font = getComputedStyle(plot);
  copy.style.fontFamily = font.fontFamily;
  copy.style.fontSize = font.fontSize;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  return new XMLSerializer().serializeToString(copy);
}
