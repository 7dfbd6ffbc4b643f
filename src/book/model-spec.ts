// A model as a summary shows it: its layers in order, what flows between them, how many numbers they hold. Data only.

export interface ModelSpec {
  layers: ModelLayer[];
  /** From layer to layer, by index. */
  edges: [from: number, to: number][];
  /** Numbers in all parameters. */
  total: number;
  /** Of these, how many training leaves alone. */
  fixed: number;
}

export interface ModelLayer {
  name: string;
  /** What it does: matMul, relu, dense, … */
  kind: string;
  /** Shape of what it gives; null where any size will do. */
  shape: (number | null)[];
  params: number;
}
