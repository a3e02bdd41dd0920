import { beforeAll, describe, expect, it } from "vitest";
import { type PlanSession, planSession, type Row, selectOf } from "#e2e/support/plan-session.ts";

/** 60 rows without randomness: ties, negative numbers, missing values in each column, months with gaps. */
const ROWS: Row[] = Array.from({ length: 60 }, (_, i) => ({
  region: i % 11 === 10 ? null : (["North", "South", "East", 'O\'Brien "x"'][i % 4] ?? null),
  product: ["a", "b", "c"][(i * 7) % 3] ?? null,
  amount: i % 9 === 4 ? null : ((i * 37) % 41) - 10,
  price: i % 13 === 5 ? null : Math.round(Math.sin(i) * 1000) / 8,
  sold:
    i % 17 === 3
      ? null
      : `2024-${String(1 + ((i * 5) % 7) + (i % 2)).padStart(2, "0")}-${String(1 + (i % 28)).padStart(2, "0")}`,
  paid: i % 7 === 2 ? null : i % 3 === 0,
}));
const TYPES = {
  region: "VARCHAR",
  product: "VARCHAR",
  amount: "BIGINT",
  price: "DOUBLE",
  sold: "DATE",
  paid: "BOOLEAN",
};

let session: PlanSession;
beforeAll(async () => {
  session = await planSession();
  await session.tableOf("sales", selectOf(TYPES, ROWS));
});

const numbers = (rows: Row[], column: string) =>
  rows.map((row) => row[column]).filter((v): v is number => typeof v === "number");
const sum = (xs: number[]) => xs.reduce((a, b) => a + b, 0);
const mean = (xs: number[]) => sum(xs) / xs.length;
const moment = (xs: number[], k: number) => mean(xs.map((x) => (x - mean(xs)) ** k));
const variance = (xs: number[]) => (moment(xs, 2) * xs.length) / (xs.length - 1);
/** Linear interpolation between the closest ranks (type 7). */
function quantile(xs: number[], q: number): number {
  const sorted = [...xs].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const low = sorted[Math.floor(at)]!;
  return low + (sorted[Math.ceil(at)]! - low) * (at - Math.floor(at));
}
const REFERENCE: Record<string, (xs: number[]) => number> = {
  sum,
  mean,
  min: (xs) => Math.min(...xs),
  max: (xs) => Math.max(...xs),
  median: (xs) => quantile(xs, 0.5),
  std: (xs) => Math.sqrt(variance(xs)),
  var: variance,
  std_pop: (xs) => Math.sqrt(moment(xs, 2)),
  var_pop: (xs) => moment(xs, 2),
  skewness: (xs) => {
    const n = xs.length;
    return (Math.sqrt(n * (n - 1)) / (n - 2)) * (moment(xs, 3) / moment(xs, 2) ** 1.5);
  },
  kurtosis: (xs) => {
    const n = xs.length;
    return ((n - 1) / ((n - 2) * (n - 3))) * ((n + 1) * (moment(xs, 4) / moment(xs, 2) ** 2 - 3) + 6);
  },
  count_distinct: (xs) => new Set(xs).size,
  count: (xs) => xs.length,
};
/** Rows by the text of their group. */
function grouped(rows: Row[], ...by: string[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify(by.map((name) => row[name] ?? null));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return groups;
}

describe("aggregates", () => {
  it.each(
    Object.keys(REFERENCE).flatMap((operation) =>
      ["amount", "price"].map((column) => [operation, column] as const),
    ),
  )("%s of %s, for all and by group", async (operation, target_column) => {
    const compute = REFERENCE[operation]!;
    const { result, text, assumptions } = await session.run({ operation, target_column });
    expect(result.columns.map(({ name }) => name)).toEqual(["value"]);
    expect(result.rows[0]?.[0]).toBeCloseTo(compute(numbers(ROWS, target_column)), 9);
    expect(text).toMatch(/\d/);
    expect(assumptions).toEqual([
      expect.stringMatching(new RegExp(`^\\d rows without ${target_column} are left out`)),
    ]);

    const rows = await session.rows({ operation, target_column, group_by: ["region", "product"] });
    const groups = grouped(ROWS, "region", "product");
    expect(rows).toHaveLength(groups.size);
    for (const row of rows) {
      const xs = numbers(groups.get(JSON.stringify([row.region, row.product]))!, target_column);
      const expected = compute(xs);
      if (Number.isFinite(expected) && row.value !== null) expect(row.value).toBeCloseTo(expected, 9);
      else expect(xs.length).toBeLessThan(4);
    }
    const values = rows.map((row) => row.value as number | null);
    expect(values).toEqual([...values].sort((a, b) => (a === null ? 1 : b === null ? -1 : b - a)));
  });

  it("counts rows, also of a missing group", async () => {
    const rows = await session.rows({ operation: "count", group_by: ["region"] });
    for (const row of rows)
      expect(row.value).toBe(grouped(ROWS, "region").get(JSON.stringify([row.region]))!.length);
    expect(rows.some((row) => row.region === null)).toBe(true);
  });

  it("the mode is the most frequent value, of several the smallest", async () => {
    const counts = [
      ...grouped(
        ROWS.filter((row) => row.amount !== null),
        "amount",
      ),
    ].map(([key, rows]) => [JSON.parse(key)[0], rows.length] as const);
    const most = Math.max(...counts.map(([, n]) => n));
    const value = Math.min(...counts.filter(([, n]) => n === most).map(([x]) => x));
    expect(await session.rows({ operation: "mode", target_column: "amount" })).toEqual([
      { value, count: most },
    ]);
    const rows = await session.rows({ operation: "mode", target_column: "product", group_by: ["region"] });
    expect(rows).toHaveLength(5);
  });

  it("quantiles interpolate", async () => {
    const q = [0, 0.1, 0.25, 0.5, 0.9, 1];
    const rows = await session.rows({ operation: "quantile", target_column: "price", q });
    expect(rows.map((row) => row.q)).toEqual(q);
    for (const row of rows)
      expect(row.value).toBeCloseTo(quantile(numbers(ROWS, "price"), row.q as number), 9);
    expect(
      await session.rows({ operation: "quantile", target_column: "amount", q: 0.5, group_by: ["product"] }),
    ).toHaveLength(3);
  });
});

describe("shares, ends, time and spread", () => {
  it("shares add up to one", async () => {
    const rows = await session.rows({ operation: "share", group_by: ["product"] });
    expect(sum(rows.map((row) => row.share as number))).toBeCloseTo(1, 12);
    for (const row of rows) expect(row.share).toBeCloseTo((row.value as number) / 60, 12);
    const amounts = await session.rows({
      operation: "share",
      measure: "sum",
      target_column: "amount",
      group_by: ["region"],
    });
    const total = sum(numbers(ROWS, "amount"));
    for (const row of amounts) {
      const own = sum(numbers(grouped(ROWS, "region").get(JSON.stringify([row.region]))!, "amount"));
      expect([row.value, row.share]).toEqual([own, expect.closeTo(own / total, 12)]);
    }
  });

  it.each([
    ["top", "desc"],
    ["bottom", "asc"],
  ])("%s keeps the groups at its end", async (operation, direction) => {
    const totals = [...grouped(ROWS, "region")]
      .map(([, rows]) => sum(numbers(rows, "amount")))
      .sort((a, b) => (direction === "desc" ? b - a : a - b));
    const rows = await session.rows({
      operation,
      target_column: "amount",
      by: "sum",
      n: 2,
      group_by: ["region"],
    });
    expect(rows.map((row) => row.value)).toEqual(totals.slice(0, 2));
  });

  it.each(["day", "week", "month", "quarter", "year"])("a trend by %s", async (time_grain) => {
    const rows = await session.rows({
      operation: "trend",
      time_column: "sold",
      time_grain,
      aggregate: "sum",
      target_column: "amount",
    });
    const periods = new Map<string, number[]>();
    for (const row of ROWS) {
      if (row.sold === null) continue;
      const period = periodOf(String(row.sold), time_grain);
      periods.set(period, [...(periods.get(period) ?? []), ...numbers([row], "amount")]);
    }
    expect(rows.map((row) => row.period)).toEqual([...periods.keys()].sort());
    let before: number | null = null;
    for (const [index, row] of rows.entries()) {
      const xs = periods.get(String(row.period))!;
      const value = xs.length === 0 ? null : sum(xs);
      expect(row.value).toBe(value);
      if (index === 0) expect([row.change, row.change_ratio]).toEqual([null, null]);
      else if (before !== null && value !== null) {
        expect(row.change).toBe(value - before);
        if (before === 0) expect(row.change_ratio).toBeNull();
        else expect(row.change_ratio).toBeCloseTo((value - before) / Math.abs(before), 12);
      }
      before = value;
    }
  });

  it("bins hold every value once", async () => {
    const xs = numbers(ROWS, "price");
    const rows = await session.rows({ operation: "distribution", target_column: "price", bins: 7 });
    expect(rows).toHaveLength(7);
    expect([rows[0]?.bin_start, rows.at(-1)?.bin_end]).toEqual([Math.min(...xs), Math.max(...xs)]);
    expect(sum(rows.map((row) => row.count as number))).toBe(xs.length);
    for (const [index, row] of rows.entries()) {
      const [low, high] = [row.bin_start as number, row.bin_end as number];
      expect(row.count).toBe(xs.filter((x) => x >= low && (x < high || (index === 6 && x === high))).length);
    }
    const texts = await session.rows({ operation: "distribution", target_column: "product" });
    expect(texts.map((row) => [row.value, row.count])).toEqual([
      ["a", 20],
      ["b", 20],
      ["c", 20],
    ]);
  });

  it("reports what is missing", async () => {
    const rows = await session.rows({ operation: "missing_values" });
    for (const row of rows) {
      const missing = ROWS.filter((one) => one[String(row.column)] === null).length;
      expect(row).toMatchObject({
        missing,
        present: 60 - missing,
        missing_share: expect.closeTo(missing / 60, 12),
      });
    }
    expect(rows).toHaveLength(6);
  });
});

function periodOf(day: string, grain: string): string {
  const [year, month] = [day.slice(0, 4), Number(day.slice(5, 7))];
  if (grain === "year") return `${year}-01-01`;
  if (grain === "quarter") return `${year}-${String(month - ((month - 1) % 3)).padStart(2, "0")}-01`;
  if (grain === "month") return `${day.slice(0, 7)}-01`;
  if (grain === "day") return day;
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}
