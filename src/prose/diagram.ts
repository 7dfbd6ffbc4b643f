// A Mermaid diagram as data: what its source must say, the key of its drawing, and the drawing made small.
// Pure; drawing needs a browser and is done by scripts/mermaid.ts, ahead of the build.
import { createHash } from "node:crypto";

/** Configuration of every diagram of the book. Text is laid out 10 % larger than it is shown: slack for other faces. */
export const diagramConfig = {
  startOnLoad: false,
  theme: "base",
  look: "classic",
  layout: "dagre",
  htmlLabels: false,
  fontFamily: '"Source Sans 3", "Noto Sans CJK SC", sans-serif',
  themeVariables: { fontSize: "17.6px" },
  flowchart: {
    htmlLabels: false,
    curve: "basis",
    nodeSpacing: 40,
    rankSpacing: 48,
    padding: 12,
    wrappingWidth: 200,
    minNodeWidth: 40,
  },
  state: { wrappingWidth: 200, minNodeWidth: 40 },
  sequence: { mirrorActors: false, actorFontSize: 17.6, messageFontSize: 17.6, noteFontSize: 17.6 },
  deterministicIds: true,
} as const;

/** Raised when `cleanSvg` changes, so that committed drawings are drawn again. */
const format = 1;

/** Kinds whose every part diagram.css colours. */
const diagramKinds = ["flowchart", "graph", "sequenceDiagram", "stateDiagram-v2"];

export const maxNodes = 12;

export interface Diagram {
  kind: string;
  title: string;
  description: string;
  /** Name of its file in content/diagrams, without ".svg". */
  key: string;
}

export interface Mistake {
  fact: string;
  wayOut: string;
}

export function readDiagram(source: string, mermaidVersion: string): { diagram: Diagram; mistakes: Mistake[] } {
  const kind = /^\s*(?:%%.*\n\s*)*([\w-]+)/.exec(source)?.[1] ?? "";
  const title = readLine(source, "accTitle");
  const description = readLine(source, "accDescr") || readBlock(source);
  const diagram = { kind, title, description, key: toKey(source, mermaidVersion) };
  return { diagram, mistakes: findMistakes(diagram) };
}

function findMistakes({ kind, title, description }: Diagram): Mistake[] {
  const mistakes: Mistake[] = [];
  if (!diagramKinds.includes(kind))
    mistakes.push({
      fact: `The book has no colours for a diagram of kind "${kind}".`,
      wayOut: `Use one of ${diagramKinds.join(", ")}, or add it to src/prose/diagram.ts and diagram.css.`,
    });
  if (!title)
    mistakes.push({
      fact: "The diagram has no title for screen readers.",
      wayOut: "Add a line `accTitle: …` after the first.",
    });
  if (!description)
    mistakes.push({
      fact: "The diagram has no description for screen readers.",
      wayOut: "Add a line `accDescr: …` that says what it shows.",
    });
  return mistakes;
}

function readLine(source: string, word: string): string {
  return new RegExp(`^[ \\t]*${word}[ \\t]*:[ \\t]*(.+?)[ \\t]*$`, "m").exec(source)?.[1] ?? "";
}

/** `accDescr { … }` over several lines. */
function readBlock(source: string): string {
  return /^\s*accDescr\s*\{([^}]*)\}/m.exec(source)?.[1]?.trim() ?? "";
}

function toKey(source: string, mermaidVersion: string): string {
  const text = JSON.stringify([source.trim(), diagramConfig, mermaidVersion, format]);
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** How many boxes a drawing has; a state diagram's start and end points are not counted. */
export function countNodes(svg: string): number {
  const boxes = svg.match(/<g class="node [^"]*"/g)?.length ?? 0;
  const points = svg.match(/class="(?:state-start|state-end)/g)?.length ?? 0;
  const actors = new Set(svg.match(/<rect[^>]*class="actor actor-top"/g) ?? []).size;
  return Math.max(boxes - points, 0) + actors;
}

/** Mermaid's SVG without its style sheet, unused definitions and editor's data; numbers to a tenth of a pixel. */
export function cleanSvg(svg: string): string {
  return centreLabels(dropUnused(dropStyle(svg)))
    .replace(/ data-(?:points|look|et|edge|id|node)="[^"]*"/g, "")
    .replace(/<rect><\/rect>/g, "")
    .replace(/-?\d+\.\d{2,}/g, (number) => String(Math.round(Number(number) * 10) / 10));
}

function dropStyle(svg: string): string {
  return svg
    .replace(/<style>[\s\S]*?<\/style>/g, "")
    .replace(/<(filter|linearGradient)\b[\s\S]*?<\/\1>/g, "")
    .replace(/^<svg ([^>]*?) width="100%"([^>]*?) style="[^"]*"/, "<svg $1$2")
    .replace(/ style="[^"]*font-family[^"]*"/g, "")
    .replace(/ (?:style|class|filter|fill|stroke)=";?"/g, "");
}

/** Markers and symbols that nothing in the drawing points to. */
function dropUnused(svg: string): string {
  return svg
    .replace(/<(marker|symbol) id="([^"]+)"[\s\S]*?<\/\1>/g, (definition, _, id: string) =>
      svg.includes(`#${id})`) || svg.includes(`"#${id}"`) ? definition : "",
    )
    .replace(/<defs>\s*<\/defs>/g, "");
}

/** A box's label starts at its left edge in state diagrams and is centred in flowcharts: centre it in both. */
function centreLabels(svg: string): string {
  return svg.replace(/(<g class="label"[^>]* transform="translate\()-[\d.]+,/g, "$10,");
}

/** Width and height of a drawing at full size, in pixels. */
export function readSize(svg: string): { width: number; height: number } {
  const [, , width, height] = (/viewBox="([^"]+)"/.exec(svg)?.[1] ?? "0 0 0 0").split(/\s+/).map(Number);
  return { width: width ?? 0, height: height ?? 0 };
}
