// What a page says of networks trained with several seeds.
import { expect, test } from "vitest";
import { describeSeeds } from "./checkpoint-seeds";

const toSeeds = (...losses: number[]) =>
  losses.map((loss, seed) => ({
    seed,
    loss,
    date: seed === 0 ? "2026-11-23" : "2026-11-24",
    device: "wasm, Node 24, one thread",
  }));

test("five seeds give their losses and the band that a cell's measured number would have", () => {
  // Mean 5.28; standard deviation √(0.001/4) = 0.0158…, three times that 0.0474…, rounded up.
  expect(describeSeeds(toSeeds(5.26, 5.27, 5.28, 5.29, 5.3).toReversed(), "en")).toBe(
    "Trained from the beginning with seeds 0, 1, 2, 3, 4, it reached validation losses of 5.260, 5.270, 5.280, 5.290, 5.300, together 5.280 ± 0.048 (mean ± three standard deviations). Device: wasm, Node 24, one thread; 2026-11-23 to 2026-11-24.",
  );
});

test("fewer seeds give their losses and no band, and none gives nothing", () => {
  expect(describeSeeds(toSeeds(1.377, 1.3955), "zh")).toBe(
    "种子 0、1 各从头练了一份，验证损失是 1.377、1.396。设备：wasm，Node 24，一个线程；2026-11-23 至 2026-11-24。",
  );
  expect(describeSeeds(toSeeds(5.2712), "en")).toBe(
    "That is one seed (0), with a validation loss of 5.271. Device: wasm, Node 24, one thread; 2026-11-23.",
  );
  expect(describeSeeds([], "zh")).toBe("");
});
