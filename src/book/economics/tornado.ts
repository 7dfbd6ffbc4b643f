// Which input matters: each moved by the same share, alone, and the outcome read off. A figure of the swings, widest on top.
import type { FigureSpec } from "../figure-spec";

export interface Swing<Name extends string = string> {
  name: Name;
  /** The outcome with this input lowered and raised. */
  lowered: number;
  raised: number;
}

/** The swings of an outcome, widest first, with each input in turn times 1 − by and 1 + by; the others stay. */
export function tornado<Inputs extends Record<string, number>>(
  inputs: Inputs,
  outcome: (inputs: Inputs) => number,
  by = 0.3,
): Swing<keyof Inputs & string>[] {
  const names = Object.keys(inputs) as (keyof Inputs & string)[];
  const at = (name: keyof Inputs, factor: number) => outcome({ ...inputs, [name]: inputs[name]! * factor });
  const swings = names.map((name) => ({ name, lowered: at(name, 1 - by), raised: at(name, 1 + by) }));
  return swings.sort((a, b) => widthOf(b) - widthOf(a));
}

function widthOf({ lowered, raised }: Swing): number {
  return Math.abs(raised - lowered);
}

export interface TornadoWords {
  alt: string;
  /** Label of the axis: the outcome and its unit. */
  outcome: string;
  /** Beside the rule at the outcome as it stands. */
  now: string;
  /** Input → how it is called in the figure; at most eight Chinese characters. */
  names: Record<string, string>;
}

/** A level line for each input, from the least outcome to the greatest; the dot is where the input is raised. */
export function tornadoFigure(swings: readonly Swing[], now: number, words: TornadoWords): FigureSpec {
  const names = swings.map(({ name }) => words.names[name] ?? name);
  return {
    alt: words.alt,
    height: 70 + 34 * swings.length,
    x: { label: words.outcome },
    y: { type: "band" },
    marks: [
      { type: "line", x: "span", y: "of" },
      { type: "dot", x: "raised", y: "input" },
      { type: "rule", x: now, label: words.now },
    ],
    data: {
      span: swings.flatMap(({ lowered, raised }) => [lowered, raised, NaN]),
      of: names.flatMap((name) => [name, name, name]),
      raised: swings.map(({ raised }) => raised),
      input: names,
    },
  };
}
