// Numbers of a dtype that a kernel was not written for: tfjs 4.22 cuts log1p of whole numbers to whole numbers, joins
// 3 and 4.5 to 3 and 4, and on wasm leaves what was in memory. Here they are first made what the kernel can take.
import { composed, replaceKernel } from "./kernels";
import type * as Tf from "@tensorflow/tfjs";
import type { Info, KernelArguments, Tfjs } from "./kernels";

/** Results are fractions, whatever the numbers are. */
const fractional =
  "Acos Acosh Asin Asinh Atan Atanh Atan2 Sinh Expm1 Log1p Reciprocal Selu Softplus FusedBatchNorm".split(" ");
/** Of true and false they make numbers: 1 and 0 are taken as whole numbers. */
const counting = "Abs Neg Relu Relu6 Round Sign Square Step Exp LeakyRelu Add Sub Reverse Cumsum Cumprod".split(" ");
/** The result is of the widest dtype among these. */
const joining = ["Concat", "Select"];

export function mendDtypes(tf: Tfjs, backendName: string): void {
  const toFloat = (dtype: Tf.DataType) => (dtype === "int32" || dtype === "bool" ? "float32" : dtype);
  const toWhole = (dtype: Tf.DataType) => (dtype === "bool" ? "int32" : dtype);
  for (const name of fractional) castFirst(tf, name, backendName, toFloat);
  for (const name of counting) castFirst(tf, name, backendName, toWhole);
  for (const name of joining) widenFirst(tf, name, backendName);
  keepTruth(tf, "Reverse", backendName);
}

function castFirst(tf: Tfjs, name: string, backendName: string, cast: (dtype: Tf.DataType) => Tf.DataType): void {
  replaceKernel(tf, name, backendName, (stock) => (args) => {
    const fits = Object.values(args.inputs).every((x) => !x || cast((x as Info).dtype) === (x as Info).dtype);
    return fits ? stock(args) : runCast(tf, name, args, ({ dtype }) => cast(dtype));
  });
}

type DtypeOf = (x: Info, key: string) => Tf.DataType;

function runCast(tf: Tfjs, name: string, args: KernelArguments, dtypeOf: DtypeOf): Info {
  const run = composed(tf, ({ inputs, attrs }) => {
    const cast = Object.entries(inputs).map(([key, x]) => [key, x && tf.cast(x as Tf.Tensor, dtypeOf(x as Info, key))]);
    const all = Array.isArray(inputs) ? cast.map(([, x]) => x) : Object.fromEntries(cast);
    return tf.engine().runKernel(name, all as never, attrs as never) as Tf.Tensor;
  });
  return run(args) as Info;
}

function widenFirst(tf: Tfjs, name: string, backendName: string): void {
  replaceKernel(tf, name, backendName, (stock) => (args) => {
    const dtypes = Object.entries(args.inputs).flatMap(([key, x]) => (key === "condition" ? [] : [(x as Info).dtype]));
    const widest = dtypes.reduce((a, b) => tf.upcastType(a, b));
    const isBoolChoice = name === "Select" && widest === "bool"; // tfjs reads four bytes for each
    if (!isBoolChoice && dtypes.every((dtype) => dtype === widest)) return stock(args);
    const dtype = isBoolChoice ? "int32" : widest;
    const result = runCast(tf, name, args, (_, key) => (key === "condition" ? "bool" : dtype)) as Tf.Tensor;
    return isBoolChoice ? composed(tf, () => tf.cast(result, "bool"))(args) : result;
  });
}

/** What was true or false before stays so. */
function keepTruth(tf: Tfjs, name: string, backendName: string): void {
  replaceKernel(tf, name, backendName, (stock) => (args) => {
    if ((args.inputs.x as Info).dtype !== "bool") return stock(args);
    return composed(tf, () => tf.cast(stock(args) as Tf.Tensor, "bool"))(args);
  });
}
