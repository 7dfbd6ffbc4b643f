// `npm run wasm`: compiles src/backend/wasm/simd/assembly and writes the bytes beside it, as text, in module.ts.
// A test says when the bytes are not those of the source.
import { writeFileSync } from "node:fs";
import { compileAssembly, toModule } from "./wasm/compile";

const bytes = await compileAssembly();
writeFileSync("src/backend/wasm/simd/module.ts", toModule(bytes));
console.log(`src/backend/wasm/simd/module.ts: ${bytes.length} bytes of WebAssembly`);
