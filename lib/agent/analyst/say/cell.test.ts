import { expect, test } from "vitest";
import { sayGroup } from "./cell.ts";

test("a group's name stays as it is, whatever letters it holds", () => {
  for (const name of ["Tea", "Take T", "Tuesday", "2023", "T 00:00:00"])
    expect(sayGroup(name, null)).toBe(name);
  expect(sayGroup("Tea", "month")).toBe("Tea");
  expect(sayGroup("", null)).toBe("(empty)");
  expect(sayGroup(null, null)).toBe("(missing)");
});

test("a time is said by its grain", () => {
  expect(sayGroup("2023-04-03", "quarter")).toBe("Q2 2023");
  expect(sayGroup("2023-04-03T08:30:00", null)).toBe("2023-04-03 08:30:00");
  expect(sayGroup("2023-04-03T00:00:00", "day")).toBe("2023-04-03");
});
