// Two texts line by line: what stayed, went and came. Pure; longest common subsequence, enough for a cell.

export interface DiffLine {
  type: "same" | "mine" | "theirs";
  text: string;
}

export function diffLines(mine: string, theirs: string): DiffLine[] {
  const a = mine.split("\n");
  const b = theirs.split("\n");
  return walk(a, b, toLengths(a, b));
}

/** lengths[i][j]: longest common subsequence of a from i and b from j. */
function toLengths(a: string[], b: string[]): number[][] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i]![j] = a[i] === b[j] ? lengths[i + 1]![j + 1]! + 1 : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
  return lengths;
}

function walk(a: string[], b: string[], lengths: number[][]): DiffLine[] {
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ type: "same", text: a[i]! });
      i++;
      j++;
    } else if (j === b.length || (i < a.length && lengths[i + 1]![j]! >= lengths[i]![j + 1]!))
      lines.push({ type: "mine", text: a[i++]! });
    else lines.push({ type: "theirs", text: b[j++]! });
  }
  return lines;
}
