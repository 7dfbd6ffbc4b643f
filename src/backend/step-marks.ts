// What JavaScript says of itself for the sake of recorded training steps (webgpu/steps): this belongs to every step, these
// numbers are other ones each time. Where nothing is recorded, nobody hears it.

export interface Marks {
  repeat(work: () => void): void;
  follow(dataId: object, read: () => ArrayLike<number>): void;
  change(dataId: object): void;
  overhear(write: () => void): void;
}

let current: Marks | undefined;

/** Work that has been done for this step and is to be done before every replay of it. */
export function repeat(work: () => void): void {
  current?.repeat(work);
}

/** The numbers of a tensor made on the page, not a scalar: before every replay they are read anew. */
export function follow(tensor: { dataId: object }, read: () => ArrayLike<number>): void {
  current?.follow(tensor.dataId, read);
}

/** The tensor's numbers are changed where they lie. */
export function change(tensor: { dataId: object }): void {
  current?.change(tensor.dataId);
}

/** A write to a buffer that is no part of the step: `repeat` does it again where it must be. */
export function overhear(write: () => void): void {
  if (current) current.overhear(write);
  else write();
}

/** Who hears of it from now on. */
export function setMarks(marks: Marks | undefined): void {
  current = marks;
}
