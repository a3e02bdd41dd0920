import { expect, test } from "vitest";
import { resultTitles } from "./titles.ts";

const columns = (...names: string[]) => names.map((name) => ({ name, type: "DOUBLE" }));

test("a plan's outputs are headed by what they measure, its groups by their names", () => {
  const plan = { operation: "mean", target_column: "price", group_by: ["value", "region"] };
  expect(resultTitles(plan, columns("value (group)", "region", "value"))).toEqual([
    "value (group)",
    "region",
    "Average price",
  ]);
  const trend = { operation: "trend", time_column: "day", time_grain: "month" };
  expect(resultTitles(trend, columns("period", "value", "change", "change_ratio"))).toEqual([
    "Month",
    "Number of rows",
    "Change",
    "Growth",
  ]);
});

test("rows of the table and of a query keep their own names", () => {
  const names = ["value", "share", "score"];
  expect(resultTitles({ operation: "anomalies", target_column: "value" }, columns(...names))).toEqual(names);
  expect(resultTitles(null, columns(...names))).toEqual(names);
});
