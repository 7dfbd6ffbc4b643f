// The shaders of attention.ts, written for a number D of channels of a head: vectors of four, whose places are spelled
// out where they are few, so that they stay in registers. Letters as in attention.ts; a pair is a head of one of the batch.

/** Of a workgroup: as many queries or keys. */
export const threads = 32;

/** Where places are no longer spelled out: SwiftShader takes minutes to compile what is long. */
const longest = 8;

/** `line` for each of N vectors. */
function each(N: number, line: (j: string) => string): string {
  if (N > longest) return `for (var j = 0u; j < ${N}u; j++) { ${line("j")} }`;
  return Array.from({ length: N }, (_, j) => line(`${j}u`)).join("\n      ");
}

interface Sizes {
  D: number;
  /** Vectors of a head. */
  N: number;
  /** Rows of a tile: two tiles fit into 16 kB, which every device has for a workgroup. */
  rows: number;
}

function toSizes(D: number): Sizes {
  const N = Math.ceil(D / 4);
  return { D, N, rows: Math.max(1, Math.min(threads, Math.floor(512 / N))) };
}

/** Four numbers of a head; 0 beyond it. */
function loader(name: string, D: number): string {
  const number = (c: number) =>
    D % 4 === 0 || c === 0 ? `${name}[i + ${c}u]` : `select(0.0, ${name}[i + ${c}u], 4u * j + ${c}u < ${D}u)`;
  return `
  fn ${name}At(start : u32, j : u32) -> vec4<f32> {
    let i = start + 4u * j;
    return vec4<f32>(${[0, 1, 2, 3].map(number).join(", ")});
  }`;
}

function storer(name: string, D: number): string {
  const line = (c: number) =>
    (D % 4 === 0 || c === 0 ? "" : `if (4u * j + ${c}u < ${D}u) `) + `{ ${name}[i + ${c}u] = x[${c}]; }`;
  return `
  fn set_${name}(start : u32, j : u32, x : vec4<f32>) {
    let i = start + 4u * j;
    ${[0, 1, 2, 3].map(line).join("\n    ")}
  }`;
}

/** Finds the pair and the thread's own row `t` of it; `queries` and `results` are where the pair begins in qkv and in y. */
const begin = ({ D, N, rows }: Sizes): string => `
  const N = ${N}u;
  const rows = ${rows}u;
  const threads = ${threads}u;
  var<workgroup> left : array<vec4<f32>, ${rows * N}>;
  var<workgroup> right : array<vec4<f32>, ${rows * N}>;

  @compute @workgroup_size(${threads})
  fn main(
    @builtin(workgroup_id) group : vec3<u32>,
    @builtin(num_workgroups) count : vec3<u32>,
    @builtin(local_invocation_index) thread : u32,
  ) {
    let strips = (u.time + threads - 1u) / threads;
    let id = group.x + group.y * count.x;
    if (id >= u.pairs * strips) { return; }
    let pair = id / strips;
    let first = (id % strips) * threads;
    let width = u.heads * ${D}u;
    let queries = (pair / u.heads) * u.time * 3u * width + (pair % u.heads) * ${D}u;
    let results = (pair / u.heads) * u.time * width + (pair % u.heads) * ${D}u;
    let isInside = first + thread < u.time;
    let t = min(first + thread, u.time - 1u);
    let own = queries + t * 3u * width;`;

/** Keys and values of a tile that begins at `from`. */
const loadKeys = `
      workgroupBarrier();
      for (var i = thread; i < rows * N; i += threads) {
        let at = queries + width + min(base + i / N, u.time - 1u) * 3u * width;
        left[i] = qkvAt(at, i % N);
        right[i] = qkvAt(at + width, i % N);
      }
      workgroupBarrier();`;

/** Σ of the products of an array's vectors and those of a row of a tile, as `name`. */
const dot = (N: number, name: string, array: string, tile: string): string => `
        var ${name}4 = vec4<f32>(0.0);
      ${each(N, (j) => `${name}4 += ${array}[${j}] * ${tile}[place + ${j}];`)}
        let ${name} = ${name}4.x + ${name}4.y + ${name}4.z + ${name}4.w;`;

/** Scores are met one after another: where one is larger than all before, what was summed is made smaller. */
export function forwardCode(D: number): string {
  const sizes = toSizes(D);
  const { N } = sizes;
  return `
  ${loader("qkv", D)}
  ${storer("y", D)}
  ${begin(sizes)}
    var q : array<vec4<f32>, N>;
    var sum : array<vec4<f32>, N>;
    ${each(N, (j) => `q[${j}] = qkvAt(own, ${j}) * ${1 / Math.sqrt(D)};`)}
    var top = -1e30;
    var weight = 0.0;
    for (var base = 0u; base < min(first + threads, u.time); base += rows) {
      ${loadKeys}
      for (var s = base; s < min(base + rows, t + 1u); s++) {
        let place = (s - base) * N;
        ${dot(N, "score", "q", "left")}
        if (score > top) {
          let less = exp(top - score);
          weight *= less;
          ${each(N, (j) => `sum[${j}] *= less;`)}
          top = score;
        }
        let power = exp(score - top);
        weight += power;
        ${each(N, (j) => `sum[${j}] += power * right[place + ${j}];`)}
      }
    }
    if (!isInside) { return; }
    ${each(N, (j) => `set_y(results + t * width, ${j}, sum[${j}] / weight);`)}
    logSums[pair * u.time + t] = top + log(weight);
  }`;
}

/** The queries' part of dqkv, and Σ dy y of each query, (B, H, T). */
export function backCodeOfQueries(D: number): string {
  const sizes = toSizes(D);
  const { N } = sizes;
  return `
  ${loader("qkv", D)}
  ${loader("dy", D)}
  ${loader("y", D)}
  ${storer("dqkv", D)}
  ${begin(sizes)}
    var q : array<vec4<f32>, N>;
    var slope : array<vec4<f32>, N>;
    var sum : array<vec4<f32>, N>;
    var shift = 0.0;
    ${each(N, (j) => `q[${j}] = qkvAt(own, ${j}) * ${1 / Math.sqrt(D)};`)}
    ${each(N, (j) => `slope[${j}] = dyAt(results + t * width, ${j}); shift += dot(slope[${j}], yAt(results + t * width, ${j}));`)}
    let logSum = logSums[pair * u.time + t];
    for (var base = 0u; base < min(first + threads, u.time); base += rows) {
      ${loadKeys}
      for (var s = base; s < min(base + rows, t + 1u); s++) {
        let place = (s - base) * N;
        ${dot(N, "score", "q", "left")}
        ${dot(N, "fall", "slope", "right")}
        let change = exp(score - logSum) * (fall - shift);
        ${each(N, (j) => `sum[${j}] += change * left[place + ${j}];`)}
      }
    }
    if (!isInside) { return; }
    ${each(N, (j) => `set_dqkv(own, ${j}, sum[${j}] * ${1 / Math.sqrt(D)});`)}
    shifts[pair * u.time + t] = shift;
  }`;
}

/** The keys' and values' parts of dqkv: a thread has a key and goes along the queries from its own place on. */
export function backCodeOfKeys(D: number): string {
  const sizes = toSizes(D);
  const { N } = sizes;
  return `
  ${loader("qkv", D)}
  ${loader("dy", D)}
  ${storer("dqkv", D)}
  ${begin(sizes)}
    var k : array<vec4<f32>, N>;
    var v : array<vec4<f32>, N>;
    var dk : array<vec4<f32>, N>;
    var dv : array<vec4<f32>, N>;
    ${each(N, (j) => `k[${j}] = qkvAt(own + width, ${j}); v[${j}] = qkvAt(own + 2u * width, ${j});`)}
    for (var base = first; base < u.time; base += rows) {
      workgroupBarrier();
      for (var i = thread; i < rows * N; i += threads) {
        let query = min(base + i / N, u.time - 1u);
        left[i] = qkvAt(queries + query * 3u * width, i % N) * ${1 / Math.sqrt(D)};
        right[i] = dyAt(results + query * width, i % N);
      }
      workgroupBarrier();
      for (var s = max(base, t); s < min(base + rows, u.time); s++) {
        let place = (s - base) * N;
        ${dot(N, "score", "k", "left")}
        ${dot(N, "fall", "v", "right")}
        let share = exp(score - logSums[pair * u.time + s]);
        let change = share * (fall - shifts[pair * u.time + s]);
        ${each(N, (j) => `dk[${j}] += change * left[place + ${j}]; dv[${j}] += share * right[place + ${j}];`)}
      }
    }
    if (!isInside) { return; }
    ${each(N, (j) => `set_dqkv(own + width, ${j}, dk[${j}]); set_dqkv(own + 2u * width, ${j}, dv[${j}]);`)}
  }`;
}
