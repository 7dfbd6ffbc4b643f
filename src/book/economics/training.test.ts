// Against what the papers print: GPT-3 Table D.1, Llama 3's 3.8 × 10²⁵ and card hours, DeepSeek-V3 Table 1.
import { expect, test } from "vitest";
import { accelerators, gpuHours, impliedMfu, trainingCost, trainingFlop } from "./training";

const { H100 } = accelerators;

test("six times parameters times tokens is what the papers print", () => {
  expect(trainingFlop(174.6e9, 300e9) / 3.14e23).toBeCloseTo(1, 2);
  expect(trainingFlop(405e9, 15.6e12)).toBeCloseTo(3.79e25, -23);
});

test("published hours imply a third of the peak, also for the two that are famous for opposite reasons", () => {
  expect(impliedMfu(trainingFlop(405e9, 15.6e12), 30.84e6, H100.peakFlopPerSecond)).toBeCloseTo(0.345, 3);
  // Pre-training alone: 2.664 of the 2.788 million H800 hours.
  expect(impliedMfu(trainingFlop(37e9, 14.8e12), 2.664e6, H100.peakFlopPerSecond)).toBeCloseTo(0.346, 3);
});

test("hours and utilisation are inverse to each other", () => {
  const hours = gpuHours(1e23, H100.peakFlopPerSecond, 0.4);
  expect(impliedMfu(1e23, hours, H100.peakFlopPerSecond)).toBeCloseTo(0.4, 12);
  expect(() => gpuHours(1e23, H100.peakFlopPerSecond, 40)).toThrow("share of the peak");
});

test("DeepSeek-V3's hours at two dollars are its 5.576 million, and trials multiply the project, not the run", () => {
  const mfu = impliedMfu(trainingFlop(37e9, 14.8e12), 2.788e6, H100.peakFlopPerSecond);
  const spec = { activeParams: 37e9, tokens: 14.8e12, peakFlopPerSecond: H100.peakFlopPerSecond, mfu };
  const cost = trainingCost({ ...spec, rentUSDPerGpuHour: 2, overhead: 0, trials: 1 });
  expect(cost.hours).toBeCloseTo(2.788e6, 3);
  expect(cost.finalRunUSD).toBeCloseTo(5.576e6, 3);
  const project = trainingCost({ ...spec, rentUSDPerGpuHour: 2, overhead: 0.25, trials: 4 });
  expect(project.projectUSD / project.finalRunUSD).toBeCloseTo(5, 12);
});
