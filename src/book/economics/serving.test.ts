// Against the sizes Meta prints, cache sizes known from the shapes, and the day of traffic that DeepSeek published.
import { expect, test } from "vitest";
import {
  decodeStepSeconds,
  kvBytesPerToken,
  largestBatch,
  llamaCount,
  llamas,
  nodesFor,
  tokensPerSecond,
  usdPerMillion,
  type DecodeSpec,
} from "./serving";

const params = llamaCount(llamas["70B"]);
const spec: DecodeSpec = {
  activeParams: params,
  weightBytes: params, // 8 bits each
  kvBytesPerToken: kvBytesPerToken(llamas["70B"]),
  contextTokens: 2048,
  batch: 64,
  gpus: 4,
  bytesPerSecond: 3.35e12,
  peakFlopPerSecond: 1978.9e12,
  mbu: 0.6,
  mfu: 0.5,
};

test("the shapes give the parameters that Meta prints: 8.03, 70.6 and 405 billion", () => {
  expect(llamaCount(llamas["8B"])).toBe(8_030_261_248);
  expect(params).toBe(70_553_706_496);
  expect(llamaCount(llamas["405B"]) / 1e9).toBeCloseTo(405.85, 2);
});

test("a token leaves 320 KiB in the cache of the 70B model, 504 in the 405B; sharing heads saves a factor of eight", () => {
  expect(kvBytesPerToken(llamas["70B"])).toBe(327_680);
  expect(kvBytesPerToken(llamas["405B"])).toBe(516_096);
  expect(kvBytesPerToken({ ...llamas["70B"], kvHeads: 64 })).toBe(8 * 327_680);
});

test("with one request the step is the weights over the bandwidth, and a batch shares them", () => {
  const alone = { ...spec, batch: 1, contextTokens: 0 };
  expect(decodeStepSeconds(alone).step).toBeCloseTo(params / (4 * 3.35e12 * 0.6), 9);
  const price = (batch: number) => usdPerMillion(2.35, 4, tokensPerSecond({ ...spec, batch }));
  expect(tokensPerSecond({ ...spec, batch: 1 })).toBeCloseTo(112.9, 1);
  expect(price(1)).toBeCloseTo(23.13, 2);
  expect(tokensPerSecond(spec)).toBeCloseTo(4533, -1);
  expect(price(64)).toBeCloseTo(0.58, 2);
  expect(price(256)).toBeCloseTo(0.31, 2);
});

test("arithmetic sets the pace only where little is read for it", () => {
  expect(decodeStepSeconds(spec).computing).toBeLessThan(decodeStepSeconds(spec).reading);
  const prefill = { ...spec, batch: 2048, contextTokens: 0 };
  expect(decodeStepSeconds(prefill).step).toBe(decodeStepSeconds(prefill).computing);
});

test("a batch is as large as the memory beside the weights", () => {
  const batch = largestBatch(spec, 80e9);
  const used = (b: number) => spec.weightBytes + b * 2048 * 327_680;
  expect(used(batch)).toBeLessThanOrEqual(0.9 * 320e9);
  expect(used(batch + 1)).toBeGreaterThan(0.9 * 320e9);
  expect(largestBatch({ ...spec, gpus: 1 }, 80e9)).toBe(2);
  expect(largestBatch({ ...spec, weightBytes: 2 * params, gpus: 1 }, 80e9)).toBe(0);
});

test("DeepSeek's day of traffic needs the nodes that it reports, 226.75 on average", () => {
  const day = {
    inputTokens: 608e9,
    outputTokens: 168e9,
    inputTokensPerSecondPerNode: 73_700,
    outputTokensPerSecondPerNode: 14_800,
  };
  const { prefill, decode, total } = nodesFor(day);
  expect(prefill).toBeCloseTo(95.5, 1);
  expect(decode).toBeCloseTo(131.4, 1);
  expect(Math.abs(total / 226.75 - 1)).toBeLessThan(0.001);
});
