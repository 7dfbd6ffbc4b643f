// Small TypeScript programs, one for each form of syntax, for the tests: each leaves what it found in `result`.
// They are run as cells and as TypeScript compiles them, and must find the same.

export const programs: Record<string, string> = {
  "annotations on variables": `const a: number = 1, b: string | undefined = "b"; let c!: boolean; c = true;
const result: unknown[] = [a, b, c];`,
  "destructuring with types": `const { a, b: [c, ...d] }: { a: number; b: number[] } = { a: 1, b: [2, 3, 4] };
const result = { a, c, d };`,
  "optional and default parameters": `function f(a?: number, b: number = 2, ...rest: number[]): number[] { return [a ?? 0, b, ...rest]; }
const result = [f(), f(1), f(1, 3, 4)];`,
  "optional destructured parameters": `const f = ({ a = 1 }: { a?: number } = {}): number => a;
const result = [f(), f({ a: 2 })];`,
  "a `this` parameter": `function area(this: { w: number; h: number }, scale: number) { return this.w * this.h * scale; }
function none(this: unknown,) { return arguments.length; }
const result = [area.call({ w: 2, h: 3 }, 2), none()];`,
  "overload signatures": `function f(x: number): string
function f(x: string): number
function f(x: number | string): number | string { return typeof x === "number" ? String(x) : x.length; }
const result = [f(3), f("abc")];`,
  "type predicates and assertions": `function isText(x: unknown): x is string { return typeof x === "string"; }
function check(x: unknown): asserts x { if (!x) throw new Error("no"); }
check(true);
const result = [1, "a"].filter(isText);`,
  "generic functions": `function first<T extends readonly unknown[], const U = T[number]>(x: T): U { return x[0] as U; }
const result = first<number[]>([1, 2]);`,
  "generic arrows": `const same = <T,>(x: T): T => x;
const pair = <A, B extends A = A>(a: A, b: B) => [a, b] as const;
const result = [same(1), pair(1, 2)];`,
  "async generic arrows over lines": `const same = async <
  T,
>(x: T): Promise<T> => x;
const result = await same(4);`,
  "a return type over lines": `const f = (x: number): {
  x: number
} => ({ x });
const result = f(1);`,
  "a return type over lines, no parameters": `const f = async <T>(): Promise<
  number
> => 3;
const g = (): {
  a: 1 } => ({ a: 1 });
const result = [await f(), g()];`,
  "a returned generic arrow over lines": `function make() {
  return <
    T,
  >(x: T) => x;
}
const result = make()(5);`,
  "a returned assertion over lines": `function f(x: unknown) {
  return <
    number
  >x;
}
const result = f(7);`,
  "a thrown assertion over lines": `let result = "";
try { throw <
  Error>new Error("thrown") } catch (e: unknown) { result = (e as Error).message; }`,
  "`as` before a line that begins with a parenthesis": `const log: number[] = []
const x = log as number[]
(0, () => log.push(1))()
let y = x as unknown as number[]
;(y as number[]).push(2)
const result = log`,
  "`as` before a line that begins with a bracket": `const a = [1, 2, 3]
const b = a as number[]
[0, 1].forEach((i: number) => b.push(i))
const result = b`,
  "`as` before a line that begins with a template":
    "const f = (x: unknown) => x\nconst g = f as (x: unknown) => unknown\n`text`.length\nconst result = typeof g",
  "a type alias between two lines": `const a = [1, 2]
type Pair = [number, number]
;[a[0], a[1]] = [a[1]!, a[0]!]
let b = a
interface Nothing {}
(b as Pair).reverse()
const result = a`,
  "a declared name between two lines": `const a = (x: number) => x + 1
const b = a
declare const nothing: number
[3].map(b)
const result = b(1)`,
  satisfies: `const palette = { red: [1, 0, 0], blue: "#00f" } satisfies Record<string, string | number[]>;
const result = palette;`,
  "as const": `const modes = ["quick", "full"] as const;
const result = modes.map((mode: (typeof modes)[number]) => mode.length);`,
  "`as` keeps the order of operators": `const a = 2, b = 3;
const result = [1 + a as number * b, 1 + a satisfies number - 1, a ** 1 as number ** b, 1 < a as unknown as number + 1];`,
  "assertions before objects and functions": `const f = () => <{ a: number }>{ a: 1 };
<unknown>function () {};
<unknown>{ a: 1 };
const result = [f(), (<() => number>(() => 3))()];`,
  "non-null assertions": `const a: { b?: { c: number[] } } = { b: { c: [1] } };
a.b!.c![0]!++;
const [x] = a!.b!.c;
const result = [a?.b!.c[0], x!];`,
  "assertions as targets": `let a: unknown = 1, o: { p?: unknown } = {};
(a as number) = 2;
(o.p as number) = 3;
[(a as number), o!.p] = [4, 5];
(<number>a)++;
for ((o.p as number) of [6, 7]);
const result = [a, o];`,
  "type arguments at calls":
    "const tag = <T>(parts: TemplateStringsArray, x: T): [string, T] => [parts.join(), x];\nconst m = new Map<string, Array<number>>([['a', [1]]]);\nconst id = <T,>(x: T) => x;\nconst result = [tag<number>`a${1}b`, [...m], id<number>?.(3), new Set<number>().size];",
  "instantiation expressions": `const id = <T,>(x: T) => x;
const number = id<number>;
const made = new Map<string, number>;
const result = [number(1), made.size];`,
  "an instantiation expression before a bracket": `const id = <T,>(x: T) => x
const number = id<number>
;[1].forEach(number)
const result = number(2)`,
  "a ternary with an arrow in it": `const a = true, b = 1, d = 2;
const f = a ? (b) : (c: number): number => d;
const g = !a ? (c: number) => c : (d);
const result = [f, g];`,
  "comparisons that look like type arguments": `const a = 1, b = 2, c = 3;
const f = (...x: unknown[]) => x;
const result = [f(a < b, c > 2), a < b && b > c];`,
  "class fields with modifiers": `class A { public a = 1; private readonly b: number = 2; static readonly c = 3; protected d?: number; e!: string; declare f: number; static { A.g = A.c + 1; } static g: number; }
const result = [Object.entries(new A()), A.c, A.g];`,
  "class fields on lines of their own": `class A {
  get: number
  set?: string
  static: boolean = true
  x = 1 as number
  ["y"]: number = 2
  a = [1] as number[]
  declare z: number
  ["w"] = 3;
  [key: string]: unknown
  *items(): Generator<number> { yield 1 }
}
const result = [Object.entries(new A()), [...new A().items()]];`,
  "a field named get before a method": `class A {
  get: number
  f() { return 1 }
  static: string
  g() { return 2 }
  set!: () => void
  h(x: number) { return x }
}
const result = [Object.keys(new A()), new A().f(), new A().g(), new A().h(3)];`,
  "modifiers before computed members": `class A {
  a = 1
  public ["b"] = 2
  c = 3
  readonly ["d"] = 4
  private *e() { yield 5 }
}
const result = Object.entries(new A());`,
  "abstract classes": `abstract class Shape { abstract area(): number; abstract readonly name: string; abstract get size(): number; twice() { return 2 * this.area(); } }
class Square extends Shape { name = "square"; constructor(public side: number) { super(); } override area(): number { return this.side ** 2; } get size() { return this.side; } }
const result = [new Square(3).twice(), { ...new Square(2) }];`,
  "method overloads and optional methods": `class A { f(x: number): number; f(x: string): string; f(x: number | string) { return x; } g?(): void; private async h?<T>(this: A, x: T): Promise<T> { return x; } call() { return this.h!(1); } }
const result = [new A().f(1), new A().g, await new A().call()];`,
  "generic classes that implement": `interface Sized<T> { size(): number; value: T }
class Box<T = number> extends Array<T> implements Sized<T>, Iterable<T> { value!: T; size(): number { return this.length; } }
class Empty implements Sized<number> { value = 0; size() { return 0; } }
const result = [Box.from([1, 2]).length, new Empty().size(), new Box<number>(3).size()];`,
  "class expressions": `const make = <T,>() => class Named<U> implements Iterable<T> { constructor(readonly u: U) {} *[Symbol.iterator](): Iterator<T> {} };
const Made = make<number>();
const result = [new Made<string>("u").u, [...new Made(1)]];`,
  "parameter properties": `class A { z = 0; constructor(private readonly x: number, public y = 2, protected z2?: string, w: number = 9) { this.z = x + y + w; } get sum() { return this.x + this.y; } }
const result = [Object.entries(new A(1)), new A(1, 5).sum];`,
  "parameter properties behind super": `class A { a: string[] = []; constructor(x: number) { this.a.push("A" + x); } }
class B extends A { field = this.a.length; constructor(public b: number, readonly own = ["own"]) { const double = b * 2; super(double)
this.a.push("B"); } }
class C extends A { constructor(public c: number) { try { super(c); } finally { } } }
const result = [new B(1), new C(2)].map((x) => Object.entries(x));`,
  "parameter properties behind a directive": `class A { constructor(public x: number) { "use strict"
this.x++ } }
const result = new A(1).x;`,
  accessors: `class A { static accessor count: number = 1; accessor x = 2; accessor #y: string = "y"; private accessor "z w": number = 3; y() { return this.#y; } }
const a = new A(); a.x++; A.count += 1;
const result = [a.x, A.count, a.y(), a["z w"], Object.keys(a), "x" in a];`,
  "numeric enums": `enum Color { Red, Green = 5, Blue, Mixed = Red | Blue, Later = "abc".length, "light blue" = 9, }
const result = [Color, Color.Red, Color[6], Color["light blue"]];`,
  "text enums": `enum Mode { Quick = "quick", Full = "full", Both = \`\${Quick}+\${Full}\`, Long = Quick + "!" }
const result = Mode;`,
  "enums over lines": `const before = 1
export enum E {
  // the first
  A = 1 << 3, /* then */ B,
  C
    = A
    + B
}
const result = [E, before]`,
  "enums that go on": `const base = 3, word = "w";
enum E { A } enum E { B = A + base, C, D = word } 
enum F { X = E.B, Y, Z = E["C"] }
function local() { enum E { P = 7, Q } enum E { R = 9 } return [E, E.P]; }
const result = [E, F, local()];`,
  "const enums": `const enum Bits { None = 0, One = 1 << 0, Two = 1 << 1, All = ~(-1 << 2), Neg = -One }
declare const enum Gone { A }
declare enum GoneToo { A }
const result = [Bits.All, Bits.Neg, Bits[2 as any]];`,
  "enum members that functions shadow": `enum E { A = 1, B = ((A: number) => A * 2)(5), C = A + 1 }
const result = E;`,
  "ambient declarations": `declare let a: number, b: string;
declare function f(): void;
declare class C { x: number }
declare type T = number;
const result = [typeof f, typeof C];`,
  "interfaces and aliases": `interface A<T = string> extends Array<T> { (x: number): string; new (): A; readonly [key: string]: any; m?(): void }
type B = { [K in keyof A]?: A[K] } & (new () => A) extends infer R ? R : never;
export type { A, B };
const result = 1;`,
  "type queries and template types":
    "const a = { b: 1 };\ntype A = typeof a; type K = keyof typeof a; type T = `x-${K}`; type I = typeof import('node:fs'); type U = unique symbol;\nlet t: T = 'x-b';\nconst result = t;",
  exports: `export const a = 1; export function f(): number { return 2 }
export class C { static n: number = 3 } export { a as b }; export {};
const result = [a, f(), C.n];`,
  "names that are also words of TypeScript": `const type = 1, as = 2, of = 3, declare = 4, satisfies = 5, namespace = 6, abstract = 7, is = 8, readonly = 9, async = 10, get = 11;
type
+ as
declare
abstract
const o = { type, as: as as number, readonly, get, async };
const result = [type + as, of, satisfies, namespace, is, o, declare, abstract];`,
  "labels, loops and closures": `const found: number[] = [];
outer: for (let i: number = 0; i < 3; i++) for (const j of [0, 1, 2] as number[]) { if (j === i) continue outer; found.push(i * 10 + j); }
let n: number = 0; do n++; while (n < 5) 
while (n < 8) n += 1
for (const k in { a: 1 }) if (k) found.push(n); else found.push(-1)
const result = found;`,
  "guarded loops in async functions and generators": `async function count(n: number): Promise<number> { let i = 0; while (true) if (++i > n) return i; }
async function* up(n: number): AsyncGenerator<number> { for (let i = 0; i < n; i++) yield i; }
function* down(n: number): Generator<number> { while (n) yield n--; }
const all: number[] = []; for await (const x of up(3)) all.push(x);
class A { static n = 0; static { for (const x of [1, 2]) A.n += x; } m = [1].map((x: number) => { while (x < 3) x++; return x; }); }
const result = [await count(3), all, [...down(3)], A.n, new A().m];`,
  "catch, switch and blocks": `let result: unknown[] = [];
try { null!.x } catch { result.push("caught") } finally { result.push("end") }
try { throw 1 as unknown } catch (e: any) { result.push(e) }
switch (2 as number) { case 1: { type X = 1; break } case <number>2: enum L { A = 1 } result.push(L.A); default: result.push("d") }`,
  hoisting: `const result = [before(), typeof later, new (class { x = before() })().x];
function before(): number { return 1 }
var later: string = "x";
if (true) { var inner: number = 2 }
for (var index: number = 0; index < 2; index++);
result.push(inner!, index);`,
  "optional chains and coalescing": `const a: any = { f: (x: number) => ({ y: x }) };
a.g ??= 4 as number; a.h ||= <number>5;
const result = [a?.f<number>(1)?.y!, a.z?.[0]!.q, a.g, a.h, (a?.f)!(2).y];`,
  "text with characters beyond the basic plane": `type 形状 = "🙂"; const 值: 形状 = "🙂"; const 宽 /* 🙂 */ : number = 值.length;
const result = [值, 宽, "é", /[🙂]/u.test(值)];`,
  "regular expressions and templates":
    "const s: string = `a${((x: number): string => `b${x as number}`)(1)}c`;\nconst n = s.length as number / 2; /x/g.test(s);\nconst result = [s, n, /[/\\]]+/.source, '//'.length];",
  "getters, setters and static blocks": `class A { static #n: number = 1; static get n(): number { return A.#n } static set n(x: number) { A.#n = x } private static async *g<T>(): AsyncGenerator<T> {} static { A.n = 4 as number } }
const o = { get a(): number { return 1 }, set a(x: number) {}, async *b<T>(x: T) { yield x }, [\`c\`]<T>(x: T): T { return x } };
const result = [A.n, o.a, o.c<number>(2)];`,
  using: `const log: string[] = [];
function open(name: string): Disposable { return { [Symbol.dispose]() { log.push(name) } } }
{ using a: Disposable = open("a"); using b = open("b") as Disposable; log.push("body") }
const result = log;`,
  "late and early returns of never": `function fail(message: string): never { throw new RangeError(message) }
let result: string; try { fail("x") } catch (e) { result = e instanceof RangeError ? e.message : "other" }`,
  "decorative whitespace": `const
a
:
number
=
1
;let b:number=2;const f=(x:number,y?:number):number=>x+(y??0)
const result=[a,b,f(1),f(1,2)]`,
};
