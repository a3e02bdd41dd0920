import { expect, test } from "vitest";
import { groupByDay } from "./group-by-day.ts";

test("sessions stand under their day, in their order", () => {
  const times = [
    "2026-11-20T09:00:00Z",
    "2026-11-20T01:00:00Z",
    "2026-11-19T09:00:00Z",
    "2025-01-02T09:00:00Z",
  ];
  const groups = groupByDay(
    times.map((updated_at) => ({ updated_at })),
    new Date("2026-11-20T12:00:00Z"),
    "UTC",
  );
  expect(groups.map(({ day, items }) => [day, items.length])).toEqual([
    ["Today", 2],
    ["Yesterday", 1],
    ["2 January 2025", 1],
  ]);
});
