import { expect, it } from "vitest";
import { withReturned } from "./draft.ts";

it("a question that comes back stands before what was written meanwhile, and never twice", () => {
  expect(withReturned("How many?", "")).toBe("How many?");
  expect(withReturned("How many?", "By region?")).toBe("How many?\nBy region?");
  expect(withReturned("How many?", "How many? ")).toBe("How many?");
});
