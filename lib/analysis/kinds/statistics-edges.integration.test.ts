import { beforeAll, describe, expect, it } from "vitest";
import { type PlanSession, planSession, type Row, selectOf } from "#e2e/support/plan-session.ts";
import { differences } from "#lib/analysis/statistics/reference/close-to.ts";

let session: PlanSession;
const table = (types: Record<string, string>, rows: Row[]) => (name: string) =>
  session.tableOf(name, selectOf(types, rows));
const XY = { x: "DOUBLE", y: "DOUBLE", g: "VARCHAR" };

beforeAll(async () => {
  session = await planSession();
  await table(XY, [{ x: 1, y: 2, g: "a" }])("one");
  await table(
    XY,
    Array.from({ length: 9 }, (_, i) => ({ x: 4, y: i, g: i % 2 ? "a" : "b" })),
  )("constant");
  await table(
    XY,
    Array.from({ length: 6 }, () => ({ x: null, y: null, g: "a" })),
  )("nothing");
  await session.tableOf("far", FAR);
  await session.tableOf("many", MANY);
}, 60_000);

/** 1e9 and a little: y = 2x + noise, whose offsets swallow every digit of naive sums of squares. */
const FAR = `SELECT 1e9 + n AS x, 3e9 + 2 * n + e AS y, n, e FROM (
  SELECT sin(i * 12.9898) AS n, 0.1 * cos(i * 78.233) AS e FROM range(20000) r(i))`;
/** Two groups of 30,000 that differ by a tenth of a standard deviation, and one word each. */
const MANY = `SELECT i AS id, CASE i % 2 WHEN 0 THEN 'even' ELSE 'odd' END AS g, ['p', 'q', 'r'][1 + (i * 7 % 3)] AS word,
  sqrt(-2 * ln(((hash(i) % 1000003) + 1) / 1000004.0)) * cos(2 * pi() * (hash(i, 1) % 1000003) / 1000003.0) + 0.1 * (i % 2) AS v
  FROM range(60000) r(i)`;

const first = async (plan: Row) => (await session.rows(plan))[0];
const message = async (plan: Row) => (await session.faults(plan)).map((fault) => fault.message).join(" ");
const XY_PLAN = { x_axis: "x", y_axis: "y" };

describe("one row, a constant, or nothing but missing values", () => {
  it("have no correlation, by any method, and say how many rows there are", async () => {
    for (const method of ["pearson", "spearman", "kendall"]) {
      for (const [name, n] of [
        ["one", 1],
        ["constant", 9],
        ["nothing", 0],
      ] as const) {
        const row = await first({ operation: "correlation", table: name, ...XY_PLAN, method });
        expect(row, `${method} ${name}`).toMatchObject({ x: "x", y: "y", r: null, p_value: null, n });
      }
    }
  });

  it("are refused by regression with what is wrong", async () => {
    const plan = (name: string) => ({ operation: "regression", table: name, ...XY_PLAN });
    expect(await message(plan("one"))).toContain(
      "needs at least 3 rows in which every column has a number; there is 1.",
    );
    expect(await message(plan("constant"))).toContain("“x” has the same value in every row");
    expect(await message(plan("nothing"))).toContain("there are 0.");
  });

  it("are refused by comparisons, and have no test of normality", async () => {
    const compare = (name: string) => ({
      operation: "compare",
      table: name,
      target_column: "x",
      group_by: ["g"],
    });
    expect(await message(compare("one"))).toContain("at least two groups that have numbers; there is one.");
    expect(await message(compare("nothing"))).toContain("there are none.");
    expect(await message(compare("constant"))).toContain("no spread to test against");
    const rows = await session.rows({ operation: "normality", table: "constant", target_column: "x" });
    expect(rows.map(({ p_value }) => p_value)).toEqual([null, null, null]);
    expect(await message({ operation: "normality", table: "nothing", target_column: "x" })).toContain(
      "no numbers",
    );
  });
});

describe("numbers around 1e9", () => {
  it("lose no digits in correlation and regression", async () => {
    const near = await first({ operation: "correlation", table: "far", x_axis: "n", y_axis: "e" });
    expect(Math.abs(Number(near?.r))).toBeLessThan(0.02);
    const far = await first({ operation: "correlation", table: "far", ...XY_PLAN });
    const without = await session.tableOf("near", "SELECT n AS x, 2 * n + e AS y FROM far");
    const same = await first({ operation: "correlation", table: without, ...XY_PLAN });
    expect(differences([far?.r], [Number(same?.r)], 1e-9)).toEqual([]);
    const rows = await session.rows({ operation: "regression", table: "far", ...XY_PLAN });
    const exact = await session.rows({ operation: "regression", table: without, ...XY_PLAN });
    const slope = (of: Row[]) => [of[1]?.estimate, of[1]?.std_error, of[1]?.r_squared].map(Number);
    expect(differences(slope(rows), slope(exact), 1e-6)).toEqual([]);
  });
});

describe("more rows than the values that leave the engine", () => {
  it("are sampled by Kendall and Shapiro-Wilk, the same each time, which is said", async () => {
    const plan = { operation: "correlation", table: "many", x_axis: "id", y_axis: "v", method: "kendall" };
    const { result, assumptions } = await session.run(plan);
    expect(result.rows[0]?.[4]).toBe(10_000);
    expect(assumptions.join(" ")).toContain("a sample of 10,000 of 60,000 rows");
    expect((await session.run(plan)).result.digest).toBe(result.digest);
    const normality = await session.run({ operation: "normality", table: "many", target_column: "v" });
    expect(normality.result.rows.map((row) => row[3])).toEqual([5000, 5000, 60_000]);
    expect(normality.assumptions.join(" ")).toMatch(
      /sample of 5,000 of 60,000 rows.*differences.*matter to nobody/,
    );
    // Made to be normal: W is near 1.
    expect(Number(normality.result.rows[0]?.[1])).toBeGreaterThan(0.998);
  });
});

describe("groups", () => {
  it("have a correlation and a regression each", async () => {
    const plan = { table: "many", x_axis: "id", y_axis: "v", group_by: ["g"] };
    for (const method of ["pearson", "spearman", "kendall"]) {
      const rows = await session.rows({ operation: "correlation", ...plan, method });
      expect(
        rows.map(({ g }) => g),
        method,
      ).toEqual(["even", "odd"]);
    }
    const rows = await session.rows({ operation: "regression", ...plan });
    expect(rows.map(({ g, term }) => [g, term])).toEqual([
      ["even", "(intercept)"],
      ["even", "id"],
      ["odd", "(intercept)"],
      ["odd", "id"],
    ]);
    expect(Number(rows[2]?.estimate) - Number(rows[0]?.estimate)).toBeCloseTo(0.1, 1);
  });

  it("that cannot be fitted are left out of a regression, and said", async () => {
    const rows = [
      ...Array.from({ length: 5 }, (_, i) => ({ x: i, y: i * i, g: "good" })),
      { x: 1, y: 1, g: "small" },
    ];
    await table(XY, rows)("uneven");
    const { result, assumptions } = await session.run({
      operation: "regression",
      table: "uneven",
      ...XY_PLAN,
      group_by: ["g"],
    });
    expect(result.row_count).toBe(2);
    expect(assumptions.join(" ")).toContain(
      "small is left out: A regression on one predictor needs at least 3 rows",
    );
  });

  it("are compared by the test that fits them, and the reason is said", async () => {
    const { result, assumptions, text } = await session.run({
      operation: "compare",
      table: "many",
      target_column: "v",
      group_by: ["g"],
    });
    expect(result.rows[0]?.[6]).toBe("welch");
    expect(assumptions.join(" ")).toContain("Welch's t-test was chosen");
    expect(text).toContain("v differs between groups of g: Welch's t-test, p < 0.001");
    const skewed = await session.tableOf("skewed", "SELECT g, exp(3 * v) AS v FROM many WHERE id < 400");
    const ranked = await session.run({
      operation: "compare",
      table: skewed,
      target_column: "v",
      group_by: ["g"],
    });
    expect(ranked.result.rows[0]?.[6]).toBe("mann_whitney");
    expect(ranked.assumptions.join(" ")).toContain("too skewed for its number of rows");
    const asked = await session.run({
      operation: "compare",
      table: skewed,
      target_column: "v",
      group_by: ["g"],
      test: "mann_whitney",
    });
    expect(asked.result.rows).toEqual(ranked.result.rows);
  });

  it("of more than two are refused by a test of two, naming them", async () => {
    const plan = { operation: "compare", table: "many", target_column: "v", group_by: ["word"], test: "t" };
    expect(await message(plan)).toContain("compares two groups; there are 3: “p”, “q”, “r”");
  });
});

describe("plans that do not fit", () => {
  it("are refused with their paths before anything runs", async () => {
    const paths = async (plan: Row) => (await session.validate(plan)).errors.map(({ path }) => path);
    expect(await paths({ operation: "correlation", table: "many" })).toEqual(["x_axis", "y_axis"]);
    expect(await paths({ operation: "correlation", table: "many", columns: ["v", "word"] })).toEqual([
      "columns.1",
    ]);
    expect(await paths({ operation: "correlation", table: "many", x_axis: "v", y_axis: "v" })).toEqual([
      "y_axis",
    ]);
    expect(
      await paths({ operation: "regression", table: "many", x_axis: ["id", "id"], y_axis: "v" }),
    ).toEqual(["x_axis.1"]);
    expect(await paths({ operation: "compare", table: "many", target_column: "v" })).toEqual(["group_by"]);
    const text = { operation: "compare", table: "many", target_column: "word", group_by: ["g"] };
    expect(await paths({ ...text, test: "anova" })).toEqual(["test"]);
    expect(await paths({ operation: "chi_squared", table: "many", x_axis: "g", y_axis: "g" })).toEqual([
      "y_axis",
    ]);
  });

  it("of too many categories are refused by chi-squared with how many there are", async () => {
    const plan = { operation: "chi_squared", table: "many", x_axis: "g", y_axis: "id" };
    expect(await message(plan)).toContain("too many different values");
  });
});
