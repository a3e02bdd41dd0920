import { expect, it } from "vitest";
import { sayCell, sayGroup } from "./cell.ts";
import { sayList, sayNumber, sayShare } from "./number.ts";

it.each([
  [1234567, "1,234,567"],
  [1234.5678, "1,234.57"],
  [0.0012345, "0.00123"],
  [-3.456, "-3.46"],
  ["170141183460469231731687303715884105727", "170,141,183,460,469,231,731,687,303,715,884,105,727"],
  ["NaN", "no number"],
  ["Infinity", "no number"],
  [null, "no number"],
])("%s is said as %s", (value, said) => {
  expect(sayNumber(value)).toBe(said);
});

it("says dates by the grain they were grouped by", () => {
  expect(sayGroup("2023-03-01", "month")).toBe("March 2023");
  expect(sayGroup("2023-04-01", "quarter")).toBe("Q2 2023");
  expect(sayGroup("2023-01-01", "year")).toBe("2023");
  expect(sayGroup("2023-01-02", "week")).toBe("the week of 2023-01-02");
  expect(sayCell("2023-01-02T10:30:00")).toBe("2023-01-02 10:30:00");
});

it("names groups without a value as such", () => {
  expect(sayGroup(null, null)).toBe("(missing)");
  expect(sayGroup("", null)).toBe("(empty)");
  expect(sayGroup(false, null)).toBe("false");
});

it("says shares and lists", () => {
  expect(sayShare(0.1234)).toBe("12.3%");
  expect(sayList(["a", "b", "c"])).toBe("a, b and c");
});
