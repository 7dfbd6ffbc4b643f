// The shaders of recurrent.ts. A thread has one hidden, or some that stand `threads` apart; what all hiddens need of each
// other in a step goes through the workgroup's memory. Four rows of the batch are the lanes of a vector.
// H hiddens; buffers as recurrent.ts names them

const mostThreads = 256;

/** What all four shaders begin with. A row beyond the batch is its last row once more. */
function frame(H: number, shared: number, body: string): string {
  const threads = Math.min(mostThreads, 32 * Math.ceil(H / 32));
  return `
const H = ${H}u;
const threads = ${threads}u;
const each = ${Math.ceil(H / threads)}u;
alias Four = vec4<f32>;
var<workgroup> shared4 : array<Four, ${shared}>;

fn sigmoid(x : Four) -> Four { return 1.0 / (1.0 + exp(clamp(-x, Four(-80.0), Four(80.0)))); }
fn bend(x : Four) -> Four { return tanh(clamp(x, Four(-15.0), Four(15.0))); }
fn slopeOfSigmoid(s : Four) -> Four { return s - s * s; }
fn flatness(y : Four) -> Four { return 1.0 - y * y; }

@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) group : vec3<u32>, @builtin(local_invocation_index) me : u32) {
  let rows = min(4u * group.x + vec4<u32>(0u, 1u, 2u, 3u), vec4<u32>(u.B - 1u));
${body}
}
`;
}

/** For each hidden j of this thread, the k-th. */
const forEach = (body: string): string => `
    for (var k = 0u; k < each; k++) {
      let j = me + k * threads;
      if (j < H) {${body}
      }
    }`;

const read = (buffer: string, places: string): string =>
  `Four(${[..."xyzw"].map((lane) => `${buffer}[${places}.${lane}]`).join(", ")})`;
const write = (buffer: string, places: string, value: string): string =>
  [..."xyzw"].map((lane) => `${buffer}[${places}.${lane}] = ${value}.${lane};`).join(" ");

/** Places of what is (B, T, width): of hidden j in step t. */
const steps = (width: string): string => `(rows * u.T + t) * (${width}) + j`;

/** What the sums of all gates get from the states, in shared4, by Wh (H, gates · H). */
const addProducts = (sums: string[]): string => `
        for (var m = 0u; m < H; m++) {
          let state = shared4[m];
          let at = m * ${sums.length}u * H + j;
          ${sums.map((sum, gate) => `${sum} += state * Wh[at + ${gate}u * H];`).join(" ")}
        }`;

export function lstmCode(H: number, isStarted: boolean): string {
  const start = forEach(`
        ${isStarted ? `shared4[j] = ${read("h0", "(rows * H + j)")}; memories[k] = ${read("c0", "(rows * H + j)")};` : "shared4[j] = Four(); memories[k] = Four();"}`);
  const step = forEach(`
        let at = ${steps("4u * H")};
        let here = ${steps("H")};
        var i = ${read("G", "at")} + b[j];
        var f = ${read("G", "(at + H)")} + b[j + H];
        var g = ${read("G", "(at + 2u * H)")} + b[j + 2u * H];
        var o = ${read("G", "(at + 3u * H)")} + b[j + 3u * H];${addProducts(["i", "f", "g", "o"])}
        i = sigmoid(i); f = sigmoid(f); g = bend(g); o = sigmoid(o);
        let c = f * memories[k] + i * g;
        let state = o * bend(c);
        let before = shared4[j];
        ${write("G", "at", "i")}
        ${write("G", "(at + H)", "f")}
        ${write("G", "(at + 2u * H)", "g")}
        ${write("G", "(at + 3u * H)", "o")}
        ${write("C", "here", "c")}
        ${write("H_", "here", "state")}
        ${write("P", "here", "before")}
        memories[k] = c;
        states[k] = state;`);
  return frame(
    H,
    H,
    `
  var memories : array<Four, each>;
  var states : array<Four, each>;${start}
  workgroupBarrier();
  for (var t = 0u; t < u.T; t++) {${step}
    workgroupBarrier();${forEach(" shared4[j] = states[k];")}
    workgroupBarrier();
  }`,
  );
}

/** dh of the step before: Σ slopes · Wh, Wh transposed. */
const sumBack = (width: string, start: string): string => `
        var sum = ${start};
        for (var m = 0u; m < ${width}; m++) { sum += shared4[m] * turned[m * H + j]; }
        dh[k] = sum;`;

const writeStart = (names: [buffer: string, value: string][]): string =>
  forEach(names.map(([buffer, value]) => `\n        ${write(buffer, "(rows * H + j)", `${value}[k]`)}`).join(""));

export function lstmBackCode(H: number, isStarted: boolean): string {
  const first = isStarted ? read("c0", "(rows * H + j)") : "Four()";
  const step = forEach(`
        let at = ${steps("4u * H")};
        let here = ${steps("H")};
        let i = ${read("G", "at")};
        let f = ${read("G", "(at + H)")};
        let g = ${read("G", "(at + 2u * H)")};
        let o = ${read("G", "(at + 3u * H)")};
        let bent = bend(${read("C", "here")});
        var before = ${first};
        if (t > 0u) { before = ${read("C", "(here - H)")}; }
        let h = dh[k] + ${read("dH", "here")};
        let c = dc[k] + h * o * flatness(bent);
        let di = c * g * slopeOfSigmoid(i);
        let df = c * before * slopeOfSigmoid(f);
        let dg = c * i * flatness(g);
        let dO = h * bent * slopeOfSigmoid(o);
        shared4[j] = di; shared4[j + H] = df; shared4[j + 2u * H] = dg; shared4[j + 3u * H] = dO;
        ${write("dZ", "at", "di")}
        ${write("dZ", "(at + H)", "df")}
        ${write("dZ", "(at + 2u * H)", "dg")}
        ${write("dZ", "(at + 3u * H)", "dO")}
        dc[k] = c * f;`);
  return frame(
    H,
    4 * H,
    `
  var dh : array<Four, each>;
  var dc : array<Four, each>;
  for (var left = u.T; left > 0u; left--) {
    let t = left - 1u;${step}
    workgroupBarrier();${forEach(sumBack("4u * H", "Four()"))}
    workgroupBarrier();
  }${writeStart([
    ["dh0", "dh"],
    ["dc0", "dc"],
  ])}`,
  );
}

export function gruCode(H: number, isStarted: boolean): string {
  const start = forEach(` shared4[j] = ${isStarted ? read("h0", "(rows * H + j)") : "Four()"};`);
  const step = forEach(`
        let input = ${steps("3u * H")};
        let at = ${steps("4u * H")};
        let here = ${steps("H")};
        var r = ${read("Z", "input")} + b[j];
        var z = ${read("Z", "(input + H)")} + b[j + H];
        var a = Four();${addProducts(["r", "z", "a"])}
        r = sigmoid(r); z = sigmoid(z);
        let n = bend(${read("Z", "(input + 2u * H)")} + b[j + 2u * H] + r * a);
        let before = shared4[j];
        let state = n + z * (before - n);
        ${write("G", "at", "r")}
        ${write("G", "(at + H)", "z")}
        ${write("G", "(at + 2u * H)", "n")}
        ${write("G", "(at + 3u * H)", "a")}
        ${write("H_", "here", "state")}
        ${write("P", "here", "before")}
        states[k] = state;`);
  return frame(
    H,
    H,
    `
  var states : array<Four, each>;${start}
  workgroupBarrier();
  for (var t = 0u; t < u.T; t++) {${step}
    workgroupBarrier();${forEach(" shared4[j] = states[k];")}
    workgroupBarrier();
  }`,
  );
}

export function gruBackCode(H: number): string {
  const step = forEach(`
        let to = ${steps("3u * H")};
        let at = ${steps("4u * H")};
        let here = ${steps("H")};
        let r = ${read("G", "at")};
        let z = ${read("G", "(at + H)")};
        let n = ${read("G", "(at + 2u * H)")};
        let h = dh[k] + ${read("dH", "here")};
        let dn = (h - h * z) * flatness(n);
        let dz = h * (${read("P", "here")} - n) * slopeOfSigmoid(z);
        let dr = dn * ${read("G", "(at + 3u * H)")} * slopeOfSigmoid(r);
        let da = dn * r;
        shared4[j] = dr; shared4[j + H] = dz; shared4[j + 2u * H] = da;
        ${write("dZ", "to", "dr")}
        ${write("dZ", "(to + H)", "dz")}
        ${write("dZ", "(to + 2u * H)", "dn")}
        ${write("dU", "to", "dr")}
        ${write("dU", "(to + H)", "dz")}
        ${write("dU", "(to + 2u * H)", "da")}
        dh[k] = h * z;`);
  return frame(
    H,
    3 * H,
    `
  var dh : array<Four, each>;
  for (var left = u.T; left > 0u; left--) {
    let t = left - 1u;${step}
    workgroupBarrier();${forEach(sumBack("3u * H", "dh[k]"))}
    workgroupBarrier();
  }${writeStart([["dh0", "dh"]])}`,
  );
}
