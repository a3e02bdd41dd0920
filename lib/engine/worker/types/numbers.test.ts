import { describe, expect, test } from "vitest";
import { decimalJson, floatJson, integerJson, numberJson } from "./numbers.ts";

describe("numbers in the contract's JSON", () => {
  test.each([
    [2n ** 53n, 2 ** 53],
    [-(2n ** 53n), -(2 ** 53)],
    [2n ** 53n + 1n, "9007199254740993"],
    [-(2n ** 127n), "-170141183460469231731687303715884105728"],
  ])("the integer %s is %s", (value, told) => expect(integerJson(value)).toBe(told));

  test.each([
    [123n, 2, 1.23],
    [-5n, 3, -0.005],
    [0n, 2, 0],
    [999999999999999n, 6, 999999999.999999],
    [1234567890123456n, 4, "123456789012.3456"],
    [-1234567890123456789n, 18, "-1.234567890123456789"],
    [10n ** 20n, 0, 1e20],
  ])("the decimal %s with scale %d is %s", (value, scale, told) =>
    expect(decimalJson(value, scale)).toBe(told),
  );

  test("NaN and the infinities are strings", () => {
    expect([NaN, Infinity, -Infinity].map(numberJson)).toEqual(["NaN", "Infinity", "-Infinity"]);
    expect([NaN, Infinity, -Infinity].map(floatJson)).toEqual(["NaN", "Infinity", "-Infinity"]);
  });

  test("a 32-bit float is told by its shortest decimal and comes back the same", () => {
    expect(floatJson(Math.fround(0.1))).toBe(0.1);
    for (const value of [1 / 3, 16777217, 3.4028234663852886e38, 1.401298464324817e-45]) {
      expect(Math.fround(Number(floatJson(Math.fround(value))))).toBe(Math.fround(value));
    }
  });
});
