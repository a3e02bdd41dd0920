import { expect, it } from "vitest";
import { chooseChart } from "#lib/charts/choose-chart.ts";
import { withData } from "#lib/charts/with-data.ts";
import type { Json } from "#lib/core/schema.ts";
import type { ResultColumn } from "#lib/results/schema.ts";
import { labelOf } from "./facts.ts";

const chosen = (columns: ResultColumn[], rows: Json[][]) =>
  chooseChart({ columns, rows, row_count: rows.length, title: "What it shows" });
const text = (name: string): ResultColumn => ({ name, type: "VARCHAR" });
const number = (name: string): ResultColumn => ({ name, type: "DOUBLE" });
const months = (n: number) =>
  Array.from(
    { length: n },
    (_, i) => `${2023 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}-01`,
  );

it.each([
  ["avg_amount", "Average amount"],
  ["total_amount", "Total amount"],
  ["max_Happiness Score", "Maximum Happiness Score"],
  ["distinct_customer_id", "Different customer id"],
  ["Cost $", "Cost $"],
  ["average_minutes", "Average minutes"],
])("labels %s as %s", (name, label) => {
  expect(labelOf(name)).toBe(label);
});

it("gives few months a tick each and leaves many to the axis", () => {
  const columns = [{ name: "month", type: "DATE" }, number("total_amount")];
  const few = chosen(
    columns,
    months(3).map((month, i) => [month, i]),
  );
  expect(few).toMatchObject({
    encoding: { x: { axis: { format: "%b %Y", tickCount: { interval: "month", step: 1 } } } },
  });
  const many = chosen(
    columns,
    months(36).map((month, i) => [month, i]),
  );
  expect(many).toMatchObject({ encoding: { x: { axis: {} } } });
});

it("draws no more lines than there are colours to tell them apart", () => {
  const columns = [{ name: "month", type: "DATE" }, text("region"), number("total_amount")];
  const rows = (series: number) =>
    months(6).flatMap((month) => Array.from({ length: series }, (_, i) => [month, `region ${i}`, i]));
  expect(chosen(columns, rows(8))).toMatchObject({ mark: { type: "line" } });
  expect(chosen(columns, rows(9))).toBeNull();
});

it("draws a figure by a small whole number as bars, two measured numbers as points", () => {
  const cylinders = [3, 4, 5, 6, 8].map((n) => [n, 20 + n / 3]);
  expect(chosen([number("cylinders"), number("avg_mpg")], cylinders)).toMatchObject({
    mark: { type: "bar" },
    encoding: { x: { type: "ordinal", title: "Cylinders" } },
  });
  expect(chosen([number("weight"), number("mpg")], cylinders)).toMatchObject({ mark: { type: "point" } });
});

it("writes billions with a B", () => {
  const columns = [text("region"), number("total_pop")];
  const rows: Json[][] = [
    ["asia", 3.8e9],
    ["africa", 9e8],
  ];
  const spec = chosen(columns, rows);
  expect(withData(spec ?? {}, columns, rows)).toMatchObject({
    encoding: { y: { axis: { labelExpr: "replace(format(datum.value, '~s'), 'G', 'B')" } } },
  });
});
