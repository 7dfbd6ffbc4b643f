// The shaders of GRU: what a hidden does in a step, forward and back. The ways through time are in recurrent-code.ts.
// H hiddens; buffers as recurrent.ts names them
import { addProducts, backCode, first, forwardCode, gateAt, placesOf } from "./recurrent-code";
import { read, readGates, shareGates, write, writeGates } from "./recurrent-code";

export function gruCode(H: number, isStarted: boolean): string {
  const input = (gate: number): string => `${read("Z", gateAt("input", gate))} + b[${gateAt("j", gate)}]`;
  return forwardCode(H, {
    kept: [],
    start: ` shared4[j] = ${isStarted ? read("h0", first) : "Four()"};`,
    step: `
        let input = ${placesOf("3u * H")};
        let at = ${placesOf("4u * H")};
        let here = ${placesOf("H")};
        var r = ${input(0)};
        var z = ${input(1)};
        var a = Four();${addProducts(["r", "z", "a"])}
        r = sigmoid(r); z = sigmoid(z);
        let n = bend(${input(2)} + r * a);
        let before = shared4[j];
        let state = n + z * (before - n);
        ${writeGates("G", "at", ["r", "z", "n", "a"])}
        ${write("H_", "here", "state")}
        ${write("P", "here", "before")}
        states[k] = state;`,
  });
}

export function gruBackCode(H: number): string {
  return backCode(H, {
    numGates: 3,
    kept: [],
    results: [["dh0", "dh"]],
    step: `
        let to = ${placesOf("3u * H")};
        let at = ${placesOf("4u * H")};
        let here = ${placesOf("H")};
        ${readGates("G", "at", ["r", "z", "n"])}
        let h = dh[k] + ${read("dH", "here")};
        let dn = (h - h * z) * flatness(n);
        let dz = h * (${read("P", "here")} - n) * slopeOfSigmoid(z);
        let dr = dn * ${read("G", gateAt("at", 3))} * slopeOfSigmoid(r);
        let da = dn * r;
        ${shareGates(["dr", "dz", "da"])}
        ${writeGates("dZ", "to", ["dr", "dz", "dn"])}
        ${writeGates("dU", "to", ["dr", "dz", "da"])}
        dh[k] = h * z;`,
    rest: "dh[k]",
  });
}
