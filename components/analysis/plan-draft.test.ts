import { expect, test } from "vitest";
import { parseDraft, typedValue, typedValues, withEntry, withField } from "./plan-draft.ts";

test("a field that says nothing leaves the plan", () => {
  expect(withField({ operation: "sum", limit: 5 }, "limit", undefined)).toEqual({ operation: "sum" });
  expect(withField({ group_by: ["a"] }, "group_by", [])).toEqual({});
  expect(withField({}, "q", 0)).toEqual({ q: 0 });
});

test("entries of a list are replaced, added and taken out in place", () => {
  const two = withEntry(withEntry({}, "filters", 0, { column: "a" }), "filters", 1, { column: "b" });
  expect(two.filters).toEqual([{ column: "a" }, { column: "b" }]);
  expect(withEntry(two, "filters", 0, undefined).filters).toEqual([{ column: "b" }]);
});

test("what is typed becomes a number only for a column of numbers", () => {
  expect(typedValue("007", false)).toBe("007");
  expect(typedValue("7", true)).toBe(7);
  expect(typedValues("1, 2,\n3,", true)).toEqual([1, 2, 3]);
});

test("text that is no JSON object is no plan", () => {
  expect(parseDraft("[1]")).toHaveProperty("problem");
  expect(parseDraft('{"operation":')).toHaveProperty("problem");
  expect(parseDraft('{"operation":"sum"}')).toEqual({ draft: { operation: "sum" } });
});
