// Many modules → one file: the modules of the book that a page takes from, in order, each name once.
// Names that two modules use for different things get their module's name; a page's own names always stay.
import { needsTransform, readModule, toPlainText, type ModuleSource, type Taken } from "./module-source";

/** The book's own modules: "book/train" → text. */
export type BookSources = Record<string, string>;

export interface Linked {
  /** Packages, as import declarations. */
  imports: string[];
  /** Modules in the order in which they must run. */
  modules: { name: string; text: string; needsTransform: boolean }[];
  /** What the page calls by another name than the book, and whole modules it takes as one object. */
  aliases: string[];
}

/** A name of the book: where it is defined. */
interface Home {
  module: string;
  local: string;
}

/** `taken`: what the page imports. `own`: every name that the page itself uses. */
export function link(taken: Taken[], own: ReadonlySet<string>, sources: BookSources): Linked {
  return new Linker(sources).link(taken, own);
}

class Linker {
  readonly #read = new Map<string, ModuleSource>();
  readonly #order: string[] = [];
  /** Modules whose own imports are being followed, or have been. */
  readonly #followed = new Set<string>();
  /** "module#local" → what it is called in the file. */
  readonly #names = new Map<string, string>();
  readonly #packages = new Map<string, Taken>();

  constructor(private readonly sources: BookSources) {}

  link(taken: Taken[], own: ReadonlySet<string>): Linked {
    for (const one of taken) if (!isBook(one.module)) this.#addPackage(one);
    const [ofBook, unknown] = this.#sort(taken.filter(({ module }) => isBook(module)));
    for (const one of ofBook) for (const { home } of this.#resolve(one)) this.#add(home.module);
    const aliases = ofBook.flatMap((one) => this.#nameForPage(one));
    this.#nameRest(own);
    return {
      imports: toDeclarations([...this.#packages.values()]),
      modules: this.#order.map((name) => ({
        name,
        text: this.#toText(name),
        needsTransform: needsTransform(this.#get(name)),
      })),
      aliases: [...unknown, ...aliases.map((alias) => alias())],
    };
  }

  /** What the book has, and a line about each thing that it does not have. */
  #sort(taken: Taken[]): [Taken[], string[]] {
    const problems = taken.map((one) => this.#findProblem(one));
    return [
      taken.filter((_, i) => problems[i] === undefined),
      [...new Set(problems.filter((problem) => problem !== undefined))].map((problem) => `// ${problem}`),
    ];
  }

  #findProblem(one: Taken): string | undefined {
    try {
      this.#resolve(one);
      return undefined;
    } catch (error) {
      return String(error);
    }
  }

  #get(module: string): ModuleSource {
    const known = this.#read.get(module);
    if (known) return known;
    const text = this.sources[module];
    if (text === undefined) throw new Error(`there is no module ${module}`);
    const source = readModule(text);
    this.#read.set(module, source);
    return source;
  }

  /** The homes of what is taken: one, or of a whole module all that it gives. */
  #resolve({ module, imported }: Pick<Taken, "module" | "imported">): { name: string; home: Home }[] {
    if (imported !== "*") return [{ name: imported, home: this.#findHome(module, imported) }];
    return [...this.#get(module).given.keys()].map((name) => ({ name, home: this.#findHome(module, name) }));
  }

  #findHome(module: string, name: string): Home {
    const found = this.#get(module).given.get(name);
    if (!found) throw new Error(`${module} exports no ${name}`);
    return "local" in found ? { module, local: found.local } : this.#findHome(toModule(found.module), found.imported);
  }

  /** A module after those it takes from. */
  #add(module: string): void {
    if (this.#followed.has(module)) return;
    this.#followed.add(module);
    for (const one of this.#get(module).taken) {
      if (one.module.startsWith("."))
        for (const { home } of this.#resolve({ ...one, module: toModule(one.module) })) this.#add(home.module);
      else this.#addPackage(one);
    }
    this.#order.push(module);
  }

  #addPackage(one: Taken): void {
    const known = this.#packages.get(one.local);
    this.#packages.set(one.local, known && !known.isType ? known : one);
  }

  /** The first that takes a name decides what it is called; others get an alias. */
  #nameForPage(one: Taken): (() => string)[] {
    const found = this.#resolve(one);
    if (one.imported === "*") {
      return [() => `const ${one.local} = { ${found.map((each) => this.#toMember(each)).join(", ")} };`];
    }
    const key = toKey(found[0]!.home);
    const name = this.#names.get(key);
    if (name === undefined) this.#names.set(key, one.local);
    if (name === undefined || name === one.local) return [];
    return [() => (one.isType ? `type ${one.local} = ${name};` : `const ${one.local} = ${name};`)];
  }

  #toMember({ name, home }: { name: string; home: Home }): string {
    const called = this.#names.get(toKey(home))!;
    return called === name ? name : `${name}: ${called}`;
  }

  #nameRest(own: ReadonlySet<string>): void {
    const used = new Set([...own, ...this.#names.values(), ...this.#packages.keys()]);
    for (const module of this.#order) {
      for (const local of this.#get(module).locals) {
        const key = toKey({ module, local });
        if (this.#names.has(key)) continue;
        const name = used.has(local) ? `${local}_${module.replace(/^.*\//, "").replace(/\W/g, "_")}` : local;
        used.add(name);
        this.#names.set(key, name);
      }
    }
  }

  #toText(module: string): string {
    const source = this.#get(module);
    const names = new Map([...source.locals].map((local) => [local, this.#names.get(toKey({ module, local }))!]));
    for (const one of source.taken) {
      if (!one.module.startsWith(".")) continue;
      const home = this.#findHome(toModule(one.module), one.imported);
      names.set(one.local, this.#names.get(toKey(home))!);
    }
    return toPlainText(source, names);
  }
}

function toKey({ module, local }: Home): string {
  return `${module}#${local}`;
}

function isBook(module: string): boolean {
  return module === "book" || module.startsWith("book/");
}

/** "./host" or "../book/host" inside the book → "book/host". */
function toModule(source: string): string {
  return `book/${source.replace(/^(\.\.?\/)+(book\/)?/, "")}`;
}

function toDeclarations(packages: Taken[]): string[] {
  return packages.map(({ module, imported, local, isType }) => {
    const word = isType ? "import type" : "import";
    if (imported === "*") return `${word} * as ${local} from "${module}";`;
    if (imported === "default") return `${word} ${local} from "${module}";`;
    return `${word} { ${imported === local ? local : `${imported} as ${local}`} } from "${module}";`;
  });
}
