// F02's training with nothing around it: the book's own `fit` on MNIST, tfjs on wasm, and a host that does nothing.
// Bundled by bare-pages.ts. The cells `setup`, `net` and `train` of mnist/mlp do the same in the book.
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import wasmUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import wasmSimdUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import { registerCorrections } from "../../src/backend";
import { setHost } from "../../src/book/host";
import { initMlp, mlp } from "../../src/book/mlp";
import { loadMnist } from "../../src/book/mnist";
import { fit } from "../../src/book/train";

const scope = globalThis as unknown as {
  postMessage(message: { ms: number } | "ready"): void;
  onmessage: ((message: MessageEvent<number>) => Promise<void>) | null;
};

const none = (): never => {
  throw new Error("the bare worker has nothing to show on");
};
setHost({
  display: none,
  figure: none,
  control: none,
  progress: () => {},
  due: () => false,
  turn: () => Promise.resolve(),
  fetchData: async (path) => (await fetch(`/data/${path}`)).arrayBuffer(),
  language: "zh",
});

tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
setWasmPaths({
  "tfjs-backend-wasm.wasm": wasmUrl,
  "tfjs-backend-wasm-simd.wasm": wasmSimdUrl,
  "tfjs-backend-wasm-threaded-simd.wasm": wasmSimdUrl,
});
if (!(await tf.setBackend("wasm"))) throw new Error("the wasm backend does not start");
await registerCorrections(tf, "wasm");

const seed = 0;
const data = await loadMnist();
const net = { ...initMlp({ numInputs: 784, numHiddens: 128, numOutputs: 10, seed }), forward: mlp };

scope.onmessage = async ({ data: epochs }) => {
  const start = performance.now();
  await fit(net, data.train, { epochs, batchSize: 128, optimizer: "adam", lr: 0.001, seed, onStep: () => {} });
  scope.postMessage({ ms: performance.now() - start });
};
scope.postMessage("ready");
