import { describe, expect, test } from "vitest";
import { dateText, durationOf, durationOfText, timestampText, timeTzText } from "./times.ts";

describe("dates and times in the contract's JSON", () => {
  test.each([
    [0, "1970-01-01"],
    [19782, "2024-02-29"],
    [-1, "1969-12-31"],
    [-719528, "0000-01-01"],
    [-735160, "-0043-03-15"],
    [2932897, "+10000-01-01"],
    [2147483647, "infinity"],
    [-2147483647, "-infinity"],
  ])("day %d is %s", (days, text) => expect(dateText(days)).toBe(text));

  test.each([
    [0n, 6, "", "1970-01-01T00:00:00"],
    [-1n, 6, "Z", "1969-12-31T23:59:59.999999Z"],
    [1709210096500000n, 6, "Z", "2024-02-29T12:34:56.5Z"],
    [1709210096000000001n, 9, "", "2024-02-29T12:34:56.000000001"],
    [1709210096n, 0, "", "2024-02-29T12:34:56"],
    [9223372036854775807n, 6, "", "infinity"],
  ] as const)("%d units of 10^-%d s are %s%s", (units, digits, zone, text) =>
    expect(timestampText(units, digits, zone)).toBe(text),
  );

  test.each([
    [14, 3, 1_000_001n, "P1Y2M3DT1.000001S"],
    [-1, -3, -14_706_789_012n, "P-1M-3DT-4H-5M-6.789012S"],
    [0, 0, 0n, "PT0S"],
    [0, 0, -1n, "PT-0.000001S"],
    [0, 0, 90_000_000_000_000n, "PT25000H"],
  ])("%d months, %d days, %d µs last %s", (months, days, micros, text) =>
    expect(durationOf(months, days, micros)).toBe(text),
  );

  test.each([
    ["83 years 3 months 999 days 00:16:39.999999", "P83Y3M999DT16M39.999999S"],
    ["-1 years -2 months 3 days -00:00:00.000001", "P-1Y-2M3DT-0.000001S"],
    ["00:00:00", "PT0S"],
    ["1 day", "P1D"],
    ["2562047788:00:54.775807", "PT2562047788H54.775807S"],
  ])("the interval %s lasts %s", (text, duration) => expect(durationOfText(text)).toBe(duration));

  test("an offset always has its minutes", () => {
    expect(timeTzText("12:00:00+05")).toBe("12:00:00+05:00");
    expect(timeTzText("12:00:00.5-05:30")).toBe("12:00:00.5-05:30");
    expect(timeTzText("12:00:00+15:59:59")).toBe("12:00:00+15:59:59");
  });
});
