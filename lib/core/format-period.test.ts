import { expect, test } from "vitest";
import { formatPeriod } from "./format-period.ts";

test("a period is called by its grain", () => {
  const names = (["day", "week", "month", "quarter", "year"] as const).map((grain) =>
    formatPeriod("2023-04-03", grain),
  );
  expect(names).toEqual(["2023-04-03", "the week of 2023-04-03", "April 2023", "Q2 2023", "2023"]);
});

test("a time of day is not part of a period's name, and what is no date stays as it is", () => {
  expect(formatPeriod("2023-12-01T00:00:00Z", "month")).toBe("December 2023");
  expect(formatPeriod("nothing", "month")).toBe("nothing");
  expect(formatPeriod("12023-01-01", "month")).toBe("12023-01-01");
});
