import { expect, test } from "vitest";
import { PageReader, toCellOffset, toModuleOffset, toPageModule } from "./page-module";
import type { TypedCell } from "./protocol";

const cells: TypedCell[] = [
  { id: "a", source: 'import { seeded } from "book";\nconst random = seeded(1);\n', own: false },
  { id: "b", source: 'import { seeded, mean } from "book";\n[random].length;', own: false },
  { id: "c", source: 'import {\n  mse,\n} from "book";\n{ mse }', own: true },
  { id: "d", source: 'import { gram as random } from "book"; random;\nrandom;', own: true },
  { id: "e", source: "const open = `", own: false },
];
const module = toPageModule(new PageReader().read(cells));

test("what stands in a cell stands in the module, and the way there and back ends where it began", () => {
  for (const { id, source } of cells) {
    for (let offset = 0; offset < source.length; offset++) {
      const at = toModuleOffset(module, id, offset)!;
      if (module.text[at] !== source[offset] || /\s/.test(source[offset]!)) continue;
      expect(toCellOffset(module, at)).toEqual({ cell: id, offset });
    }
  }
});

test("only what is blanked or put in its place differs: repeated imports, and imports that a block hides", () => {
  const kept = cells.map(({ id, source }) =>
    [...source]
      .map((sign, offset) => (module.text[toModuleOffset(module, id, offset)!] === sign ? sign : "·"))
      .join(""),
  );
  expect(kept[0]).toBe(cells[0]!.source);
  expect(kept[1]).toMatch(/^import \{ ·+\s*mean \} from "book";\n\[random\]\.length;$/);
  expect(kept[2]).toBe(cells[2]!.source);
  expect(kept[3]!.endsWith("random;")).toBe(true);
  expect(kept[4]).toBe(cells[4]!.source);
});

test("a cell that does not parse stands last, and an offset between cells is the end of the one above", () => {
  expect(module.text.trimEnd().endsWith("const open = `")).toBe(true);
  expect(toCellOffset(module, module.text.length)).toEqual({ cell: "e", offset: cells[4]!.source.length });
  expect(toModuleOffset(module, "nowhere", 0)).toBeUndefined();
});
