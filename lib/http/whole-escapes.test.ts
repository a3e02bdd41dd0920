import { expect, it } from "vitest";
import { withWholeEscapes } from "./whole-escapes.ts";

it.each([
  ["/api/v1/files/%E0%A4%A", "/api/v1/files/%25E0%25A4%25A"],
  ["/s/%/x%20y?q=%", "/s/%25/x%20y?q=%"],
  ["/files/%C3%A9?q=a%zz?b", "/files/%C3%A9?q=a%zz?b"],
  ["*", "*"],
  ["", ""],
])("%s is %s", (address, whole) => {
  expect(withWholeEscapes(address)).toBe(whole);
});
