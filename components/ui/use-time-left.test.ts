import { expect, it } from "vitest";
import { secondsLeft } from "./use-time-left.ts";

it("reads the time left from the pace so far", () => {
  expect(
    secondsLeft([
      [0, 0.2],
      [1000, 0.3],
      [2000, 0.4],
    ]),
  ).toBeCloseTo(6);
  expect(
    secondsLeft([
      [0, 0.5],
      [1000, 1],
    ]),
  ).toBe(0);
});

it("says nothing where there is too little to tell", () => {
  expect(secondsLeft([])).toBeNull();
  expect(secondsLeft([[0, 0.2]])).toBeNull();
  expect(
    secondsLeft([
      [0, 0.2],
      [500, 0.4],
    ]),
  ).toBeNull();
  expect(
    secondsLeft([
      [0, 0.2],
      [3000, 0.2],
    ]),
  ).toBeNull();
});
