// Where in which cell something happened: from the engine's stack text, through the module's blob address,
// back to the cell's own line and column.
import { toSourcePosition } from "../language/positions";
import type { Insertion } from "../language/cell-code";

/** A run of a cell whose module has an address. */
export interface Origin {
  cell: string;
  run: number;
  insertions: Insertion[];
  /** Lines of the cell; what lies after them (an exercise's check) has no place in it. */
  lines: number;
}

export interface Place {
  cell: string;
  run: number;
  line?: number;
  column?: number;
}

const maxOrigins = 2000;
// V8: "at f (blob:http://…:3:5)", SpiderMonkey: "f@blob:http://…:3:5".
const framePattern = /(blob:[^\s()@]+?):(\d+):(\d+)/g;

export class Places {
  private readonly origins = new Map<string, Origin>();

  add(address: string, origin: Origin): void {
    this.origins.set(address, origin);
    if (this.origins.size > maxOrigins) this.origins.delete([...this.origins.keys()][0] ?? "");
  }

  /** The innermost frame that lies in a cell. */
  find(stack: string): Place | undefined {
    for (const [, address = "", line, column] of stack.matchAll(framePattern)) {
      const origin = this.origins.get(address);
      if (origin) return toPlace(origin, Number(line), Number(column));
    }
    return undefined;
  }

  /** The stack with cells' names and positions for blob addresses, and without frames of ours. */
  toReaderStack(stack: string): string {
    const lines = stack.split("\n").filter((line) => line.includes("blob:"));
    return lines
      .map((line) =>
        line.replace(framePattern, (_, address: string, row: string, column: string) =>
          this.nameFrame(address, row, column),
        ),
      )
      .filter((line) => !line.includes("blob:"))
      .join("\n");
  }

  private nameFrame(address: string, line: string, column: string): string {
    const origin = this.origins.get(address);
    if (!origin) return `${address}:${line}:${column}`;
    const place = toPlace(origin, Number(line), Number(column));
    return place.line === undefined ? place.cell : `${place.cell}:${place.line}:${place.column}`;
  }
}

function toPlace({ cell, run, insertions, lines }: Origin, line: number, column: number): Place {
  if (line > lines) return { cell, run };
  return { cell, run, ...toSourcePosition(insertions, line, column) };
}
