// AssemblyScript to WebAssembly, in memory. Knows where the source stands; writes nothing.
import asc from "assemblyscript/asc";

const source = "src/backend/wasm/simd/assembly/index.ts";
const flags = "-O3 --converge --enable simd --runtime stub --importMemory --noAssert --use abort=".split(" ");

export async function compileAssembly(): Promise<Uint8Array> {
  let bytes: Uint8Array | undefined;
  const { error, stderr } = await asc.main([source, "--outFile", "module.wasm", ...flags], {
    writeFile: (name, contents) => void (name === "module.wasm" && (bytes = contents as Uint8Array)),
  });
  if (error || !bytes) throw new Error(`${source} does not compile:\n${stderr.toString()}`);
  return bytes;
}

/** The bytes as a module of TypeScript, in lines of base64. */
export function toModule(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString("base64");
  const lines = text.match(/.{1,110}/g)!.map((line) => `  "${line}"`);
  return `// The kernels of assembly/ as WebAssembly in base64. Written by \`npm run wasm\`; do not edit.
// prettier-ignore
export const moduleText =
${lines.join(" +\n")};
`;
}
