import { beforeAll, describe, expect, it } from "vitest";
import { type PlanSession, planSession, selectOf } from "#e2e/support/plan-session.ts";

/** Twenty ordinary numbers, one far above and one far below; two rows that are no numbers. */
const VALUES = [10, 12, 11, 13, 9, 10, 12, 11, 10, 13, 9, 11, 12, 10, 11, 12, 9, 13, 10, 11, 60, -30];
const sorted = [...VALUES].sort((a, b) => a - b);
const mean = VALUES.reduce((a, b) => a + b) / VALUES.length;
const std = Math.sqrt(VALUES.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (VALUES.length - 1));

let session: PlanSession;
beforeAll(async () => {
  session = await planSession();
  const rows = VALUES.map((v, i) => ({ id: i, v, shop: i % 2 === 0 ? "even" : "odd", same: 5 }));
  const more = ["NaN", null].map((v, i) => ({ id: 100 + i, v, shop: "even", same: 5 }));
  await session.tableOf(
    "sales",
    selectOf({ id: "BIGINT", v: "DOUBLE", shop: "VARCHAR", same: "DOUBLE" }, [...rows, ...more]),
  );
  await session.tableOf(
    "scores",
    "SELECT i AS score, 'x' AS \"anomalies\" FROM range(10) r(i) UNION ALL SELECT 1000, 'y'",
  );
}, 60_000);

const plan = { operation: "anomalies", table: "sales", target_column: "v" };

describe("anomalies", () => {
  it("by z-score are the rows beyond the threshold, with the row's columns and the score", async () => {
    const { result, text } = await session.run({ ...plan, method: "zscore", threshold: 2 });
    expect(result.columns.map(({ name }) => name)).toEqual(["id", "v", "shop", "same", "score"]);
    expect(result.rows.map(([id]) => id)).toEqual([20, 21]);
    expect(result.rows[0]?.[4]).toBeCloseTo((60 - mean) / std, 10);
    expect(result.rows[1]?.[4]).toBeCloseTo((-30 - mean) / std, 10);
    expect(text).toContain("2 rows of v are beyond the threshold of 2 (z-score); the furthest is 60");
  });

  it("by quartile ranges are Tukey's, scored by the distance from the nearer quartile", async () => {
    // quantile type 7 of 22 values: places 5.25 and 15.75.
    const q1 = sorted[5]! + 0.25 * (sorted[6]! - sorted[5]!);
    const q3 = sorted[15]! + 0.75 * (sorted[16]! - sorted[15]!);
    const rows = await session.rows({ ...plan, method: "iqr" });
    expect(rows.map(({ id, score }) => [id, score])).toEqual([
      [20, (60 - q3) / (q3 - q1)],
      [21, (-30 - q1) / (q3 - q1)],
    ]);
  });

  it("by MAD are modified z-scores", async () => {
    // Median 11; the deviations' median is 1.
    const rows = await session.rows({ ...plan, method: "mad" });
    expect(rows.map(({ id }) => id)).toEqual([20, 21]);
    expect(rows[0]?.score).toBeCloseTo(0.6745 * 49, 10);
    expect(rows[1]?.score).toBeCloseTo(-0.6745 * 41, 10);
  });

  it("within groups are measured against their own group", async () => {
    const rows = await session.rows({ ...plan, method: "mad", group_by: ["shop"] });
    expect(rows.map(({ shop, id }) => [shop, id])).toEqual([
      ["even", 20],
      ["odd", 21],
    ]);
  });

  it("are none in a column that never changes, by any method", async () => {
    for (const method of ["zscore", "iqr", "mad"]) {
      expect(await session.rows({ ...plan, target_column: "same", method }), method).toEqual([]);
    }
  });

  it("call the score otherwise where the table has a column of that name", async () => {
    const rows = await session.rows({
      operation: "anomalies",
      table: "scores",
      target_column: "score",
      method: "mad",
    });
    expect(rows.map(({ score }) => score)).toEqual([1000]);
    expect(Number(rows[0]?.anomaly_score)).toBeGreaterThan(3.5);
  });

  it("may be ordered and cut by the plan", async () => {
    const rows = await session.rows({
      ...plan,
      method: "mad",
      order: { by: "score", direction: "asc" },
      limit: 1,
    });
    expect(rows.map(({ id }) => id)).toEqual([21]);
  });
});
