import { expect, test } from "vitest";
import { toNotices } from "./notices";

test("whoever gets the site gets the licences of TensorFlow.js, CodeMirror, D3 and the faces with it", () => {
  const notices = toNotices();
  expect(notices).toMatch(/^@tensorflow\/tfjs-core 4\.22\.0 \(Apache-2\.0\)$/m);
  expect(notices).toMatch(/^@codemirror\/view \S+ \(MIT\)$/m);
  expect(notices).toMatch(/^d3-scale \S+ \(ISC\)$/m);
  expect(notices).toContain("SIL Open Font License");
});
