// What waits to run, first in first out; a cell waits at most once. Knows ids and run numbers, runs nothing.

/** A cell that waits, and the run it waits for. */
export interface Waiting {
  cell: string;
  run: number;
}

export class Queue {
  private waiting: Waiting[] = [];

  /** Adds cells of a run, in its order, behind what waits. One that waits already moves to its new place. */
  add(run: number, cells: string[]): void {
    const added = new Set(cells);
    this.waiting = this.waiting.filter((entry) => !added.has(entry.cell));
    for (const cell of cells) this.waiting.push({ cell, run });
  }

  /** The first that may run, taken out: none of the cells it needs waits itself. */
  take(findNeeds: (cell: string) => string[]): Waiting | undefined {
    const index = this.waiting.findIndex((entry) => !findNeeds(entry.cell).some((need) => this.find(need)));
    return index < 0 ? this.waiting.shift() : this.waiting.splice(index, 1)[0];
  }

  /** Takes out one cell, or all; returns those that waited. */
  drop(cell?: string): Waiting[] {
    const isDropped = (entry: Waiting): boolean => cell === undefined || entry.cell === cell;
    const dropped = this.waiting.filter(isDropped);
    this.waiting = this.waiting.filter((entry) => !isDropped(entry));
    return dropped;
  }

  find(cell: string): Waiting | undefined {
    return this.waiting.find((entry) => entry.cell === cell);
  }
}
