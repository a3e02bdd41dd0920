import { expect, test } from "vitest";
import { filterChoices, filterOf, filterWords } from "./filter-choices.ts";

const column = (type: string) => ({ name: "amount", type, nullable: true });
const choice = (type: string, operator: string) =>
  filterChoices(type).find((candidate) => candidate.operator === operator)!;

test.each([
  ["BIGINT", "between"],
  ["DECIMAL(18,2)", "between"],
  ["VARCHAR", "contains"],
  ["TIMESTAMP WITH TIME ZONE", "between"],
  ["BOOLEAN", "=="],
  ["VARCHAR[]", "contains"],
])("a column of %s is first asked whether it %s", (type, operator) => {
  expect(filterChoices(type)[0]!.operator).toBe(operator);
  expect(filterChoices(type).map((each) => each.operator)).toContain("is_null");
});

test("a form becomes a filter when all its values are there", () => {
  expect(filterOf(column("BIGINT"), choice("BIGINT", "between"), ["1", " "])).toBeNull();
  expect(filterOf(column("BIGINT"), choice("BIGINT", "between"), [" 1", "20"])).toEqual({
    column: "amount",
    operator: "between",
    value: ["1", "20"],
  });
  expect(filterOf(column("BIGINT"), choice("BIGINT", "is_null"), ["left over"])).toEqual({
    column: "amount",
    operator: "is_null",
  });
});

test("a filter is said in words", () => {
  expect(filterWords({ column: "amount", operator: "between", value: ["1", "20"] }, "BIGINT")).toBe(
    "amount is between 1 and 20",
  );
  expect(filterWords({ column: "amount", operator: "is_null" }, "BIGINT")).toBe("amount is missing");
});
