import { expect, it } from "vitest";
import { tabTitle } from "./tab-title.ts";

it("a tab says that it works, then that the answer is ready until it has been looked at", () => {
  expect(tabTitle("Regions", { isWorking: true, isUnseen: false })).toBe("… Working · Regions · Veritable");
  expect(tabTitle("Regions", { isWorking: false, isUnseen: true })).toBe(
    "● Answer ready · Regions · Veritable",
  );
  expect(tabTitle("Regions", { isWorking: false, isUnseen: false })).toBe("Regions · Veritable");
});

it("the next question's work comes before the last answer", () => {
  expect(tabTitle("Regions", { isWorking: true, isUnseen: true })).toMatch(/^… Working/);
});
