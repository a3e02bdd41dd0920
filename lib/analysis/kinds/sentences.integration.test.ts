import { beforeAll, expect, it } from "vitest";
import { type PlanSession, planSession } from "#e2e/support/plan-session.ts";

let session: PlanSession;
beforeAll(async () => {
  session = await planSession();
  await session.tableOf(
    "sales",
    `SELECT i AS amount, ['North', 'South', 'South'][i % 3 + 1] AS region, ['a', 'b'][(i * 7) % 5 // 3 + 1] AS kind,
      (DATE '2023-01-15' + INTERVAL 1 MONTH * (i // 10))::DATE AS day FROM range(240) r(i) UNION ALL SELECT 5000, 'North', 'a', DATE '2024-12-20'`,
  );
}, 60_000);

const about = { table: "sales", target_column: "amount" };
const monthly = { time_column: "day", time_grain: "month" };

it.each([
  [
    { ...about, operation: "anomalies", method: "iqr" },
    /1 row of amount is beyond the threshold of 1\.5 \(quartile ranges\); the furthest is 5,000/,
  ],
  [{ ...about, operation: "anomalies", method: "mad" }, /threshold of 3\.5 \(median absolute deviations\)/],
  [
    { ...about, ...monthly, operation: "trend" },
    /^From January 2023 to December 2024 the total of amount went from 45 to 7,345; the last change from one month to the next is 227.2%\.$/,
  ],
  [
    { ...monthly, table: "sales", operation: "trend", group_by: ["region"] },
    /^The number of rows by month: North has 4 in January 2023\.$/,
  ],
  [
    { ...about, operation: "distribution", bins: 5 },
    /^The fullest bin of amount is from 0 to 1,000, with 240 values\.$/,
  ],
  [
    { table: "sales", target_column: "region", operation: "distribution" },
    /^The most frequent value of region is South, in 160 rows\.$/,
  ],
  [
    { ...about, operation: "compare", group_by: ["kind"], test: "welch" },
    /Welch's t-test, p = .*\(Hedges' g\)/,
  ],
  [
    { ...about, operation: "normality" },
    /^amount does not look normally distributed: the Shapiro-Wilk test, statistic 0\.\d+, p < 0\.001/,
  ],
  [
    { ...about, ...monthly, operation: "forecast", horizon: 2 },
    /^The total of amount is forecast at [\d,.]+ for January 2025 \(between /,
  ],
])("%j is said in words that people use", async (plan, wanted) => {
  expect((await session.run(plan)).text).toMatch(wanted);
});
