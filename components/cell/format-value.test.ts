import { expect, test } from "vitest";
import { formatNumber, formatTime, formatValue } from "./format-value";

test("a number in prose has the digits that were asked for, half a unit rounded as toFixed does", () => {
  expect(formatValue({ text: "0.94365", number: 0.94365 }, 3)).toBe("0.944");
  expect(formatValue({ text: "12", number: 12 }, 1)).toBe("12.0");
});

test("without digits, or without a number, a value reads as its text", () => {
  expect(formatValue({ text: "0.94365", number: 0.94365 })).toBe("0.94365");
  expect(formatValue({ text: "(2, 3)" }, 3)).toBe("(2, 3)");
});

test("a long number has its thousands set apart, a short one and a name do not; a minus is a minus", () => {
  expect(formatValue({ text: "174604259328", number: 174604259328 })).toBe("174,604,259,328");
  expect(formatValue({ text: "-39200000", number: -39200000 })).toBe("−39,200,000");
  expect(formatValue({ text: "28800.25", number: 28800.25 }, 1)).toBe("28,800.3");
  expect(formatValue({ text: "8192", number: 8192 })).toBe("8192");
  expect(formatValue({ text: "-0.034", number: -0.034 }, 2)).toBe("−0.03");
  expect(formatValue({ text: "1e+21", number: 1e21 })).toBe("1e+21");
});

test("a fraction that nobody gave a number of digits does not fill the line", () => {
  expect(formatValue({ text: "2.4453467029061926e-11", number: 2.4453467029061926e-11 })).toBe("2.45e-11");
  expect(formatValue({ text: "0.30000000000000004", number: 0.1 + 0.2 })).toBe("0.3");
});

test("times have the unit that a person would use", () => {
  expect([0.4, 340, 1234, 59_940, 59_960, 125_000].map(formatTime)).toEqual([
    "0 ms",
    "340 ms",
    "1.2 s",
    "59.9 s",
    "1 min 0 s",
    "2 min 5 s",
  ]);
});

test("numbers keep four digits, a real minus and no noise", () => {
  expect([0.1 + 0.2, -3, 1234567, 5e-7, -0.00001234, NaN].map(formatNumber)).toEqual([
    "0.3",
    "−3",
    "1234567",
    "5.00e-7",
    "−1.23e-5",
    "NaN",
  ]);
});
