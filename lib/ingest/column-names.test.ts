import { expect, test } from "vitest";
import { cleanColumnNames } from "./column-names.ts";

test("good names stay, and nothing is said", () => {
  const names = ["Region", "amount (€)", "größe"];
  expect(cleanColumnNames(names)).toEqual({ names, warnings: [] });
});

test("white space, line breaks and control characters go", () => {
  expect(cleanColumnNames([" a ", "two\r\nlines", "b\u0000c"]).names).toEqual(["a", "two lines", "bc"]);
});

test("empty and repeated names get one of their own, and the receipt says which", () => {
  const { names, warnings } = cleanColumnNames(["a", "", "A", "a_2"]);
  expect(names).toEqual(["a", "column_2", "A_2", "a_2_2"]);
  expect(warnings).toHaveLength(3);
  expect(warnings[1]).toBe('The column name "A" is repeated; column 3 is called "A_2".');
});

test("names that every object of a program has by itself get an underscore, and the receipt says so", () => {
  const given = ["__proto__", "constructor", "toString", "constructor_", "Constructor"];
  const { names, warnings } = cleanColumnNames(given);
  expect(names).toEqual(["__proto___", "constructor_", "toString_", "constructor__2", "Constructor"]);
  expect(warnings[0]).toBe('The column name "__proto__" cannot be kept; column 1 is called "__proto___".');
  const row = Object.fromEntries(names.map((name) => [name, 1]));
  expect(JSON.parse(JSON.stringify(row))).toEqual(row);
  expect(Object.keys(row)).toEqual(names);
});
