import { beforeAll, describe, expect, it } from "vitest";
import { type PlanSession, planSession, selectOf } from "#e2e/support/plan-session.ts";
import type { Json } from "#lib/core/schema.ts";

let session: PlanSession;
beforeAll(async () => {
  session = await planSession();
  const types = {
    value: "INTEGER",
    SELECT: "VARCHAR",
    "a \"b\" 'c'": "VARCHAR",
    period: "DATE",
    "": "VARCHAR",
    tags: "VARCHAR[]",
  };
  const rows = Array.from({ length: 12 }, (_, i) => ({
    value: i % 4 === 3 ? null : i,
    SELECT: ["x", "y"][i % 2] ?? null,
    "a \"b\" 'c'": ["it's", '"'][i % 2] ?? null,
    period: `2024-01-${String(i + 1).padStart(2, "0")}`,
    tags: ["t"],
  }));
  const { "": _, ...named } = types;
  await session.tableOf("step_1", selectOf(named, rows));
  await session.tableOf(
    "wide",
    "SELECT range AS id, range % 300 AS medium, range % 3 AS few FROM range(30000)",
  );
});

const of = (plan: { [key: string]: Json }): { [key: string]: Json } => ({ table: "step_1", ...plan });
const paths = async (plan: Json) => (await session.validate(plan)).errors.map(({ path }) => path);

describe("names are only ever names", () => {
  it("a table called like a step of ours, columns called like outputs, keywords and quotes", async () => {
    const rows = await session.rows(
      of({
        operation: "sum",
        target_column: "value",
        group_by: ["SELECT", "a \"b\" 'c'"],
        steps: [
          { step: "filter", filters: [{ column: "a \"b\" 'c'", operator: "in", value: ["it's", '"'] }] },
        ],
      }),
    );
    expect(rows).toEqual([
      { SELECT: "x", "a \"b\" 'c'": "it's", value: 30 },
      { SELECT: "y", "a \"b\" 'c'": '"', value: 15 },
    ]);
  });

  it("a group called like an output is told apart from it", async () => {
    const { result } = await session.run(
      of({ operation: "count", group_by: ["value"], order: { by: "value (group)" }, limit: 2 }),
    );
    expect(result.columns.map(({ name }) => name)).toEqual(["value (group)", "value"]);
    expect(result.rows).toEqual([
      [0, 1],
      [1, 1],
    ]);
    const trend = await session.rows(
      of({
        operation: "trend",
        time_column: "period",
        time_grain: "month",
        target_column: "value",
        group_by: ["period"],
      }),
    );
    expect(trend).toHaveLength(12);
  });

  it("the same plan gives the same rows in the same order, and is kept with its Result", async () => {
    const plan = of({ operation: "count", group_by: ["SELECT"], order: null, limit: 1 });
    const [first, second] = [await session.run(plan), await session.run(plan)];
    expect(first.result.digest).toBe(second.result.digest);
    expect(first.result).toMatchObject({ plan, rows: [["x", 6]], datasets: [{ table: "step_1" }] });
    expect(first.result.sql).toContain('FROM main."step_1"');
  });
});

describe("a plan that cannot be is refused with the path of each fault", () => {
  it.each<[string, Json, string[]]>([
    ["no table named with several", { operation: "count" }, ["table"]],
    ["a table that is not there", { operation: "count", table: "stepp_1" }, ["table"]],
    ["no operation", { table: "wide" }, ["operation"]],
    [
      "several faults at once",
      of({
        operation: "sum",
        target_column: "valu",
        group_by: ["SELEC"],
        filters: [{ column: "x1", operator: "is_null" }],
      }),
      ["filters.0.column", "target_column", "group_by.0"],
    ],
    ["numbers of text", of({ operation: "mean", target_column: "SELECT" }), ["target_column"]],
    ["no target", of({ operation: "mean" }), ["target_column"]],
    ["a field of another operation", of({ operation: "sum", target_column: "value", bins: 3 }), ["bins"]],
    ["a group twice", of({ operation: "count", group_by: ["SELECT", "SELECT"] }), ["group_by.1"]],
    [
      "a list column filtered",
      of({ operation: "count", filters: [{ column: "tags", operator: "==", value: "t" }] }),
      ["filters.0.operator"],
    ],
    [
      "time that is none",
      of({ operation: "trend", time_column: "SELECT", time_grain: "month" }),
      ["time_column"],
    ],
    [
      "a grain that is none",
      of({ operation: "trend", time_column: "period", time_grain: "hour" }),
      ["time_grain"],
    ],
    [
      "a chart that does not fit",
      of({ operation: "sum", target_column: "value", chart_type: "box" }),
      ["chart_type"],
    ],
    [
      "a histogram of text",
      of({ operation: "distribution", target_column: "SELECT", chart_type: "histogram" }),
      ["chart_type"],
    ],
    ["too many groups", { operation: "count", table: "wide", group_by: ["id"] }, ["group_by.0"]],
    [
      "too many parts of a pie",
      { operation: "count", table: "wide", group_by: ["medium"], chart_type: "arc" },
      ["chart_type"],
    ],
    ["an order that is no column", of({ operation: "count", order: { by: "nope" } }), ["order.by"]],
    ["a quantile beyond one", of({ operation: "quantile", target_column: "value", q: 1.5 }), ["q"]],
    ["a limit below one", of({ operation: "count", limit: 0 }), ["limit"]],
    ["no group to share among", of({ operation: "share" }), ["group_by"]],
    ["text that cannot be kept", of({ operation: "count", group_by: ["\0"] }), [""]],
    ["no object", "count", [""]],
  ])("%s", async (_, plan, expected) => {
    expect(await paths(plan)).toEqual(expected);
    expect((await session.faults(plan)).map(({ path }) => path)).toEqual(expected);
  });

  it("names the nearest valid name", async () => {
    const { errors } = await session.validate(of({ operation: "summ", target_column: "value" }));
    expect(errors[0]?.message).toContain('Did you mean "sum"?');
    const plan = of({ operation: "sum", target_column: "valeu" });
    expect((await session.validate(plan)).errors[0]?.message).toContain('Did you mean "value"?');
    const field = of({ operation: "sum", target_colum: "value" });
    expect((await session.validate(field)).errors.map(({ message }) => message)).toContain(
      'This field is not known here. Did you mean "target_column"?',
    );
  });

  it("many groups run with a limit", async () => {
    expect(
      await session.rows({ operation: "count", table: "wide", group_by: ["id"], limit: 3 }),
    ).toHaveLength(3);
    expect(
      await paths({ operation: "count", table: "wide", group_by: ["medium"], chart_type: "arc", limit: 5 }),
    ).toEqual([]);
  });
});

describe("what the profile tells before anything runs", () => {
  it.each<[string, Json, boolean]>([
    ["value", { operator: ">", value: 100 }, true],
    ["value", { operator: "<", value: 0 }, true],
    ["value", { operator: "<=", value: 0 }, false],
    ["value", { operator: "between", value: [5, 2] }, true],
    ["value", { operator: "==", value: 50 }, true],
    ["value", { operator: "is_null" }, false],
    ["period", { operator: "is_null" }, true],
    ["period", { operator: ">", value: "2024-01-12" }, true],
    ["period", { operator: ">=", value: "2024-01-12" }, false],
    ["SELECT", { operator: "==", value: "z" }, true],
    ["SELECT", { operator: "in", value: ["z", "x"] }, false],
  ])("%s %j warns: %s", async (column, condition, warns) => {
    const filter = { column, ...(condition as { [key: string]: Json }) };
    const verdict = await session.validate(of({ operation: "count", filters: [filter] }));
    expect([verdict.valid, verdict.warnings.map(({ path }) => path)]).toEqual([
      true,
      warns ? ["filters.0"] : [],
    ]);
    const [row] = await session.rows(of({ operation: "count", filters: [filter] }));
    expect(row?.value === 0).toBe(warns);
  });
});

it("edges: no rows, one row, one value, nothing but missing values, NaN and infinities", async () => {
  await session.tableOf(
    "edge",
    `SELECT * FROM (VALUES (1, 'NaN'::DOUBLE, NULL::INTEGER, 5), (2, 'Infinity', NULL, 5), (3, 2.5, NULL, 5), (4, 4.5, NULL, 5)) t(id, odd, none, same)`,
  );
  const value = async (operation: string, target_column: string, filters: Json[] = []) =>
    (await session.rows({ operation, table: "edge", target_column, filters }))[0]?.value;
  const one = [{ column: "id", operator: "==", value: 3 }];
  const nobody = [{ column: "id", operator: ">", value: 9 }];
  for (const operation of ["sum", "mean", "median", "std", "var_pop", "skewness", "kurtosis", "min"]) {
    expect([operation, await value(operation, "none")]).toEqual([operation, null]);
    expect([operation, await value(operation, "same", nobody)]).toEqual([operation, null]);
  }
  expect([await value("std", "odd", one), await value("std_pop", "odd", one)]).toEqual([null, 0]);
  expect([await value("std", "odd"), await value("var_pop", "odd")]).toEqual([Math.SQRT2, 1]);
  expect([await value("max", "odd"), await value("sum", "odd")]).toEqual(["NaN", "NaN"]);
  expect([await value("std", "same"), await value("count_distinct", "none")]).toEqual([0, 0]);
  const spread = (target_column: string, more = {}) =>
    session.rows({ operation: "distribution", table: "edge", target_column, ...more });
  expect(await spread("same")).toEqual([{ bin_start: 5, bin_end: 5, count: 4 }]);
  expect(await spread("none")).toEqual([]);
  expect((await spread("odd", { bins: 2 })).map((row) => row.count)).toEqual([1, 1]);
  for (const method of ["zscore", "iqr", "mad"]) {
    const steps = [{ step: "drop_outliers", column: "same", method }];
    expect(await session.rows({ operation: "count", table: "edge", steps })).toEqual([{ value: 4 }]);
  }
});
