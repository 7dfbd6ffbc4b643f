// An exercise's check runs as a cell of its own, beside the exercise's: the page and the worker must call it the same.

/** The id under which the check of this cell runs. */
export function toCheckId(cell: string): string {
  return `${cell}:check`;
}
