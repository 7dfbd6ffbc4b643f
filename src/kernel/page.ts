// What the kernel knows of the page: its cells, what each means, the state each is in, the values each made.
// Keeps them consistent and says so; runs nothing.
import { findDependants, findSources, plan, toGraph } from "./graph";
import { transition } from "./transition";
import { CellSyntaxError, readCell } from "../language/index";
import type { CellCode, CellImport } from "../language/cell-code";
import type { Graph, Plan } from "./graph";
import type { Meddling } from "./ledger";
import type { CellEvent } from "./transition";
import type { CellSource, CellState } from "./protocol";

/** A cell of the page, in the kernel. */
export interface Member {
  source: CellSource;
  /** What the text means; of a text that cannot be read, what the one before it meant. */
  code: CellCode | undefined;
  /** Why the text cannot be read. */
  problem: CellSyntaxError | undefined;
  /** Lines that the reader sees as the cell's: a check's own lines come after them. */
  lines: number;
  state: CellState;
  /** The run it belongs to. */
  run: number;
  /** Its text changed while it ran. */
  isOutdated: boolean;
  /** Top-level names and their values, after it ended. */
  values: Map<string, unknown>;
  /** Cells whose values it wrote or disposed when it last ran. */
  wrote: Set<string>;
  /** Who wrote or disposed what it made, since it made it: the last that did. */
  meddler: Meddler | undefined;
}

export interface Meddler {
  cell: string;
  how: Meddling;
}

export class Page {
  private members = new Map<string, Member>();
  private graph: Graph = toGraph([]);

  /** `onState` hears of every change of a state that is not the end of a run. */
  constructor(private readonly onState: (cell: string, member: Member) => void) {}

  get(cell: string): Member | undefined {
    return this.members.get(cell);
  }

  get names(): Graph {
    return this.graph;
  }

  /** Takes the page's cells; returns the ids of those that are gone. A translated text leaves the state alone. */
  setCells(sources: CellSource[], isTranslation: boolean): string[] {
    const before = this.members;
    this.members = new Map(sources.map((source) => [source.id, updated(before.get(source.id), source)]));
    this.relate();
    for (const { id, source } of sources) {
      const old = before.get(id);
      if (old && old.source.source !== source && !(isTranslation && hasSameNames(old, this.members.get(id))))
        this.edit(id);
    }
    return [...before.keys()].filter((id) => !this.members.has(id));
  }

  /** Adds a cell that is not on the page: a check. Replaces one of that id. */
  addCheck(source: CellSource, lines: number): void {
    this.members.set(source.id, { ...updated(this.members.get(source.id), source), lines });
    this.relate();
  }

  /** Moves a cell to its next state; returns whether that is another one. */
  apply(cell: string, event: CellEvent): boolean {
    const member = this.members.get(cell);
    if (!member) return false;
    const next = transition(member.state, event);
    if (next === member.state) return false;
    member.state = next;
    this.onState(cell, member);
    return true;
  }

  /** What reads these names, near or far, has outdated inputs. Returns the cells that turned stale. */
  outdate(names: string[], except?: string): string[] {
    return findDependants(this.graph, names).filter((id) => id !== except && this.apply(id, "input"));
  }

  /** Another cell that wrote or disposed what this one reads, near or far, since its owner made it. */
  findMeddler(reader: string, how?: Meddling): (Meddler & { owner: string }) | undefined {
    for (const owner of findSources(this.graph, reader)) {
      const meddler = this.members.get(owner)?.meddler;
      if (meddler && meddler.cell !== reader && meddler.how === (how ?? meddler.how)) return { ...meddler, owner };
    }
    return undefined;
  }

  /** What to run for these cells. A cell that wrote another's value finds it made anew. */
  planRun(cells: string[]): Plan {
    const written = new Set<string>();
    for (;;) {
      const result = plan(this.graph, cells, (id) => this.members.get(id)?.state === "done" && !written.has(id));
      if (result.type === "cycle") return result;
      const owners = result.cells.flatMap((id) => [...(this.members.get(id)?.wrote ?? [])]);
      const missing = owners.filter((id) => !written.has(id) && this.members.has(id));
      if (missing.length === 0) return result;
      for (const id of missing) written.add(id);
    }
  }

  /** The value of a name that another cell made. */
  findValue(name: string, reader: string): { value: unknown } | undefined {
    const definer = this.graph.definers.get(name);
    if (definer === undefined || definer === reader) return undefined;
    const values = this.members.get(definer)?.values;
    return values?.has(name) ? { value: values.get(name) } : undefined;
  }

  /** The imports that give a cell names: its own, then those of cells that share their names. */
  findImports(reader: string): CellImport[] {
    const own = this.members.get(reader)?.code?.imports ?? [];
    const others = [...this.members.values()].filter(({ source }) => !source.own && source.id !== reader);
    return [...own, ...others.flatMap(({ code }) => code?.imports.filter(({ names }) => names.length > 0) ?? [])];
  }

  /** Names that a cell may have meant. */
  get knownNames(): string[] {
    const imported = [...this.members.values()].flatMap(({ code }) => code?.imports ?? []);
    return [
      ...this.graph.definers.keys(),
      ...imported.flatMap(({ names }) => names.map(({ local }) => local)),
      ...globals,
    ];
  }

  /** The cell of its own scope that defines the name. */
  findOwner(name: string): string | undefined {
    const owners = [...this.members.values()].filter(({ source }) => source.own);
    return owners.find(({ code }) => code?.definitions.some((definition) => definition.name === name))?.source.id;
  }

  private edit(cell: string): void {
    const member = this.members.get(cell);
    if (member?.state === "running") member.isOutdated = true;
    this.apply(cell, "edit");
  }

  private relate(): void {
    const cells = [...this.members.values()].map(({ source, code }) => ({
      id: source.id,
      own: source.own,
      definitions: code?.definitions.map(({ name }) => name) ?? [],
      references: code?.references.map(({ name }) => name) ?? [],
    }));
    this.graph = toGraph(cells);
  }
}

const globals = [
  "console",
  "Math",
  "Array",
  "Object",
  "Promise",
  "Float32Array",
  "Number",
  "String",
  "JSON",
  "performance",
];

/** The member with this source; read anew only where the text differs. */
function updated(old: Member | undefined, source: CellSource): Member {
  if (old?.source.source === source.source) return Object.assign(old, { source });
  const lines = source.source.split("\n").length;
  const member = { ...(old ?? newMember()), source, lines, problem: undefined };
  try {
    return { ...member, code: readCell(source.source) };
  } catch (problem) {
    if (!(problem instanceof CellSyntaxError)) throw problem;
    return { ...member, problem };
  }
}

function newMember(): Omit<Member, "source" | "lines" | "problem"> {
  return {
    code: undefined,
    state: "idle",
    run: 0,
    isOutdated: false,
    values: new Map(),
    wrote: new Set(),
    meddler: undefined,
  };
}

/** A translation says the same: it makes and reads the same names. */
function hasSameNames(old: Member, now: Member | undefined): boolean {
  return now !== undefined && namesOf(old) === namesOf(now);
}

function namesOf({ code, problem }: Member): string {
  if (!code || problem) return "";
  return [code.definitions, code.references].map((list) => list.map(({ name }) => name).join(" ")).join("|");
}
