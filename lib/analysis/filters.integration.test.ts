import { describe, expect, it } from "vitest";
import type { Row } from "#e2e/support/plan-session.ts";
import { having, number, planTable } from "#e2e/support/plan-table.ts";
import type { Json } from "#lib/core/schema.ts";

const table = planTable();
const { count } = table;

describe("every operator", () => {
  const cases: [string, string, Json | undefined, (row: Row) => boolean][] = [
    ["name", "==", "O'Neil", (r) => r.name === "O'Neil"],
    ["name", "==", "", (r) => r.name === ""],
    ["name", "!=", '50% "off"', (r) => r.name !== null && r.name !== '50% "off"'],
    ["name", "in", ["Ann", "ünï"], (r) => r.name === "Ann" || r.name === "ünï"],
    ["name", "not_in", ["Ann", "bob"], (r) => r.name !== null && r.name !== "Ann" && r.name !== "bob"],
    [
      "name",
      "contains",
      "O",
      (r) =>
        String(r.name ?? "")
          .toLowerCase()
          .includes("o"),
    ],
    ["name", "contains", "%", (r) => String(r.name ?? "").includes("%")],
    [
      "name",
      "starts_with",
      "o'",
      (r) =>
        String(r.name ?? "")
          .toLowerCase()
          .startsWith("o'"),
    ],
    [
      "name",
      "ends_with",
      "N",
      (r) =>
        String(r.name ?? "")
          .toLowerCase()
          .endsWith("n"),
    ],
    ["name", ">", "b", (r) => r.name !== null && String(r.name) > "b"],
    ["name", "is_null", undefined, (r) => r.name === null],
    ["name", "not_null", undefined, (r) => r.name !== null],
    ["amount", "==", 13, (r) => r.amount === 13],
    ["amount", "!=", 13, (r) => r.amount !== null && r.amount !== 13],
    ["amount", ">", 12.5, (r) => r.amount !== null && number(r.amount) > 12.5],
    ["amount", "<", 10, (r) => r.amount !== null && number(r.amount) < 10],
    ["amount", ">=", 13, (r) => r.amount !== null && number(r.amount) >= 13],
    ["amount", "<=", 13, (r) => r.amount !== null && number(r.amount) <= 13],
    [
      "amount",
      "between",
      [5, 20],
      (r) => r.amount !== null && number(r.amount) >= 5 && number(r.amount) <= 20,
    ],
    ["price", "in", [0.25, 1.75], (r) => r.price === 0.25 || r.price === 1.75],
    ["day", "==", "2024-02-11", (r) => r.day === "2024-02-11"],
    ["day", ">=", "2024-03-01", (r) => r.day !== null && String(r.day) >= "2024-03-01"],
    ["at", "<=", "2024-03-02", (r) => r.at !== null && String(r.at).slice(0, 10) <= "2024-03-02"],
    ["at", ">", "2024-03-02T12:00", (r) => r.at !== null && String(r.at) > "2024-03-02 12:00"],
    ["paid", "==", true, (r) => r.paid === true],
    ["paid", "!=", true, (r) => r.paid === false],
  ];
  it.each(cases)("%s %s %j", async (column, operator, value, test) => {
    const filter = { column, operator, ...(value !== undefined && { value }) };
    expect(await count({ filters: [filter] })).toBe(having(test));
    expect(await count({ steps: [{ step: "filter", filters: [filter] }] })).toBe(having(test));
  });

  it.each([
    ["contains", "amount", "1", "filters.0.operator"],
    [">", "paid", true, "filters.0.operator"],
    ["==", "amount", "twelve", "filters.0.value"],
    ["==", "name", 5, "filters.0.value"],
    ["in", "name", ["Ann", 5], "filters.0.value.1"],
    ["==", "day", "someday", "filters.0.value"],
    ["==", "day", "2024-02-31", "filters.0.value"],
    ["between", "amount", [1], "filters.0.value"],
    ["in", "amount", [], "filters.0.value"],
    ["==", "paid", "yes", "filters.0.value"],
    ["is_null", "name", "x", "filters.0.value"],
    ["~", "name", "x", "filters.0.operator"],
    ["==", "nmae", "x", "filters.0.column"],
  ])("%s on %s with %j is refused at its place", async (operator, column, value, path) => {
    const faults = await table.session.faults({ operation: "count", filters: [{ column, operator, value }] });
    expect(faults.map((fault) => fault.path)).toEqual([path]);
    if (column === "nmae") expect(faults[0]?.message).toContain('Did you mean "name"');
  });
});
