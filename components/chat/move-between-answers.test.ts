import { describe, expect, it } from "vitest";
import { nextAt } from "./move-between-answers.ts";

/** Five questions; the page is read at the third. */
const TOPS = [-900, -400, 80, 700, 1500];

describe("moving between answers", () => {
  it("goes on from where the page is read", () => {
    expect(nextAt(TOPS, -1, 1, 80)).toBe(3);
    expect(nextAt(TOPS, -1, -1, 80)).toBe(1);
  });

  it("goes back to the beginning of an answer that is read in its middle", () => {
    expect(nextAt([-900, -400, 700], -1, -1, 80)).toBe(1);
  });

  it("goes on from the answer that has the focus, wherever it stands", () => {
    expect(nextAt(TOPS, 0, 1, 80)).toBe(1);
    expect(nextAt(TOPS, 4, -1, 80)).toBe(3);
  });

  it("goes nowhere beyond the last and the first", () => {
    expect(TOPS[nextAt(TOPS, 4, 1, 80)]).toBeUndefined();
    expect(TOPS[nextAt(TOPS, 0, -1, 80)]).toBeUndefined();
    expect(nextAt([-5], -1, 1, 80)).toBe(1);
    expect(nextAt([90], -1, -1, 80)).toBe(-1);
  });
});
