import { expect, test } from "vitest";
import { TIME, timesOf } from "./iso-time.ts";

test.each([
  ["2024-02-29", TIME.date | TIME.local],
  ["2100-02-29", 0],
  ["2000-02-29", TIME.date | TIME.local],
  ["2024-04-31", 0],
  ["2024-00-10", 0],
  ["2024-01-02 03:04", TIME.local],
  ["2024-01-02T03:60", 0],
  ["2024-01-02T03:04:60", 0],
  ["2024-01-02T03:04:05.000001", TIME.local],
  ["2024-01-02T03:04:05Z", TIME.zoned],
  ["2024-01-02T03:04:05.5-14", TIME.zoned],
  ["2024-01-02T03:04:05+15", 0],
  ["2024-01-02T03:04:05+05:60", 0],
  ["2024-01-02T03:04Z", 0],
  ["2024/01/02", 0],
  ["x", 0],
])("%s is %i", (text, times) => {
  expect(timesOf(text)).toBe(times);
});
