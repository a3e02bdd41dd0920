import { expect, it } from "vitest";
import type { Column } from "#lib/agent/analyst/catalog.ts";
import type { Filter, Group } from "#lib/agent/analyst/intent.ts";
import { sayConditions, underConditions } from "./conditions.ts";

const column = (name: string, kind: Column["kind"] = "text"): Column => ({
  table: "sales",
  name,
  type: kind === "number" ? "BIGINT" : "VARCHAR",
  kind,
  words: name.split("_"),
  joined: name,
  tableWord: "sale",
  isKey: false,
  rowCount: 10,
  nulls: 0,
  distinct: 4,
  min: null,
  max: null,
  values: [],
});
const [region, amount, day] = [column("region"), column("amount", "number"), column("day", "time")];
const said = (filters: Filter[], groups: Group[] = []) => sayConditions({ filters, groups });
const period = (from: string | null, to: string | null): Filter[] => [
  { column: day, operator: "period", values: [from, to] },
];

it.each([
  ["2023-01-01", "2024-01-01", "in 2023"],
  ["2024-03-01", "2024-04-01", "in March 2024"],
  ["2024-04-01", "2024-07-01", "in Q2 2024"],
  ["2024-03-05", "2024-03-06", "on 2024-03-05"],
  ["2022-01-01", "2024-01-01", "from 2022 to 2023"],
  ["2024-01-01", "2024-03-01", "from 2024-01-01 to 2024-02-29"],
  ["2024-02-01", "2024-04-01", "from February 2024 to March 2024"],
  ["2025-12-25", "2026-01-01", "from 2025-12-25 to 2025-12-31"],
  ["2021-01-01", null, "since 2021"],
  [null, "2023-06-01", "before June 2023"],
])("says the time from %s up to %s as “%s”", (from, to, words) => {
  expect(said(period(from, to))).toBe(words);
});

it.each([
  [{ column: region, operator: "=", values: ["North"] }, "for region North"],
  [{ column: region, operator: "in", values: ["North", "South", "East"] }, "for region North, South or East"],
  [
    { column: region, operator: "not_in", values: ["North", "South"] },
    "for region other than North and South",
  ],
  [{ column: amount, operator: ">", values: [1000] }, "for amount over 1,000"],
  [{ column: amount, operator: "between", values: [1, 2.5] }, "for amount between 1 and 2.50"],
  [{ column: amount, operator: "=", values: [0] }, "for amount = 0"],
  [{ column: region, operator: "is_null", values: [] }, "for no value in region"],
  [{ column: column("year", "number"), operator: "=", values: [2007] }, "in 2007"],
] satisfies [Filter, string][])("says a condition (%#)", (filter, words) => {
  expect(said([filter])).toBe(words);
});

it("names the values of a group that was narrowed, and the time last", () => {
  const filters: Filter[] = [
    ...period("2023-01-01", "2024-01-01"),
    { column: region, operator: "in", values: ["North", "South"] },
  ];
  expect(said(filters, [{ column: region, grain: null }])).toBe("among North and South in 2023");
});

it("puts the conditions before a sentence, and leaves a name's letters alone", () => {
  const filters: Filter[] = [{ column: region, operator: "=", values: ["North"] }];
  expect(underConditions({ filters, groups: [] }, "the total is 1.")).toBe(
    "For region North, the total is 1.",
  );
  expect(underConditions({ filters: [], groups: [] }, "the total is 1.")).toBe("The total is 1.");
  expect(underConditions({ filters: [], groups: [] }, "open has most.", true)).toBe("open has most.");
});
