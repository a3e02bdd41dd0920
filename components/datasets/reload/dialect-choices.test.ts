import { expect, test } from "vitest";
import { delimiterName, typeWord, withType, withWish } from "./dialect-choices.ts";

test("a field that is left to detection again is gone from the wish", () => {
  expect(withWish({ delimiter: ";", quote: "'" }, "delimiter", undefined)).toEqual({ quote: "'" });
});

test("an empty quote is a wish of its own", () => {
  expect(withWish({}, "quote", "")).toEqual({ quote: "" });
});

test("the last column whose type is taken back takes the types with it", () => {
  const wish = withType({}, "zip", "text");
  expect(wish).toEqual({ types: { zip: "text" } });
  expect(withType(wish, "zip", "")).toEqual({});
});

test("a delimiter of several characters names itself", () => {
  expect(delimiterName("\t")).toBe("Tab");
  expect(delimiterName("::")).toBe("::");
});

test.each([
  ["DECIMAL(38,0)", "number"],
  ["BIGINT", "number"],
  ["TIMESTAMP WITH TIME ZONE", "date and time"],
  ["VARCHAR", "text"],
  ["BOOLEAN", "yes or no"],
])("%s is called %s", (type, word) => {
  expect(typeWord(type)).toBe(word);
});
