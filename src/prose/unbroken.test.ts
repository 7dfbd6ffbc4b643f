import { expect, test } from "vitest";
import { toElement, type Node } from "./tree";
import { unbroken } from "./unbroken";

const formula = (): Node => toElement("span", { class: "formula" }, "x", false);
const text = (value: string): Node => ({ type: "text", value });

/** The children after the plugin: text as it is, a formula as x, a wrapped run in braces. */
function read(children: Node[]): string {
  const tree: Node = { type: "root", children: [{ type: "paragraph", children }] };
  unbroken()(tree);
  const show = (node: Node): string =>
    node.type === "text" ? node.value! : node.children!.length > 0 ? `{${node.children!.map(show).join("")}}` : "x";
  return tree.children![0]!.children!.map(show).join("");
}

test("a full stop behind a formula stays with it", () => {
  expect(read([text("梯度是 "), formula(), text("。记")])).toBe("梯度是 {x。}记");
});

test("an opening and a closing bracket stay with the formula between them", () => {
  expect(read([text("学习率（"), formula(), text("），")])).toBe("学习率{（x），}");
});

test("a formula between words stays alone", () => {
  expect(read([text("当 "), formula(), text(" 时")])).toBe("当 x 时");
});
