import { expect, it } from "vitest";
import { delayOf } from "./guess-guard.ts";

it("lets mistyping pass and then slows each attempt more, up to a second", () => {
  expect([1, 2, 3, 4, 5, 6, 7, 8, 100].map(delayOf)).toEqual([0, 0, 0, 100, 200, 400, 800, 1000, 1000]);
});
