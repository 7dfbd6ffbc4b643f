// Indices out of range. cpu refuses them; webgpu gives 0, webgl and wasm some number, and none says so. On wasm all indices
// can be read; on a GPU those that came from the page are still known and are checked, while reading back what was
// computed there would hold the device up.
import { replaceKernel } from "./kernels";
import type { Info, KernelArguments, Tfjs, WasmBackend } from "./kernels";

type Data = { values?: ArrayLike<number> | null } | undefined;

/** Where tfjs's two GPU backends keep what they have not sent to the device yet, and cpu everything. */
interface KeptData {
  tensorMap?: { get(dataId: object): Data };
  texData?: { get(dataId: object): Data };
  data?: { get(dataId: object): Data };
}

export function registerGatherCheck(tf: Tfjs, backendName: "webgpu" | "webgl"): void {
  replaceKernel(tf, "GatherV2", backendName, (stock) => (args) => {
    const { x, indices } = args.inputs as { x: Info; indices: Info };
    const { axis } = args.attrs as { axis: number };
    const known = readKnown(args, indices);
    if (known) checkIndices(known, x.shape[tf.util.parseAxisParam(axis, x.shape)[0]!]!);
    return stock(args);
  });
}

/** Rows of a batch: a box whose image is not there. */
export function registerBoxCheck(tf: Tfjs, backendName: string): void {
  replaceKernel(tf, "CropAndResize", backendName, (stock) => (args) => {
    const { image, boxInd } = args.inputs as { image: Info; boxInd: Info };
    const known = readKnown(args, boxInd);
    if (known) checkPlaces("cropAndResize", known, boxInd, image.shape);
    return stock(args);
  });
}

/** Places of more than one coordinate: gatherND, scatterND, tensorScatterUpdate, sparseToDense. */
export function registerPlaceChecks(tf: Tfjs, backendName: "webgpu" | "webgl" | "wasm"): void {
  const check = (name: string, indicesOf: string, shapeOf: (args: KernelArguments) => readonly number[]) =>
    replaceKernel(tf, name, backendName, (stock) => (args) => {
      const indices = args.inputs[indicesOf] as Info;
      const known = readKnown(args, indices);
      if (known) checkPlaces(name, known, indices, shapeOf(args));
      return stock(args);
    });
  check("GatherNd", "indices", ({ inputs }) => (inputs.params as Info).shape);
  check("ScatterNd", "indices", ({ attrs }) => (attrs as { shape: number[] }).shape);
  check("TensorScatterUpdate", "indices", ({ inputs }) => (inputs.tensor as Info).shape);
  check("SparseToDense", "sparseIndices", ({ attrs }) => (attrs as { outputShape: number[] }).outputShape);
}

/** The numbers of a tensor where they can be read at once. */
export function readKnown({ backend }: KernelArguments, info: Info): ArrayLike<number> | null | undefined {
  const { tensorMap, texData, data } = backend as unknown as KeptData;
  const kept = tensorMap ?? texData ?? data;
  return kept ? kept.get(info.dataId)?.values : (backend as WasmBackend).typedArrayFromHeap(info);
}

/** Throws where tfjs's cpu backend throws, and with its words. */
function checkIndices(indices: ArrayLike<number>, size: number): void {
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i]!;
    if (index < 0 || index >= size) {
      throw new Error(`GatherV2: the index value ${index} is not in [0, ${size - 1}]`);
    }
  }
}

/** indices (…, depth): each row names a place along the first `depth` axes of `shape`. A single column may be left out. */
function checkPlaces(name: string, values: ArrayLike<number>, indices: Info, shape: readonly number[]): void {
  const depth = indices.shape.length > 1 ? indices.shape.at(-1)! : 1;
  for (let i = 0; i < values.length; i++) {
    const size = shape[i % depth]!;
    if (values[i]! < 0 || values[i]! >= size) {
      const row = Array.from({ length: depth }, (_, j) => values[i - (i % depth) + j]);
      throw new Error(`${name}: the place (${row.join(", ")}) is not inside (${shape.join(", ")})`);
    }
  }
}
