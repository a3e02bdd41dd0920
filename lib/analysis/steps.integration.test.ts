import { describe, expect, it } from "vitest";
import { ROWS } from "#e2e/support/plan-rows.ts";
import type { Row } from "#e2e/support/plan-session.ts";
import { having, number, planTable } from "#e2e/support/plan-table.ts";
import type { Json } from "#lib/core/schema.ts";

const table = planTable();
const { count } = table;

const amounts = ROWS.map((row) => row.amount)
  .filter((x) => x !== null)
  .map(number);
const mean = (xs: number[]) => xs.reduce((a, b) => a + b, 0) / xs.length;
const sorted = [...amounts].sort((a, b) => a - b);
const at = (q: number, xs = sorted) => {
  const place = (xs.length - 1) * q;
  return xs[Math.floor(place)]! + (xs[Math.ceil(place)]! - xs[Math.floor(place)]!) * (place % 1);
};
const deviation = () =>
  Math.sqrt(amounts.reduce((sum, x) => sum + (x - mean(amounts)) ** 2, 0) / (amounts.length - 1));

describe("every step", () => {
  const sum = async (steps: Json[], column = "amount") =>
    (await table.session.rows({ operation: "sum", target_column: column, steps }))[0]?.value;
  const filled = (value: number) =>
    amounts.reduce((a, b) => a + b, 0) + value * (ROWS.length - amounts.length);
  const most = (): number => {
    const counts = new Map<number, number>();
    for (const x of amounts) counts.set(x, (counts.get(x) ?? 0) + 1);
    const high = Math.max(...counts.values());
    return Math.min(...[...counts].filter(([, n]) => n === high).map(([x]) => x));
  };
  const imputed: [method: string, value: number | undefined, expected: () => number][] = [
    ["mean", undefined, () => mean(amounts)],
    ["median", undefined, () => at(0.5)],
    ["mode", undefined, most],
    ["constant", 7, () => 7],
    ["constant", 0.5, () => 0.5],
    ["drop", undefined, () => 0],
  ];
  it.each(imputed)("impute by %s %s", async (method, value, expected) => {
    const step = { step: "impute", column: "amount", method, ...(value !== undefined && { value }) };
    expect(await sum([step])).toBeCloseTo(filled(expected()), 9);
    const { assumptions } = await table.session.run({
      operation: "sum",
      target_column: "amount",
      steps: [step],
    });
    expect(assumptions[0]).toMatch(/amount were (filled|dropped)|without amount were dropped/);
  });

  it.each([
    ["name", "x'y"],
    ["day", "2024-01-01"],
    ["at", "2024-01-01T10:00"],
    ["paid", true],
  ])("impute %s with a constant of its type", async (column, value) => {
    const steps = [{ step: "impute", column, method: "constant", value }];
    const filters = [{ column, operator: "==", value }];
    const own = having((row) => row[column] === value);
    expect(await count({ steps, filters })).toBe(own + having((row) => row[column] === null));
  });

  it.each([
    [
      "iqr",
      undefined,
      () => [at(0.25) - 1.5 * (at(0.75) - at(0.25)), at(0.75) + 1.5 * (at(0.75) - at(0.25))],
    ],
    ["iqr", 0.1, () => [at(0.25) - 0.1 * (at(0.75) - at(0.25)), at(0.75) + 0.1 * (at(0.75) - at(0.25))]],
    ["zscore", 2, () => [mean(amounts) - 2 * deviation(), mean(amounts) + 2 * deviation()]],
    [
      "mad",
      undefined,
      () => {
        const mad = at(
          0.5,
          amounts.map((x) => Math.abs(x - at(0.5))).sort((a, b) => a - b),
        );
        return [at(0.5) - (3.5 * mad) / 0.6745, at(0.5) + (3.5 * mad) / 0.6745];
      },
    ],
  ] as const)("drop outliers by %s %s", async (method, threshold, bounds) => {
    const [low = 0, high = 0] = bounds();
    const steps = [
      { step: "drop_outliers", column: "amount", method, ...(threshold !== undefined && { threshold }) },
    ];
    const expected = having(
      (row) => row.amount === null || (number(row.amount) >= low && number(row.amount) <= high),
    );
    expect(expected).toBeLessThan(ROWS.length);
    expect(await count({ steps })).toBe(expected);
  });

  it("bins of equal width, and between edges", async () => {
    const low = Math.min(...amounts);
    const width = (Math.max(...amounts) - low) / 4;
    const equal = await table.session.rows({
      operation: "count",
      group_by: ["b"],
      steps: [{ step: "bin", column: "amount", into: "b", bins: 4 }],
    });
    for (const { b, value } of equal)
      expect(value).toBe(
        having((row) =>
          row.amount === null
            ? b === null
            : b !== null && Math.min(3, Math.floor((number(row.amount) - low) / width)) * width + low === b,
        ),
      );
    expect(equal.reduce((all, row) => all + number(row.value), 0)).toBe(ROWS.length);
    const edges = await table.session.rows({
      operation: "count",
      group_by: ["b"],
      order: { by: "b" },
      steps: [{ step: "bin", column: "amount", into: "b", edges: [0, 10, 29] }],
    });
    const inside = (row: Row, a: number, b: number) =>
      row.amount !== null && number(row.amount) >= a && number(row.amount) < b;
    expect(edges.map((row) => [row.b, row.value])).toEqual([
      [0, having((row) => inside(row, 0, 10))],
      [10, having((row) => inside(row, 10, 29.5))],
      [null, having((row) => row.amount === null || number(row.amount) > 29)],
    ]);
  });

  it("derived columns are seen by later steps, filters, groups and the operation", async () => {
    const steps: Json[] = [
      { step: "derive", column: "double it", expression: "amount * 2 -- twice" },
      { step: "derive", column: "double it", expression: '"double it" + 1' },
      { step: "filter", filters: [{ column: "double it", operator: ">", value: 20 }] },
      {
        step: "derive",
        column: "size",
        expression: "CASE WHEN \"double it\" > 40 THEN 'big' ELSE 'small' END",
      },
    ];
    const rows = await table.session.rows({
      operation: "max",
      target_column: "double it",
      group_by: ["size"],
      order: { by: "size" },
      steps,
      filters: [{ column: "size", operator: "!=", value: "tiny" }],
    });
    const values = amounts.map((x) => x * 2 + 1).filter((x) => x > 20);
    expect(rows).toEqual([
      { size: "big", value: Math.max(...values.filter((x) => x > 40)) },
      { size: "small", value: Math.max(...values.filter((x) => x <= 40)) },
    ]);
  });

  it.each([
    ["(SELECT max(amount) FROM t)"],
    ["sum(amount)"],
    ["row_number() OVER ()"],
    ["*"],
    ["COLUMNS(*)"],
    ["unnest([1, 2])"],
    ["1) AS x, (2"],
    ["1) FROM t --"],
    ["1; SELECT 2"],
    ["amount +"],
    ["nope + 1"],
    ["t.amount"],
    ["getenv('HOME')"],
    ["read_csv('/etc/passwd')"],
    ["$1"],
    ["(FROM t)"],
    ["EXISTS (VALUES (1))"],
    ["/* open"],
    ["amount IN (SELECT 1)"],
  ])("the expression %s is refused at its place", async (expression) => {
    const faults = await table.session.faults({
      operation: "count",
      steps: [{ step: "derive", column: "x", expression }],
    });
    expect(faults.map(({ path }) => path)).toEqual(["steps.0.expression"]);
  });

  it.each([
    [{ step: "impute", column: "name", method: "mean" }, "steps.0.column"],
    [{ step: "impute", column: "amount", method: "constant" }, "steps.0.value"],
    [{ step: "impute", column: "amount", method: "constant", value: "x" }, "steps.0.value"],
    [{ step: "impute", column: "amount", method: "mean", value: 1 }, "steps.0.value"],
    [{ step: "bin", column: "name", into: "b" }, "steps.0.column"],
    [{ step: "bin", column: "amount", into: "AMOUNT" }, "steps.0.into"],
    [{ step: "bin", column: "amount", into: "b", edges: [2, 1] }, "steps.0.edges.1"],
    [{ step: "bin", column: "amount", into: "b", bins: 2, edges: [1, 2] }, "steps.0.edges"],
    [{ step: "drop_outliers", column: "day", method: "iqr" }, "steps.0.column"],
    [{ step: "drop_outliers", column: "amount", method: "guess" }, "steps.0.method"],
    [{ step: "sort", column: "amount" }, "steps.0.step"],
    [{ step: "derive", column: "x" }, "steps.0.expression"],
    [{ step: "filter", filters: [{ column: "later", operator: "is_null" }] }, "steps.0.filters.0.column"],
  ])("%j is refused", async (step, path) => {
    expect(
      (await table.session.faults({ operation: "count", steps: [step] })).map((fault) => fault.path),
    ).toContain(path);
  });
});
