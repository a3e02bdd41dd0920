import { describe, expect, it } from "vitest";
import type { Json } from "#lib/core/schema.ts";
import type { ResultColumn } from "#lib/results/schema.ts";
import { checkSpec } from "./check-spec.ts";
import { planChart, planTitle } from "./plan-chart.ts";

const text = (name: string): ResultColumn => ({ name, type: "VARCHAR" });
const number = (name: string): ResultColumn => ({ name, type: "DOUBLE" });
const day = (name: string): ResultColumn => ({ name, type: "DATE" });
const names = (n: number) => Array.from({ length: n }, (_, i) => `name ${i}`);
const months = (n: number) =>
  Array.from(
    { length: n },
    (_, i) => `20${20 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}-01`,
  );

/** The chart of a plan's Result; it keeps the rules of charts whatever it is. */
function drawn(
  plan: { operation: string; [key: string]: unknown },
  groups: number,
  columns: ResultColumn[],
  rows: Json[][],
) {
  const spec = planChart({ plan, groups, columns, rows, row_count: rows.length, text: "It is so." });
  if (spec === null) return null;
  expect(checkSpec(spec, columns)).toEqual([]);
  expect(spec.description).toMatch(
    /^(Bar|Line|Area|Pie) chart of |^(Heatmap|Histogram|Box plot|Scatter plot) of /,
  );
  expect(spec.description).toContain("It is so.");
  return spec;
}
const typeOf = (spec: ReturnType<typeof drawn>) => (spec?.mark as { type: string } | undefined)?.type;

describe("the mark follows the shape", () => {
  const sum = { operation: "sum", target_column: "amount", group_by: ["region"] };
  it("few names are standing bars, many are lying ones, both by length", () => {
    const few = drawn(
      sum,
      1,
      [text("region"), number("value")],
      names(3).map((name, i) => [name, i]),
    );
    expect(few).toMatchObject({
      title: "Total amount by region",
      mark: { type: "bar" },
      encoding: { x: { field: "region", sort: "-y" }, y: { title: "Total amount" } },
    });
    const many = drawn(
      sum,
      1,
      [text("region"), number("value")],
      names(20).map((name, i) => [name, i]),
    );
    expect(many).toMatchObject({ encoding: { y: { field: "region", sort: "-x" } } });
    expect(
      drawn(
        sum,
        1,
        [text("region"), number("value")],
        names(61).map((name, i) => [name, i]),
      ),
    ).toBeNull();
  });

  it("time is a line, of few series", () => {
    const rows = months(24).map((month, i): Json[] => [month, i + 1]);
    expect(typeOf(drawn(sum, 1, [day("sold"), number("value")], rows))).toBe("line");
    const two = (n: number) =>
      months(6).flatMap((month) => names(n).map((name, i): Json[] => [month, name, i]));
    expect(typeOf(drawn(sum, 2, [day("sold"), text("region"), number("value")], two(3)))).toBe("line");
    const trend = { operation: "trend", time_column: "sold", time_grain: "month", target_column: "amount" };
    const columns = [day("period"), number("value"), number("change"), number("change_ratio")];
    expect(
      drawn(
        trend,
        0,
        columns,
        rows.map(([m, v]) => [m ?? null, v ?? null, 1, 0.1]),
      ),
    ).toMatchObject({
      title: "Total amount by month",
      encoding: { x: { type: "temporal", title: "Month" } },
    });
    expect(
      drawn(
        trend,
        1,
        [text("region"), ...columns],
        two(20).map(([m, n, v]) => [n!, m!, v!, 1, 0.1]),
      ),
    ).toBeNull();
  });

  it("parts of a whole are a pie when few, bars when many or negative", () => {
    const share = { operation: "share", group_by: ["region"] };
    const columns = [text("region"), number("value"), number("share")];
    const rows = (n: number, sign = 1) => names(n).map((name, i): Json[] => [name, i, sign * (i + 1) * 0.01]);
    expect(drawn(share, 1, columns, rows(4))).toMatchObject({
      mark: { type: "arc" },
      encoding: { theta: { field: "share" } },
    });
    expect(drawn(share, 1, columns, rows(12))).toMatchObject({
      mark: { type: "bar" },
      encoding: { x: { axis: { format: ".0%" } } },
    });
    expect(typeOf(drawn({ ...share, chart_type: "arc" }, 1, columns, rows(4, -1)))).toBe("bar");
  });

  it("two groups are grouped bars when few, a heatmap when many", () => {
    const columns = [text("region"), text("product"), number("value")];
    const rows = (a: number, b: number) => names(a).flatMap((x) => names(b).map((y, i): Json[] => [x, y, i]));
    expect(drawn(sum, 2, columns, rows(4, 3))).toMatchObject({
      encoding: { xOffset: { field: "product" }, color: { field: "product" } },
    });
    expect(typeOf(drawn(sum, 2, columns, rows(12, 10)))).toBe("rect");
    expect(
      drawn(
        sum,
        3,
        [text("a"), ...columns],
        rows(2, 2).map((row) => ["x", ...row]),
      ),
    ).toBeNull();
  });

  it("bins are a histogram, quartiles a box, both as computed", () => {
    const bins: Json[][] = [
      [0, 10, 3],
      [10, 20, 5],
      [20, 30, 0],
    ];
    const plan = { operation: "distribution", target_column: "amount" };
    expect(drawn(plan, 0, [number("bin_start"), number("bin_end"), number("count")], bins)).toMatchObject({
      encoding: {
        x: { field: "bin_start", title: "amount" },
        x2: { field: "bin_end" },
        y: { field: "count" },
      },
    });
    expect(
      drawn(
        plan,
        1,
        [text("g"), number("bin_start"), number("bin_end"), number("count")],
        bins.map((row) => ["x", ...row]),
      ),
    ).toHaveProperty("facet");
    const five = ["min", "q1", "median", "q3", "max", "n"].map(number);
    const box = drawn(
      { operation: "spread", target_column: "amount" },
      1,
      [text("g"), ...five],
      [["a", 1, 2, 3, 4, 5, 9]],
    );
    expect(box).toMatchObject({
      layer: [{ mark: { type: "rule" } }, { mark: { type: "bar" } }, { mark: { type: "tick" } }],
    });
  });

  it("a forecast is a line with its band, correlations a heatmap from -1 to 1", () => {
    const plan = { operation: "forecast", target_column: "amount", time_grain: "month" };
    const columns = [day("period"), number("value"), number("lower"), number("upper"), text("kind")];
    const rows = months(6).map((month, i): Json[] => [
      month,
      i,
      i > 3 ? i - 1 : null,
      i > 3 ? i + 1 : null,
      i > 3 ? "forecast" : "actual",
    ]);
    expect(drawn(plan, 0, columns, rows)).toMatchObject({
      layer: [{ mark: { type: "area" }, encoding: { y2: { field: "upper" } } }, { mark: { type: "line" } }],
    });
    const pairs = [text("x"), text("y"), number("r"), number("p_value"), number("n")];
    expect(
      drawn({ operation: "correlation" }, 0, pairs, [
        ["a", "b", 0.5, 0.1, 9],
        ["a", "c", -0.5, 0.1, 9],
      ]),
    ).toMatchObject({ mark: { type: "rect" }, encoding: { color: { scale: { domain: [-1, 1] } } } });
  });

  it("points have a logarithmic axis when the values span orders of size", () => {
    const plan = { operation: "anomalies", target_column: "amount", time_column: "at" };
    const columns = [day("at"), number("amount"), number("score")];
    const rows = (high: number) => months(5).map((month, i): Json[] => [month, i === 4 ? high : 2 + i, i]);
    expect(drawn(plan, 0, columns, rows(9))).toMatchObject({ encoding: { y: { scale: { zero: false } } } });
    expect(drawn(plan, 0, columns, rows(90_000))).toMatchObject({
      encoding: { y: { scale: { type: "log" }, title: "Amount (log scale)" } },
    });
  });
});

it("one figure, nothing, and what was asked to stay a table are not drawn", () => {
  const sum = { operation: "sum", target_column: "amount" };
  const two: Json[][] = [
    ["a", 1],
    ["b", 2],
  ];
  expect(drawn(sum, 0, [number("value")], [[3]])).toBeNull();
  expect(drawn(sum, 1, [text("g"), number("value")], [])).toBeNull();
  for (const chart_type of ["table", "none"])
    expect(drawn({ ...sum, chart_type }, 1, [text("g"), number("value")], two)).toBeNull();
  for (const chart_type of ["bar", "line", "area", "arc"])
    expect(typeOf(drawn({ ...sum, chart_type }, 1, [text("g"), number("value")], two))).toBe(chart_type);
});

it.each([
  [{ operation: "mean", target_column: "price" }, 1, "Average price by region"],
  [{ operation: "count" }, 1, "Number of rows by region"],
  [{ operation: "std", target_column: "price" }, 0, "Standard deviation of price"],
  [{ operation: "top", target_column: "price", by: "max" }, 1, "Max of price by region"],
  [{ operation: "missing_values" }, 0, "Missing values"],
] as const)("%j is called", (plan, groups, title) => {
  expect(planTitle({ plan, groups, columns: [text("region"), number("value")] })).toBe(title);
});
