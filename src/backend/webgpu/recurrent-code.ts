// What the shaders of LSTM and GRU share: the ways through time and back. A thread has one hidden, or some that stand
// `threads` apart; what all hiddens need of each other in a step goes through the workgroup's memory. Four rows of the
// batch are the lanes of a vector.
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
fn main(
  @builtin(workgroup_id) group : vec3<u32>,
  @builtin(num_workgroups) count : vec3<u32>,
  @builtin(local_invocation_index) me : u32,
) {
  let rows = min(4u * (group.x + group.y * count.x) + vec4<u32>(0u, 1u, 2u, 3u), vec4<u32>(u.B - 1u));
${body}
}
`;
}

export interface Forward {
  /** What a thread keeps of its hiddens from step to step. */
  kept: string[];
  /** Puts the states before the first step into shared4[j]. */
  start: string;
  /** Leaves the new state of the k-th hidden, j, in states[k]. */
  step: string;
}

export function forwardCode(H: number, { kept, start, step }: Forward): string {
  return frame(
    H,
    H,
    `${declare([...kept, "states"])}${forEach(start)}
  workgroupBarrier();
  for (var t = 0u; t < u.T; t++) {${forEach(step)}
    workgroupBarrier();${forEach(" shared4[j] = states[k];")}
    workgroupBarrier();
  }`,
  );
}

export interface Back {
  /** So many gates have a slope. */
  numGates: number;
  /** What a thread keeps beside dh, and the buffers that get it and dh when the first step is done. */
  kept: string[];
  results: [buffer: string, value: string][];
  /** Puts the slopes of the gates into shared4. */
  step: string;
  /** What dh of the step before is beside the product. */
  rest: string;
}

export function backCode(H: number, { numGates, kept, results, step, rest }: Back): string {
  // dh of the step before: Σ slopes · Wh, Wh transposed.
  const sum = `
        var sum = ${rest};
        for (var m = 0u; m < ${numGates}u * H; m++) { sum += shared4[m] * turned[m * H + j]; }
        dh[k] = sum;`;
  const ends = results.map(([buffer, value]) => `\n        ${write(buffer, first, `${value}[k]`)}`).join("");
  return frame(
    H,
    numGates * H,
    `${declare(["dh", ...kept])}
  for (var left = u.T; left > 0u; left--) {
    let t = left - 1u;${forEach(step)}
    workgroupBarrier();${forEach(sum)}
    workgroupBarrier();
  }${forEach(ends)}`,
  );
}

const declare = (names: string[]): string => names.map((name) => `\n  var ${name} : array<Four, each>;`).join("");

/** For each hidden j of this thread, the k-th. */
const forEach = (body: string): string => `
    for (var k = 0u; k < each; k++) {
      let j = me + k * threads;
      if (j < H) {${body}
      }
    }`;

/** Places of what is (B, T, width): of hidden j in step t. */
export const placesOf = (width: string): string => `(rows * u.T + t) * (${width}) + j`;
/** Places of what is (B, H): of hidden j. */
export const first = "(rows * H + j)";

export const read = (buffer: string, places: string): string =>
  `Four(${[..."xyzw"].map((lane) => `${buffer}[${places}.${lane}]`).join(", ")})`;
export const write = (buffer: string, places: string, value: string): string =>
  [..."xyzw"].map((lane) => `${buffer}[${places}.${lane}] = ${value}.${lane};`).join(" ");

/** A line for each gate. */
export const forGates = (names: string[], line: (name: string, gate: number) => string): string =>
  names.map(line).join("\n        ");
/** Gates stand side by side, H numbers each. */
export const gateAt = (place: string, gate: number): string => `(${place} + ${gate}u * H)`;
export const readGates = (buffer: string, place: string, names: string[]): string =>
  forGates(names, (name, gate) => `let ${name} = ${read(buffer, gateAt(place, gate))};`);
export const writeGates = (buffer: string, place: string, names: string[]): string =>
  forGates(names, (name, gate) => write(buffer, gateAt(place, gate), name));
export const shareGates = (names: string[]): string =>
  forGates(names, (name, gate) => `shared4[${gateAt("j", gate)}] = ${name};`);

/** What the sums of all gates get from the states, in shared4, by Wh (H, gates · H). */
export const addProducts = (sums: string[]): string => `
        for (var m = 0u; m < H; m++) {
          let state = shared4[m];
          let at = m * ${sums.length}u * H + j;
          ${sums.map((sum, gate) => `${sum} += state * Wh[at + ${gate}u * H];`).join(" ")}
        }`;
