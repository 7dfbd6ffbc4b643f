// Decides what to run. Knows names, not values; never runs anything itself.

/** A cell as the graph sees it. An `own` cell reads names and gives none. */
export interface GraphCell {
  id: string;
  own: boolean;
  definitions: string[];
  references: string[];
}

/** Who makes each name, and the cells in page order. */
export interface Graph {
  cells: Map<string, GraphCell>;
  definers: Map<string, string>;
}

export type Plan = { type: "order"; cells: string[] } | { type: "cycle"; cells: string[] };

/** The graph of a page's cells. A name that two cells define belongs to the first. */
export function toGraph(cells: GraphCell[]): Graph {
  const definers = new Map<string, string>();
  for (const cell of cells)
    if (!cell.own) for (const name of cell.definitions) if (!definers.has(name)) definers.set(name, cell.id);
  return { cells: new Map(cells.map((cell) => [cell.id, cell])), definers };
}

/** Names that this cell defines although an earlier cell does, with that cell. */
export function findTakenNames(graph: Graph, id: string): { name: string; definer: string }[] {
  const cell = graph.cells.get(id);
  if (!cell || cell.own) return [];
  return cell.definitions
    .map((name) => ({ name, definer: graph.definers.get(name) ?? id }))
    .filter(({ definer }) => definer !== id);
}

/** The cells whose names this one reads, directly. */
export function findNeeds(graph: Graph, id: string): string[] {
  const references = graph.cells.get(id)?.references ?? [];
  const definers = references.map((name) => graph.definers.get(name));
  return [...new Set(definers.filter((definer) => definer !== undefined && definer !== id))] as string[];
}

/** The cells whose names this one reads, near or far, the near ones first. */
export function findSources(graph: Graph, id: string): string[] {
  const found = new Set(findNeeds(graph, id));
  for (const source of found) for (const need of findNeeds(graph, source)) found.add(need);
  found.delete(id);
  return [...found];
}

/** The cells that read one of these names, directly, in page order. */
function findReaders(graph: Graph, names: string[]): string[] {
  const wanted = new Set(names);
  return [...graph.cells.values()]
    .filter((cell) => cell.references.some((name) => wanted.has(name) && graph.definers.get(name) !== cell.id))
    .map((cell) => cell.id);
}

/** The cells that read these names, and those that read theirs, and so on, in page order. */
export function findDependants(graph: Graph, names: string[]): string[] {
  const found = new Set<string>();
  const visit = (some: string[]): void => {
    for (const id of findReaders(graph, some)) {
      if (found.has(id)) continue;
      found.add(id);
      const cell = graph.cells.get(id);
      if (cell && !cell.own) visit(cell.definitions);
    }
  };
  visit(names);
  return [...graph.cells.keys()].filter((id) => found.has(id));
}

/** What to run, in order, so that `ids` run with fresh inputs: each of them, and before it what it needs, as far
 *  down as something is not fresh. Where needs leave a choice, page order decides. A cycle is named instead. */
export function plan(graph: Graph, ids: string[], isFresh: (id: string) => boolean): Plan {
  const wanted = new Set(ids);
  const order: string[] = [];
  const done = new Set<string>();
  const path: string[] = [];

  /** Returns whether `id` runs; a cell also runs when something it needs does. */
  const visit = (id: string): boolean | Plan => {
    if (path.includes(id)) return { type: "cycle", cells: path.slice(path.indexOf(id)) };
    if (done.has(id)) return order.includes(id);
    path.push(id);
    let runs = wanted.has(id) || !isFresh(id);
    for (const need of inPageOrder(graph, findNeeds(graph, id))) {
      const result = visit(need);
      if (typeof result === "object") return result;
      runs ||= result;
    }
    path.pop();
    done.add(id);
    if (runs) order.push(id);
    return runs;
  };

  for (const id of inPageOrder(graph, ids)) {
    const result = visit(id);
    if (typeof result === "object") return result;
  }
  return { type: "order", cells: order };
}

function inPageOrder(graph: Graph, ids: string[]): string[] {
  const wanted = new Set(ids);
  return [...graph.cells.keys()].filter((id) => wanted.has(id));
}
