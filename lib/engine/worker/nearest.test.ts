import { expect, test } from "vitest";
import { nearest } from "./nearest.ts";

test("the nearest names come first, and far ones not at all", () => {
  expect(nearest("salse", ["customers", "sales", "sale"])).toEqual(["sale", "sales"]);
  expect(nearest("order", ["orders_2024", "people"])).toEqual(["orders_2024"]);
  expect(nearest("xyz", ["customers", "sales"])).toEqual([]);
});
