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
