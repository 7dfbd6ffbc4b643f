// What the kernel says where nothing failed.
import { expect, test } from "vitest";
import { messagesIn } from "./messages";

test("a training step that is not recorded is named with its reason, in both languages", () => {
  expect(messagesIn("zh").notRecorded("reads").message).toBe(
    "训练步没能录制：它在中途读出了张量的值。它每一步都照写的运行，结果一样，只是慢一些。",
  );
  expect(messagesIn("en").notRecorded("keeps").message).toBe(
    "The training step cannot be recorded: it keeps tensors besides its loss. It runs as it is written at every step, with the same results, only slower.",
  );
  for (const why of ["numbers", "course", "shapes"] as const)
    expect(messagesIn("zh").notRecorded(why).message).not.toBe(messagesIn("en").notRecorded(why).message);
});

test("a need that is not fresh is named with what happened to it, in both languages", () => {
  const [zh, en] = [messagesIn("zh"), messagesIn("en")];
  expect(zh.needOutdated("sum").message).toBe("这个单元需要单元 sum，而它没有最新的结果。");
  expect(en.needOutdated("sum").message).toBe("This cell needs the cell sum, which has no up-to-date values.");
  expect(zh.needWritten("sum", "step", "net").message).toBe(
    "这个单元需要单元 sum，而它的结果过时了：单元 step 改写了单元 net 的值。",
  );
  expect(en.needWritten("sum", "step", "net").message).toBe(
    "This cell needs the cell sum, which is outdated: the cell step wrote a value of the cell net.",
  );
  expect(zh.needDisposed("sum", "tidy", "data").message).toBe(
    "这个单元需要单元 sum，而它的结果过时了：单元 tidy 释放了单元 data 的张量。",
  );
  expect(zh.disposed("data", "x").message).toBe(
    "这个单元释放了单元 data 的 x，别的单元不能再用它。再次运行时会先重新运行单元 data。",
  );
});
