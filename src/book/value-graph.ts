// Reverse-mode automatic differentiation of plain numbers, whole: numbers that remember where they came from,
// and one pass backward over that memory. Section: backprop/chain-rule.

/** A number of a calculation. */
export interface GraphNode {
  /** The number itself, known from the pass forward. */
  readonly value: number;
  /** ∂output/∂this, known after `backward`. */
  grad: number;
  /** What it was computed from, and ∂this/∂that at these numbers. */
  readonly from: readonly Edge[];
  /** The how-manieth node ever made. A node is always made after those it comes from. */
  readonly order: number;
}

export type Edge = readonly [source: GraphNode, slope: number];

let made = 0;

/** A number with a memory: it came from these, with these slopes. Without any it is an input or a parameter. */
export function node(value: number, from: readonly Edge[] = []): GraphNode {
  return { value, grad: 0, from, order: made++ };
}

/** Σ aᵢ. Each slope is 1: a sum hands its gradient to every term unchanged. */
export function sum(...terms: GraphNode[]): GraphNode {
  const total = terms.reduce((sofar, { value }) => sofar + value, 0);
  return node(
    total,
    terms.map((term): Edge => [term, 1]),
  );
}

/** a·b. The slope of one factor is the other. */
export function product(a: GraphNode, b: GraphNode): GraphNode {
  return node(a.value * b.value, [
    [a, b.value],
    [b, a.value],
  ]);
}

/** tanh a, whose slope is 1 − tanh² a. */
export function tanh(a: GraphNode): GraphNode {
  const t = Math.tanh(a.value);
  return node(t, [[a, 1 - t ** 2]]);
}

/** max(a, 0), whose slope is 1 where a > 0 and 0 elsewhere. */
export function relu(a: GraphNode): GraphNode {
  return node(Math.max(a.value, 0), [[a, a.value > 0 ? 1 : 0]]);
}

/** log(1 + eᵃ), whose slope is 1/(1 + e⁻ᵃ). Neither overflows. */
export function softplus(a: GraphNode): GraphNode {
  const value = Math.max(a.value, 0) + Math.log1p(Math.exp(-Math.abs(a.value)));
  return node(value, [[a, 1 / (1 + Math.exp(-a.value))]]);
}

/** Fills in `grad` = ∂output/∂node, eq-paths, for every node that the output came from. Changes no value. */
export function backward(output: GraphNode): void {
  const nodes = ancestors(output).sort((a, b) => b.order - a.order); // the output first
  for (const each of nodes) each.grad = 0;
  output.grad = 1;
  for (const each of nodes) {
    for (const [source, slope] of each.from) source.grad += slope * each.grad;
  }
}

/** The node and all that it came from, each once. No recursion, so a long calculation does not overflow the stack. */
export function ancestors(output: GraphNode): GraphNode[] {
  const found = new Set([output]);
  for (const each of found) for (const [source] of each.from) found.add(source);
  return [...found];
}
