import { describe, expect, test } from "vitest";
import {
  formatBytes,
  formatCost,
  formatCount,
  formatDay,
  formatDuration,
  formatPlural,
  formatShare,
  formatTime,
  formatTimeLeft,
} from "./format.ts";

describe("quantities", () => {
  test("counts are grouped and carry their noun", () => {
    expect(formatCount(1234567)).toBe("1,234,567");
    expect(formatPlural(1, "row")).toBe("1 row");
    expect(formatPlural(0, "row")).toBe("0 rows");
    expect(formatPlural(2, "query", "queries")).toBe("2 queries");
  });

  test.each([
    [0, "0 B"],
    [999, "999 B"],
    [1000, "1 kB"],
    [999_600, "1 MB"],
    [1_234_567, "1.23 MB"],
    [2_147_483_648, "2.15 GB"],
  ])("%d bytes read %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  test("a share never rounds to none or all while some are missing", () => {
    expect(formatShare(1, 1_000_000)).toBe("<0.1 %");
    expect(formatShare(999_999, 1_000_000)).toBe(">99.9 %");
    expect(formatShare(1, 8)).toBe("12.5 %");
    expect(formatShare(0, 0)).toBe("0 %");
    expect(formatShare(8, 8)).toBe("100 %");
  });

  test.each([
    [0.2, "1 ms"],
    [42, "42 ms"],
    [400, "0.4 s"],
    [9_960, "10 s"],
    [59_600, "1 min"],
    [185_000, "3 min 5 s"],
    [4_800_000, "1 h 20 min"],
  ])("%d ms read %s", (ms, text) => expect(formatDuration(ms)).toBe(text));

  test("what is left is told no finer than it is known", () => {
    expect(formatTimeLeft(2)).toBe("a few seconds");
    expect(formatTimeLeft(38)).toBe("about 40 s");
    expect(formatTimeLeft(190)).toBe("about 3 min");
    expect(formatTimeLeft(7300)).toBe("about 2 h");
  });

  test("costs keep their small digits", () => {
    expect(formatCost(0.013249)).toBe("$0.0132");
    expect(formatCost(1.2)).toBe("$1.20");
    expect(formatCost(0.00001)).toBe("under $0.0001");
  });
});

describe("days", () => {
  const now = new Date("2026-11-20T08:00:00Z");

  test.each([
    ["2026-11-20T00:30:00Z", "Today"],
    ["2026-11-19T23:59:00Z", "Yesterday"],
    ["2026-11-16T12:00:00Z", "Monday"],
    ["2026-11-03T12:00:00Z", "3 November"],
    ["2025-11-03T12:00:00Z", "3 November 2025"],
  ])("%s is %s", (iso, text) => expect(formatDay(iso, now, "UTC")).toBe(text));

  test("the day is the reader's, not the server's", () => {
    expect(formatDay("2026-11-19T23:30:00Z", now, "Europe/Berlin")).toBe("Today");
    expect(formatTime("2026-11-19T23:30:00Z", "Europe/Berlin")).toBe("00:30");
  });
});
