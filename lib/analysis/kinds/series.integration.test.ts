import { beforeAll, describe, expect, it } from "vitest";
import { type PlanSession, planSession, selectOf } from "#e2e/support/plan-session.ts";
import { AIR_PASSENGERS } from "#lib/analysis/statistics/reference/air-passengers.ts";

const FORECAST = {
  operation: "forecast",
  table: "air",
  time_column: "month",
  target_column: "passengers",
  time_grain: "month",
  horizon: 12,
};
let session: PlanSession;

beforeAll(async () => {
  session = await planSession();
  const air = AIR_PASSENGERS.map((passengers, i) => ({
    month: `${1949 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}-01`,
    passengers,
  }));
  await session.tableOf("air", selectOf({ month: "DATE", passengers: "BIGINT" }, air));
  // 120 days of 100, of weekdays more, with two days that stand out; five rows a day, the last day one.
  const daily = `SELECT TIMESTAMP '2024-01-01' + to_days(day::INTEGER) + to_hours(hour::INTEGER) AS at,
    20 + 4 * (day % 7) + (hash(day) % 100) / 200.0 + CASE day WHEN 40 THEN 30 WHEN 80 THEN -25 ELSE 0 END AS amount
    FROM range(121) d(day), range(5) h(hour) WHERE day < 120 OR hour < 1`;
  await session.tableOf("daily", daily);
}, 60_000);

describe("forecast", () => {
  it("gives the periods known and those to come, with intervals around these and the error of its test", async () => {
    const { result, text, assumptions } = await session.run(FORECAST);
    expect(result.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      "period DATE",
      "value DOUBLE",
      "lower DOUBLE",
      "upper DOUBLE",
      "kind VARCHAR",
      "model VARCHAR",
      "backtest_mae DOUBLE",
      "backtest_mape DOUBLE",
    ]);
    expect(result.row_count).toBe(156);
    expect(result.rows[0]?.slice(0, 5)).toEqual(["1949-01-01", 112, null, null, "actual"]);
    const future = result.rows.slice(144);
    expect(future.map((row) => row[0])).toEqual(
      Array.from({ length: 12 }, (_, i) => `1961-${String(i + 1).padStart(2, "0")}-01`),
    );
    for (const [, value, lower, upper, kind] of future) {
      expect(kind).toBe("forecast");
      expect(Number(lower)).toBeLessThan(Number(value));
      expect(Number(upper)).toBeGreaterThan(Number(value));
    }
    // R 4.2.2, forecast of HoltWinters(log(AirPassengers)): 449 in January, 685 in July.
    expect(Math.abs(Number(future[0]?.[1]) - 449)).toBeLessThan(20);
    expect(Math.abs(Number(future[6]?.[1]) - 685)).toBeLessThan(60);
    expect(Number(future[0]?.[6])).toBeLessThan(40);
    expect(assumptions.join(" ")).toMatch(/The model is .*MSTL.* fitted to 144 months\. Tested on/);
    expect(text).toMatch(/^The total of passengers is forecast at \d+(\.\d+)? for January 1961 \(between/);
  });

  it("is the same the second time", async () => {
    const [first, second] = [await session.run(FORECAST), await session.run(FORECAST)];
    expect(second.result.digest).toBe(first.result.digest);
  });

  it("of a long series is made of its latest 1,500 periods and shows 600 of them", async () => {
    await session.tableOf(
      "long",
      "SELECT DATE '2010-01-01' + i::INTEGER AS day, i / 3.0 + i % 7 AS v FROM range(3000) r(i)",
    );
    const plan = { ...FORECAST, table: "long", time_column: "day", target_column: "v", time_grain: "day" };
    const { result, assumptions } = await session.run({ ...plan, horizon: 365 });
    expect(result.row_count).toBe(965);
    expect(assumptions.join(" ")).toContain("Only the latest 1500 of 3000 periods are used.");
    expect(assumptions.join(" ")).toContain("Of the known days the latest 600 are shown.");
  });

  it("has wider intervals at a higher level", async () => {
    const width = async (level: number) => {
      const rows = await session.rows({ ...FORECAST, level });
      return Number(rows.at(-1)?.upper) - Number(rows.at(-1)?.lower);
    };
    expect(await width(0.99)).toBeGreaterThan(await width(0.8));
  });

  it("refuses a series with holes, naming the missing periods", async () => {
    const holes = [{ column: "month", operator: "not_in", value: ["1950-03-01", "1955-11-01"] }];
    const [fault] = await session.faults({ ...FORECAST, filters: holes });
    expect(fault?.path).toBe("time_column");
    expect(fault?.message).toContain("2 months are without a value (1950-03-01, 1955-11-01)");
  });

  it("refuses a series that is too short, saying how many periods there are", async () => {
    const short = [{ column: "month", operator: "<", value: "1949-06-01" }];
    const [fault] = await session.faults({ ...FORECAST, filters: short });
    expect(fault?.message).toContain("The series has 5 months; at least 8 are needed.");
    const none = [{ column: "month", operator: "<", value: "1900-01-01" }];
    expect((await session.faults({ ...FORECAST, filters: none }))[0]?.message).toContain("0 months");
  });

  it("leaves a period out that has hardly begun, and says so", async () => {
    const plan = {
      ...FORECAST,
      table: "daily",
      time_column: "at",
      target_column: "amount",
      time_grain: "day",
    };
    const { result, assumptions } = await session.run({ ...plan, horizon: 7 });
    const [first] = result.rows.filter((row) => row[4] === "forecast");
    expect(first?.[0]).toBe("2024-04-30");
    expect(assumptions.join(" ")).toContain(
      "The day of 2024-04-30 is left out: with 1 rows, against 5 usually",
    );
  });

  it("counts rows where no column is named", async () => {
    const { operation, table, time_column, time_grain } = FORECAST;
    const rows = await session.rows({ operation, table, time_column, time_grain, horizon: 1 });
    expect(rows.at(-1)?.value).toBeCloseTo(1, 6);
  });
});

describe("anomalies by season", () => {
  it("are the periods that trend and weekday do not explain, furthest first", async () => {
    const plan = { operation: "anomalies", table: "daily", target_column: "amount", method: "seasonal" };
    const { result, assumptions } = await session.run({ ...plan, time_column: "at", threshold: 10 });
    expect(result.columns.map(({ name }) => name)).toEqual(["period", "value", "expected", "score"]);
    expect(result.rows.map(([period]) => period)).toEqual(["2024-02-10", "2024-03-21"]);
    expect(Number(result.rows[0]?.[3])).toBeGreaterThan(10);
    expect(Number(result.rows[1]?.[3])).toBeLessThan(-10);
    // The season alone: 20 + 4 * weekday + 0.25 on average; day 40 is a Saturday (5).
    expect(Math.abs(Number(result.rows[0]?.[2]) - 40.25)).toBeLessThan(1);
    expect(assumptions.join(" ")).toContain("Seasons of 7 days are taken out");
  });

  it("need a column of dates, and say so before anything runs", async () => {
    const plan = { operation: "anomalies", table: "daily", target_column: "amount", method: "seasonal" };
    expect((await session.faults(plan)).map(({ path }) => path)).toEqual(["time_column"]);
  });
});
