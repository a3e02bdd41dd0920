import { beforeAll, describe, expect, it } from "vitest";
import { type PlanSession, planSession, type Row } from "#e2e/support/plan-session.ts";

let session: PlanSession;
const ODD = `SELECT CASE i WHEN 3 THEN 'nan'::DOUBLE WHEN 5 THEN 'inf'::DOUBLE WHEN 7 THEN '-inf'::DOUBLE WHEN 9 THEN NULL ELSE i + sin(i) END AS x,
  CAST(i * 2 + cos(i) AS DOUBLE) AS y, ['a', 'b'][1 + i % 2] AS g, DATE '2024-01-01' + CAST(i AS INTEGER) AS day FROM range(40) r(i)`;
beforeAll(async () => {
  session = await planSession();
  await session.tableOf("odd", ODD);
});

const assumed = async (plan: Row): Promise<string> =>
  (await session.run({ table: "odd", ...plan })).assumptions.join(" | ");
const LEFT_OUT = "3 values of x that are NaN or infinite are left out.";

describe("NaN and infinities that an operation leaves out are told with their number", () => {
  it.each<[string, Row]>([
    ["std", { operation: "std", target_column: "x" }],
    ["skewness by group", { operation: "skewness", target_column: "x", group_by: ["g"] }],
    ["top by variance", { operation: "top", target_column: "x", by: "var", group_by: ["g"] }],
    [
      "trend of std",
      {
        operation: "trend",
        target_column: "x",
        time_column: "day",
        time_grain: "month",
        aggregate: "std",
      },
    ],
    ["correlation", { operation: "correlation", x_axis: "x", y_axis: "y" }],
    ["regression", { operation: "regression", x_axis: "y", y_axis: "x" }],
    ["compare", { operation: "compare", target_column: "x", group_by: ["g"] }],
    ["anomalies", { operation: "anomalies", target_column: "x", method: "zscore" }],
    ["normality", { operation: "normality", target_column: "x" }],
    ["spread", { operation: "spread", target_column: "x" }],
    ["distribution", { operation: "distribution", target_column: "x" }],
  ])("%s", async (_, plan) => {
    const said = await assumed(plan);
    expect(said).toContain(LEFT_OUT);
    expect(said).toContain("1 row without x is left out.");
  });

  it("not by what computes with them, not of columns without any, and without a number under a filter", async () => {
    expect(await assumed({ operation: "max", target_column: "x" })).not.toContain("NaN");
    expect(await assumed({ operation: "std", target_column: "y" })).toBe("");
    const filters = [{ column: "g", operator: "==", value: "a" }];
    expect(await assumed({ operation: "std", target_column: "x", filters })).toContain(
      "Values of x that are NaN or infinite are left out.",
    );
  });

  it("of a derived column, whose values nobody has counted, with an if", async () => {
    const steps = [{ step: "derive", column: "z", expression: "x / 2" }];
    expect(await assumed({ operation: "std", target_column: "z", steps })).toContain(
      "Values of z that are NaN or infinite, if any, are left out.",
    );
  });
});
