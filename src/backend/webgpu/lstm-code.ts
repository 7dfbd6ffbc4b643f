// The shaders of LSTM: what a hidden does in a step, forward and back. The ways through time are in recurrent-code.ts.
// H hiddens; buffers as recurrent.ts names them
import { addProducts, backCode, first, forGates, forwardCode, gateAt, placesOf } from "./recurrent-code";
import { read, readGates, shareGates, write, writeGates } from "./recurrent-code";

const gates = ["i", "f", "g", "o"];

export function lstmCode(H: number, isStarted: boolean): string {
  return forwardCode(H, {
    kept: ["memories"],
    start: `
        shared4[j] = ${isStarted ? read("h0", first) : "Four()"};
        memories[k] = ${isStarted ? read("c0", first) : "Four()"};`,
    step: `
        let at = ${placesOf("4u * H")};
        let here = ${placesOf("H")};
        ${forGates(gates, (name, gate) => `var ${name} = ${read("G", gateAt("at", gate))} + b[${gateAt("j", gate)}];`)}${addProducts(gates)}
        i = sigmoid(i); f = sigmoid(f); g = bend(g); o = sigmoid(o);
        let c = f * memories[k] + i * g;
        let state = o * bend(c);
        let before = shared4[j];
        ${writeGates("G", "at", gates)}
        ${write("C", "here", "c")}
        ${write("H_", "here", "state")}
        ${write("P", "here", "before")}
        memories[k] = c;
        states[k] = state;`,
  });
}

const slopes = ["di", "df", "dg", "dO"]; // `do` is a word of WGSL's

export function lstmBackCode(H: number, isStarted: boolean): string {
  return backCode(H, {
    numGates: gates.length,
    kept: ["dc"],
    results: [
      ["dh0", "dh"],
      ["dc0", "dc"],
    ],
    step: `
        let at = ${placesOf("4u * H")};
        let here = ${placesOf("H")};
        ${readGates("G", "at", gates)}
        let bent = bend(${read("C", "here")});
        var before = ${isStarted ? read("c0", first) : "Four()"};
        if (t > 0u) { before = ${read("C", "(here - H)")}; }
        let h = dh[k] + ${read("dH", "here")};
        let c = dc[k] + h * o * flatness(bent);
        let di = c * g * slopeOfSigmoid(i);
        let df = c * before * slopeOfSigmoid(f);
        let dg = c * i * flatness(g);
        let dO = h * bent * slopeOfSigmoid(o);
        ${shareGates(slopes)}
        ${writeGates("dZ", "at", slopes)}
        dc[k] = c * f;`,
    rest: "Four()",
  });
}
