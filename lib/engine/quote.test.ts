import { expect, test } from "vitest";
import { quoteIdentifier, quoteString } from "./quote.ts";

test("an identifier is quoted whatever it holds", () => {
  expect(quoteIdentifier('a "b" c')).toBe('"a ""b"" c"');
  expect(quoteIdentifier("select")).toBe('"select"');
});

test("a string cannot end its literal", () => {
  expect(quoteString("it's'; DROP")).toBe("'it''s''; DROP'");
});
