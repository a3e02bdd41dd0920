import { beforeAll, describe, expect, it } from "vitest";
import { type PlanSession, planSession, type Row, selectOf } from "#e2e/support/plan-session.ts";
import { differences } from "#lib/analysis/statistics/reference/close-to.ts";
import { type Figures, referenceFigures } from "#lib/analysis/statistics/reference/figures.ts";

const SETS = referenceFigures().filter(({ n }) => n === 40);
let session: PlanSession;

beforeAll(async () => {
  session = await planSession();
  for (const set of SETS) {
    const xyz = set.x.map((x, i) => ({ x, y: set.y[i]!, z: set.z[i]!, g: i % 2 === 0 ? "a" : "b" }));
    // Rows that no pair may count: a missing value, NaN, an infinity.
    const extra: Row[] = [
      { x: null, y: 1, z: 2, g: "a" },
      { x: 5, y: "NaN", z: "Infinity", g: "b" },
    ];
    await session.tableOf(
      `${set.shape}_xyz`,
      selectOf({ x: "DOUBLE", y: "DOUBLE", z: "DOUBLE", g: "VARCHAR" }, [...xyz, ...extra]),
    );
    const groups = set.groups.flatMap((values, i) => values.map((v) => ({ g: `${i + 1}`, v })));
    await session.tableOf(`${set.shape}_groups`, selectOf({ g: "VARCHAR", v: "DOUBLE" }, groups));
    const cells = set.counts.flatMap((row, i) =>
      row.flatMap((count, j) => Array.from({ length: count }, () => ({ a: `a${i}`, b: `b${j}` }))),
    );
    await session.tableOf(`${set.shape}_counts`, selectOf({ a: "VARCHAR", b: "VARCHAR" }, cells));
  }
}, 120_000);

const of = (row: Row | undefined, ...names: string[]) => names.map((name) => row?.[name]);

describe.each(SETS)("plans over 40 $shape values, as SciPy and R say:", (set: Figures) => {
  const { expected, shape } = set;
  const xyz = { table: `${shape}_xyz` };
  const groups = { table: `${shape}_groups`, target_column: "v", group_by: ["g"] };
  const two = [{ column: "g", operator: "in", value: ["1", "2"] }];

  it("correlation", async () => {
    for (const method of ["pearson", "spearman", "kendall"] as const) {
      const rows = await session.rows({
        operation: "correlation",
        ...xyz,
        x_axis: "x",
        y_axis: "y",
        method,
      });
      expect(rows).toHaveLength(1);
      expect(of(rows[0], "x", "y", "n")).toEqual(["x", "y", 40]);
      const found = of(rows[0], "r", "p_value", ...(method === "pearson" ? ["ci_low", "ci_high"] : []));
      expect(differences(found, expected[method], 1e-6)).toEqual([]);
    }
  });

  it("regression", async () => {
    const rows = await session.rows({ operation: "regression", ...xyz, x_axis: ["x", "z"], y_axis: "y" });
    expect(rows.map(({ term }) => term)).toEqual(["(intercept)", "x", "z"]);
    rows.forEach((row, index) => {
      if (index === 0 && set.offset > 0) return;
      const figures = of(row, "estimate", "std_error", "t", "p_value");
      expect(differences(figures, expected.lm.coefficients[index]!, 1e-5)).toEqual([]);
    });
    const fit = of(rows[0], "r_squared", "adjusted_r_squared", "f_statistic", "f_p_value", "n");
    const { r_squared, adjusted, f, f_p } = expected.lm;
    expect(differences(fit, [r_squared, adjusted, f, f_p, 40], 1e-6)).toEqual([]);
  });

  it("compare", async () => {
    for (const [test, figures] of [
      ["t", expected.student],
      ["welch", expected.welch],
    ] as const) {
      const [row] = await session.rows({ operation: "compare", ...groups, test, filters: two });
      const [statistic, df, p] = figures;
      const found = of(row, "statistic", "df", "p_value");
      expect(differences(found, [statistic!, df!, p!], 1e-6), test).toEqual([]);
    }
    const [u] = await session.rows({ operation: "compare", ...groups, test: "mann_whitney", filters: two });
    expect(differences(of(u, "statistic", "p_value"), expected.mann_whitney, 1e-8)).toEqual([]);
    const [f] = await session.rows({ operation: "compare", ...groups, test: "anova" });
    expect(differences(of(f, "statistic", "p_value", "effect_size"), expected.anova, 1e-6)).toEqual([]);
    const h = await session.rows({ operation: "compare", ...groups, test: "kruskal" });
    expect(differences(of(h[0], "statistic", "p_value"), expected.kruskal, 1e-8)).toEqual([]);
    expect(h.map((row) => of(row, "g", "group", "n"))).toEqual(
      set.groups.map((values, i) => [`${i + 1}`, `${i + 1}`, values.length]),
    );
    set.groups.forEach((values, i) => {
      const mean = set.offset + values.reduce((sum, v) => sum + (v - set.offset), 0) / values.length;
      expect(differences([h[i]!.mean], [mean], 1e-12)).toEqual([]);
    });
  });

  it("chi-squared, as its own operation and as a comparison", async () => {
    const counts = { table: `${shape}_counts` };
    const cells = await session.rows({ operation: "chi_squared", ...counts, x_axis: "a", y_axis: "b" });
    expect(cells.map(({ count }) => count)).toEqual(set.counts.flat());
    const [statistic, df, p] = expected.chi_squared;
    const found = of(cells[0], "statistic", "df", "p_value");
    expect(differences(found, [statistic!, df!, p!], 1e-9)).toEqual([]);
    const plan = { operation: "compare", ...counts, target_column: "b", group_by: ["a"] };
    const rows = await session.rows(plan);
    expect(rows.map(({ n }) => n)).toEqual(set.counts.map((row) => row.reduce((a, b) => a + b, 0)));
    expect(rows[0]?.test).toBe("chi_squared");
    expect(differences(of(rows[0], "statistic", "df", "p_value"), [statistic!, df!, p!], 1e-9)).toEqual([]);
  });

  it("normality", async () => {
    const rows = await session.rows({
      operation: "normality",
      ...xyz,
      target_column: "x",
      filters: [{ column: "y", operator: "<", value: 1e12 }],
    });
    expect(rows.map(({ test, n }) => [test, n])).toEqual([
      ["shapiro_wilk", 40],
      ["kolmogorov_smirnov", 40],
      ["dagostino", 40],
    ]);
    const found = rows.map((row) => of(row, "statistic", "p_value"));
    expect(differences(found[0]!, expected.shapiro, 1e-6)).toEqual([]);
    expect(differences(found[1]!, expected.lilliefors, 1e-6)).toEqual([]);
    expect(differences(found[2]!, expected.dagostino.slice(0, 2), 1e-5)).toEqual([]);
    const shapes = of(rows[2], "skewness", "excess_kurtosis");
    expect(differences(shapes, expected.dagostino.slice(2), 1e-5)).toEqual([]);
  });
});
